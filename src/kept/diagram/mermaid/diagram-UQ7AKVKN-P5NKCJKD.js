var c=Object.defineProperty;var f=Object.getOwnPropertyDescriptor;var v=Object.getOwnPropertyNames;var h=Object.prototype.hasOwnProperty;var k=(a,e)=>{for(var r in e)c(a,r,{get:e[r],enumerable:!0})},b=(a,e,r,i)=>{if(e&&typeof e=="object"||typeof e=="function")for(let s of v(e))!h.call(a,s)&&s!==r&&c(a,s,{get:()=>e[s],enumerable:!(i=f(e,s))||i.enumerable});return a};var C=a=>b(c({},"__esModule",{value:!0}),a);var W={};k(W,{diagram:()=>$});module.exports=C(W);var g=require("./chunk-FGB257GX.js"),x=require("./chunk-ANTIUZZC.js"),F=require("./chunk-TBAUMLRC.js"),G=require("./chunk-XWGI5CDL.js"),U=require("./chunk-P3RPABKC.js"),Y=require("./chunk-J3EMN22D.js"),B=require("./chunk-BSO6SJZQ.js"),H=require("./chunk-JCUUNRPR.js"),P=require("./chunk-RKHANP3D.js"),X=require("./chunk-IHV4HAWO.js"),Z=require("./chunk-LLBMBSLD.js"),j=require("./chunk-54RK5DLH.js"),q=require("./chunk-VCPTLSXP.js"),J=require("./chunk-EZTM6Z6X.js"),K=require("./chunk-4Z6VLIVE.js"),N=require("./chunk-QHDN2ML5.js"),Q=require("./chunk-VVJKV4OV.js"),ee=require("./chunk-XLTPY6OO.js"),te=require("./chunk-FAVO43KI.js"),p=require("./chunk-BK547LQQ.js"),re=require("./chunk-N7V7OAB2.js"),t=require("./chunk-J66JG4ZI.js"),ae=require("./chunk-SQE76S5B.js"),l={showLegend:!0,ticks:5,max:null,min:0,graticule:"circle"},m=32,d={axes:[],curves:[],options:l},o=structuredClone(d),w=t.o.radar,y=(0,t.a)(()=>(0,p.m)({...w,...(0,t.y)().radar}),"getConfig"),u=(0,t.a)(()=>o.axes,"getAxes"),O=(0,t.a)(()=>o.curves,"getCurves"),A=(0,t.a)(()=>o.options,"getOptions"),L=(0,t.a)(a=>{o.axes=a.map(e=>({name:e.name,label:e.label??e.name}))},"setAxes"),S=(0,t.a)(a=>{o.curves=a.map(e=>({name:e.name,label:e.label??e.name,entries:T(e.entries)}))},"setCurves"),T=(0,t.a)(a=>{if(a[0].axis==null)return a.map(r=>r.value);let e=u();if(e.length===0)throw new Error("Axes must be populated before curves for reference entries");return e.map(r=>{let i=a.find(s=>s.axis?.$refText===r.name);if(i===void 0)throw new Error("Missing entry for axis "+r.label);return i.value})},"computeCurveEntries"),z=(0,t.a)(a=>{let e=a.reduce((r,i)=>(r[i.name]=i,r),{});o.options={showLegend:e.showLegend?.value??l.showLegend,ticks:e.ticks?.value??l.ticks,max:e.max?.value??l.max,min:e.min?.value??l.min,graticule:e.graticule?.value??l.graticule},o.options.ticks>m&&(t.d.warn(`Radar diagram ticks (${o.options.ticks}) exceeds maximum allowed (${m}). Using ${m} instead.`),o.options.ticks=m)},"setOptions"),E=(0,t.a)(()=>{(0,t.U)(),o=structuredClone(d)},"clear"),n={getAxes:u,getCurves:O,getOptions:A,setAxes:L,setCurves:S,setOptions:z,getConfig:y,clear:E,setAccTitle:t.V,getAccTitle:t.W,setDiagramTitle:t.Z,getDiagramTitle:t._,getAccDescription:t.Y,setAccDescription:t.X},D=(0,t.a)(a=>{(0,g.a)(a,n);let{axes:e,curves:r,options:i}=a;n.setAxes(e),n.setCurves(r),n.setOptions(i)},"populate"),I={parse:(0,t.a)(async a=>{let e=await(0,x.a)("radar",a);t.d.debug(e),D(e)},"parse")},M=(0,t.a)((a,e)=>{let r="";for(let i=0;i<a.THEME_COLOR_LIMIT;i++){let s=a[`cScale${i}`];r+=`
		.radarCurve-${i} {
			color: ${s};
			fill: ${s};
			fill-opacity: ${e.curveOpacity};
			stroke: ${s};
			stroke-width: ${e.curveStrokeWidth};
		}
		.radarLegendBox-${i} {
			fill: ${s};
			fill-opacity: ${e.curveOpacity};
			stroke: ${s};
		}
		`}return r},"genIndexStyles"),R=(0,t.a)(a=>{let e=(0,t.m)(),r=(0,t.y)(),i=(0,p.m)(e,r.themeVariables),s=(0,p.m)(i.radar,a);return{themeVariables:i,radarOptions:s}},"buildRadarStyleOptions"),V=(0,t.a)(({radar:a}={})=>{let{themeVariables:e,radarOptions:r}=R(a);return`
	.radarTitle {
		font-size: ${e.fontSize};
		color: ${e.titleColor};
		dominant-baseline: hanging;
		text-anchor: middle;
	}
	.radarAxisLine {
		stroke: ${r.axisColor};
		stroke-width: ${r.axisStrokeWidth};
	}
	.radarAxisLabel {
		font-size: ${r.axisLabelFontSize}px;
		color: ${r.axisColor};
	}
	.radarGraticule {
		fill: ${r.graticuleColor};
		fill-opacity: ${r.graticuleOpacity};
		stroke: ${r.graticuleColor};
		stroke-width: ${r.graticuleStrokeWidth};
	}
	.radarLegendText {
		text-anchor: start;
		font-size: ${r.legendFontSize}px;
		dominant-baseline: hanging;
	}
	${M(e,r)}
	`},"styles"),$={parser:I,db:n,renderer:void 0,styles:V};
