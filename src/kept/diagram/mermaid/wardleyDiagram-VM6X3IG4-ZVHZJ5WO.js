var m=Object.defineProperty;var v=Object.getOwnPropertyDescriptor;var $=Object.getOwnPropertyNames;var k=Object.prototype.hasOwnProperty;var N=(e,o)=>{for(var t in o)m(e,t,{get:o[t],enumerable:!0})},A=(e,o,t,n)=>{if(o&&typeof o=="object"||typeof o=="function")for(let a of $(o))!k.call(e,a)&&a!==t&&m(e,a,{get:()=>o[a],enumerable:!(n=v(o,a))||n.enumerable});return e};var C=e=>A(m({},"__esModule",{value:!0}),e);var G={};N(G,{diagram:()=>w});module.exports=C(G);var b=require("./chunk-FGB257GX.js"),x=require("./chunk-ANTIUZZC.js"),J=require("./chunk-TBAUMLRC.js"),K=require("./chunk-XWGI5CDL.js"),Q=require("./chunk-P3RPABKC.js"),ee=require("./chunk-J3EMN22D.js"),te=require("./chunk-BSO6SJZQ.js"),oe=require("./chunk-JCUUNRPR.js"),ae=require("./chunk-RKHANP3D.js"),ne=require("./chunk-IHV4HAWO.js"),ie=require("./chunk-LLBMBSLD.js"),re=require("./chunk-54RK5DLH.js"),se=require("./chunk-VCPTLSXP.js"),le=require("./chunk-EZTM6Z6X.js"),de=require("./chunk-4Z6VLIVE.js"),ce=require("./chunk-QHDN2ML5.js"),pe=require("./chunk-VVJKV4OV.js"),fe=require("./chunk-XLTPY6OO.js"),me=require("./chunk-FAVO43KI.js"),h=require("./chunk-BK547LQQ.js"),he=require("./chunk-N7V7OAB2.js"),i=require("./chunk-J66JG4ZI.js"),ue=require("./chunk-SQE76S5B.js"),f=(0,i.a)((e,o)=>{let t=e<=1?e*100:e;if(t<0||t>100)throw new Error(`${o} must be between 0-1 (decimal) or 0-100 (percentage). Received: ${e}`);return t},"toPercent"),d=(0,i.a)((e,o,t)=>({x:f(o,`${t} evolution`),y:f(e,`${t} visibility`)}),"toCoordinates"),u=(0,i.a)(e=>{if(e){if(e==="+<>")return"bidirectional";if(e==="+<")return"backward";if(e==="+>")return"forward"}},"getFlowFromPort"),P=(0,i.a)(e=>{if(!e?.startsWith("+"))return{};let o=/^\+'([^']*)'/.exec(e)?.[1];return e.includes("<>")?{flow:"bidirectional",label:o}:e.includes("<")?{flow:"backward",label:o}:e.includes(">")?{flow:"forward",label:o}:{label:o}},"extractFlowFromArrow"),E=(0,i.a)((e,o)=>{if((0,b.a)(e,o),e.size&&o.setSize(e.size.width,e.size.height),e.evolution){let t=e.evolution.stages.map(a=>a.secondName?`${a.name.trim()} / ${a.secondName.trim()}`:a.name.trim()),n=e.evolution.stages.filter(a=>a.boundary!==void 0).map(a=>a.boundary);o.updateAxes({stages:t,stageBoundaries:n})}if(e.anchors.forEach(t=>{let n=d(t.visibility,t.evolution,`Anchor "${t.name}"`);o.addNode(t.name,t.name,n.x,n.y,"anchor")}),e.components.forEach(t=>{let n=d(t.visibility,t.evolution,`Component "${t.name}"`),a=t.label?(t.label.negX?-1:1)*t.label.offsetX:void 0,r=t.label?(t.label.negY?-1:1)*t.label.offsetY:void 0,l=t.decorator?.strategy;o.addNode(t.name,t.name,n.x,n.y,"component",a,r,t.inertia,l)}),e.notes.forEach(t=>{let n=d(t.visibility,t.evolution,`Note "${t.text}"`);o.addNote(t.text,n.x,n.y)}),e.pipelines.forEach(t=>{let n=o.getNode(t.parent);if(!n||typeof n.y!="number")throw new Error(`Pipeline "${t.parent}" must reference an existing component with coordinates.`);let a=n.y;o.startPipeline(t.parent),t.components.forEach(r=>{let l=`${t.parent}_${r.name}`,c=r.label?(r.label.negX?-1:1)*r.label.offsetX:void 0,p=r.label?(r.label.negY?-1:1)*r.label.offsetY:void 0,g=f(r.evolution,`Pipeline component "${r.name}" evolution`);o.addNode(l,r.name,g,a,"pipeline-component",c,p),o.addPipelineComponent(t.parent,l)})}),e.links.forEach(t=>{let n=!!t.arrow&&(t.arrow.includes("-.->")||t.arrow.includes(".-.")),a=u(t.fromPort)??u(t.toPort),{flow:r,label:l}=P(t.arrow);!a&&r&&(a=r);let c=t.linkLabel,p=l??c;o.addLink(o.resolveNodeId(t.from),o.resolveNodeId(t.to),n,p,a)}),e.evolves.forEach(t=>{let n=o.getNode(t.component);if(n?.y!==void 0){let a=f(t.target,`Evolve target for "${t.component}"`);o.addTrend(t.component,a,n.y)}}),e.annotations.length>0){let t=e.annotations[0],n=d(t.x,t.y,"Annotations box");o.setAnnotationsBox(n.x,n.y)}e.annotation.forEach(t=>{let n=d(t.x,t.y,`Annotation ${t.number}`);o.addAnnotation(t.number,[{x:n.x,y:n.y}],t.text)}),e.accelerators.forEach(t=>{let n=d(t.x,t.y,`Accelerator "${t.name}"`);o.addAccelerator(t.name,n.x,n.y)}),e.deaccelerators.forEach(t=>{let n=d(t.x,t.y,`Deaccelerator "${t.name}"`);o.addDeaccelerator(t.name,n.x,n.y)})},"populateDb"),y={parser:{yy:void 0},parse:(0,i.a)(async e=>{let o=await(0,x.a)("wardley",e);i.d.debug(o);let t=y.parser?.yy;if(!t||typeof t.addNode!="function")throw new Error("parser.parser?.yy was not a WardleyDB. This is due to a bug within Mermaid, please report this issue at https://github.com/mermaid-js/mermaid/issues.");E(o,t)},"parse")},T=class{constructor(){this.nodes=new Map,this.links=[],this.trends=new Map,this.pipelines=new Map,this.annotations=[],this.notes=[],this.accelerators=[],this.deaccelerators=[],this.axes={}}static{(0,i.a)(this,"WardleyBuilder")}addNode(e){let o=this.nodes.get(e.id)??{id:e.id,label:e.label},t={...o,...e,className:e.className??o.className,labelOffsetX:e.labelOffsetX??o.labelOffsetX,labelOffsetY:e.labelOffsetY??o.labelOffsetY};this.nodes.set(e.id,t)}addLink(e){this.links.push(e)}addTrend(e){this.trends.set(e.nodeId,e)}startPipeline(e){this.pipelines.set(e,{nodeId:e,componentIds:[]});let o=this.nodes.get(e);o&&(o.isPipelineParent=!0)}addPipelineComponent(e,o){let t=this.pipelines.get(e);t&&t.componentIds.push(o);let n=this.nodes.get(o);n&&(n.inPipeline=!0)}addAnnotation(e){this.annotations.push(e)}addNote(e){this.notes.push(e)}addAccelerator(e){this.accelerators.push(e)}addDeaccelerator(e){this.deaccelerators.push(e)}setAnnotationsBox(e,o){this.annotationsBox={x:e,y:o}}setAxes(e){this.axes={...this.axes,...e}}setSize(e,o){this.size={width:e,height:o}}getNode(e){return this.nodes.get(e)}resolveNodeId(e){if(this.nodes.has(e))return e;for(let[o,t]of this.nodes)if(t.label===e)return o;return e}build(){let e=[];for(let o of this.nodes.values()){if(typeof o.x!="number"||typeof o.y!="number")throw new Error(`Node "${o.label}" is missing coordinates`);e.push(o)}return{nodes:e,links:[...this.links],trends:[...this.trends.values()],pipelines:[...this.pipelines.values()],annotations:[...this.annotations],notes:[...this.notes],accelerators:[...this.accelerators],deaccelerators:[...this.deaccelerators],annotationsBox:this.annotationsBox,axes:{...this.axes},size:this.size}}clear(){this.nodes.clear(),this.links=[],this.trends.clear(),this.pipelines.clear(),this.annotations=[],this.notes=[],this.accelerators=[],this.deaccelerators=[],this.annotationsBox=void 0,this.axes={},this.size=void 0}},s=new T;function D(){return(0,i.$)()["wardley-beta"]}function S(e,o,t,n,a,r,l,c,p){s.addNode({id:e,label:o,x:t,y:n,className:a,labelOffsetX:r,labelOffsetY:l,inertia:c,sourceStrategy:p})}function z(e,o,t=!1,n,a){s.addLink({source:e,target:o,dashed:t,label:n,flow:a})}function B(e,o,t){s.addTrend({nodeId:e,targetX:o,targetY:t})}function I(e,o,t){s.addAnnotation({number:e,coordinates:o,text:t})}function X(e,o,t){s.addNote({text:e,x:o,y:t})}function Y(e,o,t){s.addAccelerator({name:e,x:o,y:t})}function O(e,o,t){s.addDeaccelerator({name:e,x:o,y:t})}function F(e,o){s.setAnnotationsBox(e,o)}function L(e,o){s.setSize(e,o)}function W(e){s.startPipeline(e)}function M(e,o){s.addPipelineComponent(e,o)}function V(e){s.setAxes(e)}function _(e){return s.getNode(e)}function j(e){return s.resolveNodeId(e)}function R(){return s.build()}function U(){s.clear(),(0,i.U)()}var Z={getConfig:D,addNode:S,addLink:z,addTrend:B,addAnnotation:I,addNote:X,addAccelerator:Y,addDeaccelerator:O,setAnnotationsBox:F,setSize:L,startPipeline:W,addPipelineComponent:M,updateAxes:V,getNode:_,resolveNodeId:j,getWardleyData:R,clear:U,setAccTitle:i.V,getAccTitle:i.W,setDiagramTitle:i.Z,getDiagramTitle:i._,getAccDescription:i.Y,setAccDescription:i.X},q=(0,i.a)(({wardley:e}={})=>{let o=(0,i.m)(),t=(0,i.y)(),n=(0,h.m)(o,t.themeVariables),a=(0,h.m)(n.wardley,e);return`
  .wardley-background {
    fill: ${a.backgroundColor};
  }
  .wardley-axes line, .wardley-axes path {
    stroke: ${a.axisColor};
  }
  .wardley-axis-label {
    fill: ${a.axisTextColor};
  }
  .wardley-stage-label {
    fill: ${a.axisTextColor};
  }
  .wardley-grid line {
    stroke: ${a.gridColor};
  }
  .wardley-node circle {
    fill: ${a.componentFill};
    stroke: ${a.componentStroke};
  }
  .wardley-node-label {
    fill: ${a.componentLabelColor};
  }
  .wardley-link {
    stroke: ${a.linkStroke};
  }
  .wardley-link--dashed {
    stroke-dasharray: 4 4;
  }
  .wardley-link-label {
    fill: ${a.axisTextColor};
  }
  .wardley-trend line {
    stroke: ${a.evolutionStroke};
  }
  .wardley-annotation-line {
    stroke: ${a.annotationStroke};
  }
  .wardley-annotation circle {
    fill: ${a.annotationFill};
    stroke: ${a.annotationStroke};
  }
  .wardley-annotation text {
    fill: ${a.annotationTextColor};
  }
  .wardley-annotations-box rect {
    fill: ${a.annotationFill};
    stroke: ${a.annotationStroke};
  }
  .wardley-annotations-box text {
    fill: ${a.annotationTextColor};
  }
  .wardley-pipeline-box {
    stroke: ${a.componentStroke};
  }
  .wardley-notes text {
    fill: ${a.axisTextColor};
  }
  `},"styles"),w={parser:y,db:Z,renderer:void 0,styles:q};
