var p=Object.defineProperty;var l=Object.getOwnPropertyDescriptor;var n=Object.getOwnPropertyNames;var c=Object.prototype.hasOwnProperty;var u=(r,t)=>{for(var m in t)p(r,m,{get:t[m],enumerable:!0})},d=(r,t,m,e)=>{if(t&&typeof t=="object"||typeof t=="function")for(let o of n(t))!c.call(r,o)&&o!==m&&p(r,o,{get:()=>t[o],enumerable:!(e=l(t,o))||e.enumerable});return r};var f=r=>d(p({},"__esModule",{value:!0}),r);var k={};u(k,{diagram:()=>s});module.exports=f(k);var i=require("./chunk-QKM5CRBH.js"),B=require("./chunk-4WJIAYMB.js"),$=require("./chunk-TGCCLKER.js"),b=require("./chunk-IP7YZYNA.js"),v=require("./chunk-D35AWDKG.js"),x=require("./chunk-IXRPGZA5.js"),L=require("./chunk-CREBBJQ4.js"),S=require("./chunk-6VXEJMQA.js"),h=require("./chunk-BCPNYC42.js"),j=require("./chunk-JNKYSO4Z.js"),q=require("./chunk-63Q3P6JK.js"),z=require("./chunk-Q7TSIJNQ.js"),A=require("./chunk-7QAR2CNO.js"),C=require("./chunk-HZBKOTOG.js"),D=require("./chunk-YNRLSWKS.js"),E=require("./chunk-H7LVZBMH.js"),F=require("./chunk-N7V7OAB2.js"),a=require("./chunk-X3AWNTCT.js"),G=require("./chunk-SQE76S5B.js"),y=(0,a.a)(r=>`${(0,i.a)(r)}
  .swimlane.cluster rect {
    stroke: ${r.clusterBorder} !important;
  }
  [data-look="neo"].cluster rect {
    filter: none;
  }
`,"getStyles"),g=y,s=(0,i.b)({defaultLayout:"swimlane",styles:g});
