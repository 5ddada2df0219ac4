var t=Object.defineProperty;var s=Object.getOwnPropertyDescriptor;var c=Object.getOwnPropertyNames;var v=Object.prototype.hasOwnProperty;var d=(o,e)=>{for(var i in e)t(o,i,{get:e[i],enumerable:!0})},m=(o,e,i,r)=>{if(e&&typeof e=="object"||typeof e=="function")for(let l of c(e))!v.call(o,l)&&l!==i&&t(o,l,{get:()=>e[l],enumerable:!(r=s(e,l))||r.enumerable});return o};var b=o=>m(t({},"__esModule",{value:!0}),o);var g={};d(g,{a:()=>n});module.exports=b(g);var a=require("./chunk-J66JG4ZI.js"),n=(0,a.a)(()=>`
  /* Font Awesome icon styling - consolidated */
  .label-icon {
    display: inline-block;
    height: 1em;
    overflow: visible;
    vertical-align: -0.125em;
  }
  
  .node .label-icon path {
    fill: currentColor;
    stroke: revert;
    stroke-width: revert;
  }
`,"getIconStyles");
