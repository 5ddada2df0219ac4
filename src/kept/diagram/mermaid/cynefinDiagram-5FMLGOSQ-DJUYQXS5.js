var l=Object.defineProperty;var y=Object.getOwnPropertyDescriptor;var $=Object.getOwnPropertyNames;var b=Object.prototype.hasOwnProperty;var g=(o,t)=>{for(var e in t)l(o,e,{get:t[e],enumerable:!0})},w=(o,t,e,a)=>{if(t&&typeof t=="object"||typeof t=="function")for(let r of $(t))!b.call(o,r)&&r!==e&&l(o,r,{get:()=>t[r],enumerable:!(a=y(t,r))||a.enumerable});return o};var k=o=>w(l({},"__esModule",{value:!0}),o);var L={};g(L,{diagram:()=>c});module.exports=k(L);var p=require("./chunk-FGB257GX.js"),d=require("./chunk-ANTIUZZC.js"),I=require("./chunk-TBAUMLRC.js"),B=require("./chunk-XWGI5CDL.js"),H=require("./chunk-P3RPABKC.js"),M=require("./chunk-J3EMN22D.js"),V=require("./chunk-BSO6SJZQ.js"),N=require("./chunk-JCUUNRPR.js"),O=require("./chunk-RKHANP3D.js"),U=require("./chunk-IHV4HAWO.js"),X=require("./chunk-LLBMBSLD.js"),Y=require("./chunk-54RK5DLH.js"),Z=require("./chunk-VCPTLSXP.js"),_=require("./chunk-EZTM6Z6X.js"),j=require("./chunk-4Z6VLIVE.js"),q=require("./chunk-QHDN2ML5.js"),E=require("./chunk-VVJKV4OV.js"),G=require("./chunk-XLTPY6OO.js"),J=require("./chunk-FAVO43KI.js"),m=require("./chunk-BK547LQQ.js"),K=require("./chunk-N7V7OAB2.js"),i=require("./chunk-J66JG4ZI.js"),P=require("./chunk-SQE76S5B.js"),f=(0,i.a)(()=>({domains:new Map,transitions:[]}),"createDefaultData"),n=f(),C=(0,i.a)(()=>n.domains,"getDomains"),h=(0,i.a)(()=>n.transitions,"getTransitions"),u=(0,i.a)(o=>{if(o)for(let t of o){let e=t.domain,a=(t.items??[]).map(r=>({label:r.label}));n.domains.set(e,{name:e,items:a})}},"setDomains"),D=(0,i.a)(o=>{o&&(n.transitions=o.filter(t=>t.from===t.to?(i.d.warn(`Cynefin: self-loop transition on domain "${t.from}" is not meaningful and will be skipped.`),!1):!0).map(t=>({from:t.from,to:t.to,label:t.label||void 0})))},"setTransitions"),T=(0,i.a)(()=>(0,m.m)({...i.o.cynefin,...(0,i.y)().cynefin}),"getConfig"),x=(0,i.a)(()=>{(0,i.U)(),n=f()},"clear"),s={getDomains:C,getTransitions:h,setDomains:u,setTransitions:D,getConfig:T,clear:x,setAccTitle:i.V,getAccTitle:i.W,setDiagramTitle:i.Z,getDiagramTitle:i._,getAccDescription:i.Y,setAccDescription:i.X},z=(0,i.a)(o=>{(0,p.a)(o,s),s.setDomains(o.domains),s.setTransitions(o.transitions)},"populate"),A={parse:(0,i.a)(async o=>{let t=await(0,d.a)("cynefin",o);i.d.debug(t),z(t)},"parse")},S=(0,i.a)(()=>{let o=(0,i.m)(),t=(0,i.y)();return(0,m.m)(o,t.themeVariables).cynefin},"getCynefinTheme"),v=(0,i.a)(()=>{let o=S();return`
	.cynefinDomain {
		stroke: none;
	}
	.cynefinDomainLabel {
		font-size: ${o.domainFontSize}px;
		font-weight: bold;
		fill: ${o.labelColor};
	}
	.cynefinSubtitle {
		font-size: ${o.itemFontSize-1}px;
		fill: ${o.textColor};
		font-style: italic;
	}
	.cynefinItem {
		fill-opacity: 0.95;
		stroke: ${o.boundaryColor};
		stroke-width: 1;
	}
	.cynefinItemText {
		font-size: ${o.itemFontSize}px;
		fill: ${o.textColor};
	}
	.cynefinItemOverflow {
		fill-opacity: 0.6;
		stroke: ${o.boundaryColor};
		stroke-width: 1;
		stroke-dasharray: 3 2;
	}
	.cynefinBoundary {
		stroke: ${o.boundaryColor};
		stroke-width: ${o.boundaryWidth};
		stroke-dasharray: 6 3;
	}
	.cynefinCliff {
		stroke: ${o.cliffColor};
		stroke-width: ${o.cliffWidth};
	}
	.cynefinConfusion {
		stroke: ${o.boundaryColor};
		stroke-width: 1.5;
		stroke-dasharray: 4 2;
	}
	.cynefinArrowLine {
		stroke: ${o.arrowColor};
		stroke-width: ${o.arrowWidth};
		fill: none;
	}
	.cynefinArrowHead {
		fill: ${o.arrowColor};
		stroke: none;
	}
	.cynefinArrowLabel {
		font-size: ${o.itemFontSize-1}px;
		fill: ${o.textColor};
	}
	.cynefinTitle {
		font-size: ${o.domainFontSize+2}px;
		font-weight: bold;
		fill: ${o.labelColor};
	}
	`},"styles"),F=v,c={parser:A,db:s,renderer:void 0,styles:F};
