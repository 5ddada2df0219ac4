var p=Object.defineProperty;var l=Object.getOwnPropertyDescriptor;var n=Object.getOwnPropertyNames;var c=Object.prototype.hasOwnProperty;var u=(r,t)=>{for(var m in t)p(r,m,{get:t[m],enumerable:!0})},d=(r,t,m,e)=>{if(t&&typeof t=="object"||typeof t=="function")for(let o of n(t))!c.call(r,o)&&o!==m&&p(r,o,{get:()=>t[o],enumerable:!(e=l(t,o))||e.enumerable});return r};var f=r=>d(p({},"__esModule",{value:!0}),r);var k={};u(k,{diagram:()=>s});module.exports=f(k);var i=require("./chunk-WEZE3WRZ.js"),B=require("./chunk-IPZEQU25.js"),$=require("./chunk-WAOU6UT2.js"),b=require("./chunk-7EGG7LMF.js"),v=require("./chunk-VOVUZ2LW.js"),x=require("./chunk-ZWOD2UAO.js"),L=require("./chunk-KTEXBVMQ.js"),S=require("./chunk-4ZSNMAZV.js"),h=require("./chunk-ILHHVJH3.js"),j=require("./chunk-DQRBE7LZ.js"),q=require("./chunk-IA2A4DQP.js"),z=require("./chunk-Q7TSIJNQ.js"),A=require("./chunk-3GKP2VPM.js"),C=require("./chunk-B73RSLR3.js"),D=require("./chunk-BEZF3HYX.js"),E=require("./chunk-BK547LQQ.js"),F=require("./chunk-N7V7OAB2.js"),a=require("./chunk-J66JG4ZI.js"),G=require("./chunk-SQE76S5B.js"),y=(0,a.a)(r=>`${(0,i.a)(r)}
  .swimlane.cluster rect {
    stroke: ${r.clusterBorder} !important;
  }
  [data-look="neo"].cluster rect {
    filter: none;
  }
`,"getStyles"),g=y,s=(0,i.b)({defaultLayout:"swimlane",styles:g});
