var s=Object.defineProperty;var w=Object.getOwnPropertyDescriptor;var S=Object.getOwnPropertyNames;var $=Object.prototype.hasOwnProperty;var u=(e,t)=>{for(var a in t)s(e,a,{get:t[a],enumerable:!0})},D=(e,t,a,n)=>{if(t&&typeof t=="object"||typeof t=="function")for(let o of S(t))!$.call(e,o)&&o!==a&&s(e,o,{get:()=>t[o],enumerable:!(n=w(t,o))||n.enumerable});return e};var T=e=>D(s({},"__esModule",{value:!0}),e);var E={};u(E,{diagram:()=>g});module.exports=T(E);var d=require("./chunk-FGB257GX.js"),h=require("./chunk-ANTIUZZC.js"),M=require("./chunk-TBAUMLRC.js"),V=require("./chunk-XWGI5CDL.js"),_=require("./chunk-P3RPABKC.js"),H=require("./chunk-J3EMN22D.js"),N=require("./chunk-BSO6SJZQ.js"),R=require("./chunk-JCUUNRPR.js"),U=require("./chunk-RKHANP3D.js"),X=require("./chunk-IHV4HAWO.js"),Y=require("./chunk-LLBMBSLD.js"),Z=require("./chunk-54RK5DLH.js"),j=require("./chunk-VCPTLSXP.js"),q=require("./chunk-EZTM6Z6X.js"),B=require("./chunk-4Z6VLIVE.js"),G=require("./chunk-QHDN2ML5.js"),I=require("./chunk-VVJKV4OV.js"),J=require("./chunk-XLTPY6OO.js"),K=require("./chunk-FAVO43KI.js"),P=require("./chunk-BK547LQQ.js"),Q=require("./chunk-N7V7OAB2.js"),i=require("./chunk-J66JG4ZI.js"),f=require("./chunk-SQE76S5B.js"),ee=(0,f.b)((0,i.fa)(),1),c=i.o.pie,l={sections:new Map,showData:!1,config:c},r=l.sections,p=l.showData,y=structuredClone(c),C=(0,i.a)(()=>structuredClone(y),"getConfig"),v=(0,i.a)(()=>{r=new Map,p=l.showData,(0,i.U)()},"clear"),x=(0,i.a)(({label:e,value:t})=>{if(t<0)throw new Error(`"${e}" has invalid value: ${t}. Negative values are not allowed in pie charts. All slice values must be >= 0.`);r.has(e)||(r.set(e,t),i.d.debug(`added new section: ${e}, with value: ${t}`))},"addSection"),k=(0,i.a)(()=>r,"getSections"),b=(0,i.a)(e=>{p=e},"setShowData"),z=(0,i.a)(()=>p,"getShowData"),m={getConfig:C,clear:v,setDiagramTitle:i.Z,getDiagramTitle:i._,setAccTitle:i.V,getAccTitle:i.W,setAccDescription:i.X,getAccDescription:i.Y,addSection:x,getSections:k,setShowData:b,getShowData:z},A=(0,i.a)((e,t)=>{(0,d.a)(e,t),t.setShowData(e.showData),e.sections.map(t.addSection)},"populateDb"),O={parse:(0,i.a)(async e=>{let t=await(0,h.a)("pie",e);i.d.debug(t),A(t,m)},"parse")},F=(0,i.a)(e=>`
  .pieCircle{
    stroke: ${e.pieStrokeColor};
    stroke-width : ${e.pieStrokeWidth};
    opacity : ${e.pieOpacity};
  }
  .pieCircle.highlighted{
    scale: 1.05;
    opacity: 1;
  }
  .pieCircle.highlightedOnHover:hover{
    transition-duration: 250ms;
    scale: 1.05;
    opacity: 1;
  }
  .pieOuterCircle{
    stroke: ${e.pieOuterStrokeColor};
    stroke-width: ${e.pieOuterStrokeWidth};
    fill: none;
  }
  .pieTitleText {
    text-anchor: middle;
    font-size: ${e.pieTitleTextSize};
    fill: ${e.pieTitleTextColor};
    font-family: ${e.fontFamily};
  }
  .slice {
    font-family: ${e.fontFamily};
    fill: ${e.pieSectionTextColor};
    font-size:${e.pieSectionTextSize};
    // fill: white;
  }
  .legend text {
    fill: ${e.pieLegendTextColor};
    font-family: ${e.fontFamily};
    font-size: ${e.pieLegendTextSize};
  }
`,"getStyles"),W=F,g={parser:O,db:m,renderer:void 0,styles:W};
