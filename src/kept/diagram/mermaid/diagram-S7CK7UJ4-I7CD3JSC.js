var g=Object.defineProperty;var Z=Object.getOwnPropertyDescriptor;var B=Object.getOwnPropertyNames;var F=Object.prototype.hasOwnProperty;var H=(i,e)=>{for(var r in e)g(i,r,{get:e[r],enumerable:!0})},I=(i,e,r,o)=>{if(e&&typeof e=="object"||typeof e=="function")for(let l of B(e))!F.call(i,l)&&l!==r&&g(i,l,{get:()=>e[l],enumerable:!(o=Z(e,l))||o.enumerable});return i};var R=i=>I(g({},"__esModule",{value:!0}),i);var ne={};H(ne,{diagram:()=>S});module.exports=R(ne);var T=require("./chunk-U347PVSH.js"),z=require("./chunk-FGB257GX.js"),D=require("./chunk-ANTIUZZC.js"),le=require("./chunk-TBAUMLRC.js"),ae=require("./chunk-XWGI5CDL.js"),ce=require("./chunk-P3RPABKC.js"),de=require("./chunk-J3EMN22D.js"),pe=require("./chunk-BSO6SJZQ.js"),fe=require("./chunk-JCUUNRPR.js"),he=require("./chunk-RKHANP3D.js"),me=require("./chunk-IHV4HAWO.js"),ue=require("./chunk-LLBMBSLD.js"),ge=require("./chunk-54RK5DLH.js"),we=require("./chunk-VCPTLSXP.js"),be=require("./chunk-EZTM6Z6X.js"),xe=require("./chunk-4Z6VLIVE.js"),ve=require("./chunk-QHDN2ML5.js"),ke=require("./chunk-VVJKV4OV.js"),Ce=require("./chunk-XLTPY6OO.js"),ye=require("./chunk-FAVO43KI.js"),E=require("./chunk-BEZF3HYX.js"),b=require("./chunk-BK547LQQ.js"),Ve=require("./chunk-N7V7OAB2.js"),t=require("./chunk-J66JG4ZI.js"),$e=require("./chunk-SQE76S5B.js"),C=/[─━│┃└┗├┣]/,y=/[└┗├┣]/,U=/[─━]/,V=/^[\s│┃]+$/,$=/^\s*(title[\t ]|accTitle[\t ]*:|accDescr[\t ]*[:{])/,A=/^\s*%%/,W="    ";function j(i){return i.some(e=>C.test(e))}function X(i){for(let e of i){let r=y.exec(e);if(r?.index&&r.index>0)return r.index}return 4}function Y(i,e){return i.replace(/\bline\s+(\d+)\b/gi,(r,o)=>{let l=parseInt(o,10),d=e.get(l);return d?`line ${d}`:r})}function _(i){let e=i.split(`
`),r=new Map,o=-1;for(let[a,n]of e.entries())if(n.trim()==="treeView-beta"){o=a;break}if(o===-1)return{text:i,lineMap:r};let l=[];for(let a=o+1;a<e.length;a++){let n=e[a];n.trim()===""||A.test(n)||$.test(n)||V.test(n)||l.push(n.replace(/\t/g,"    "))}if(!j(l))return{text:i,lineMap:r};let d=X(l),c=[],s=0;for(let a=0;a<=o;a++)c.push(e[a]),s++,r.set(s,a+1);for(let a=o+1;a<e.length;a++){let n=e[a],u=n.trim(),h=a+1;if(u===""){c.push(n),s++,r.set(s,h);continue}if(A.test(n)){c.push(n),s++,r.set(s,h);continue}if($.test(n)){c.push(n),s++,r.set(s,h);continue}if(V.test(n))continue;let f=n.replace(/\t/g,"    "),x=y.exec(f);if(x?.index!==void 0){let v=x.index,L=Math.round(v/d)+1,m=v+1;for(;m<f.length&&U.test(f[m]);)m++;for(;m<f.length&&f[m]===" ";)m++;let k=f.slice(m).trimEnd();if(!k)throw new Error(`Line ${h}: Empty node \u2014 expected a filename or directory name after the box-drawing prefix`);let N=W.repeat(L);c.push(N+k),s++,r.set(s,h)}else{if(/^[\s─━│┃└┗├┣]+$/.test(f))continue;if(C.test(f))c.push(n),s++,r.set(s,h);else{if(/^\s+/.test(f))throw new Error(`Line ${h}: Unexpected indentation without box-drawing characters. In box-drawing format, use \u251C\u2500\u2500 or \u2514\u2500\u2500 prefixes for indented nodes.`);c.push(n),s++,r.set(s,h)}}}return{text:c.join(`
`),lineMap:r}}var p=new T.a(()=>({cnt:1,stack:[{id:0,level:-1,name:"/",nodeType:"directory",children:[]}]})),q=(0,t.a)(()=>{p.reset(),(0,t.U)()},"clear"),G=(0,t.a)(()=>p.records.stack[0],"getRoot"),J=(0,t.a)(()=>p.records.cnt,"getCount"),K=t.o.treeView,O=(0,t.a)(()=>(0,b.m)(K,(0,t.y)().treeView),"getConfig"),P=(0,t.a)((i,e,r,o,l,d)=>{for(;i<=p.records.stack[p.records.stack.length-1].level;)p.records.stack.pop();let c={id:p.records.cnt++,level:i,name:e,nodeType:r,icon:l,cssClass:o,description:d,children:[]};p.records.stack[p.records.stack.length-1].children.push(c),p.records.stack.push(c)},"addNode"),Q={clear:q,addNode:P,getRoot:G,getCount:J,getConfig:O,getAccTitle:t.W,getAccDescription:t.Y,getDiagramTitle:t._,setAccDescription:t.X,setAccTitle:t.V,setDiagramTitle:t.Z},w=Q,ee=(0,t.a)(i=>{(0,z.a)(i,w);for(let e of i.nodes){let r=typeof e.indent=="number"?e.indent:0,o=e.name,l=o.endsWith("/");l&&(o=o.slice(0,-1));let d=l?"directory":"file",c=e.classAnnotation||void 0,s=e.iconAnnotation,a=s!==void 0?s||"none":void 0,n=e.descAnnotation||void 0,u=n?(0,t.L)(n,(0,t.y)()):void 0;w.addNode(r,o,d,c,a,u)}},"populate"),te={parse:(0,t.a)(async i=>{let{text:e,lineMap:r}=_(i);try{let o=await(0,D.a)("treeView",e);t.d.debug(o),ee(o)}catch(o){throw r.size>0&&o instanceof Error&&(o.message=Y(o.message,r)),o}},"parse")},M={prefix:"mermaid-treeview",height:24,width:24,icons:{folder:{body:'<path fill="currentColor" d="M10.59 4.59A2 2 0 0 0 9.17 4H4a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V8a2 2 0 0 0-2-2h-7.17z"/>'},file:{body:'<path fill="currentColor" fill-rule="evenodd" d="M6 2a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8.83a2 2 0 0 0-.59-1.42l-4.82-4.82A2 2 0 0 0 13.17 2H6Zm7.5 1.9l4.6 4.6h-3.6a1 1 0 0 1-1-1V3.9Z" clip-rule="evenodd"/>'}}};(0,E.b)([{name:M.prefix,icons:M}]);var re={labelFontSize:"16px",labelColor:"black",lineColor:"black",iconColor:"#546e7a",descriptionColor:"#6a9955",highlightBg:"rgba(255, 193, 7, 0.15)",highlightStroke:"#ffc107"},ie=(0,t.a)(({treeView:i})=>{let{labelFontSize:e,labelColor:r,lineColor:o,iconColor:l,descriptionColor:d,highlightBg:c,highlightStroke:s}=(0,b.m)(re,i);return`
    .treeView-node-label {
        font-size: ${e};
        fill: ${r};
        white-space: pre;
    }
    .treeView-node-dir {
        font-weight: bold;
    }
    .treeView-node-line {
        stroke: ${o};
    }
    .treeView-node-icon {
        color: ${l};
    }
    .treeView-node-description {
        font-size: ${e};
        fill: ${d};
        font-style: italic;
        white-space: pre;
    }
    .treeView-highlight-bg {
        fill: ${c};
        stroke: ${s};
        stroke-width: 1;
    }
    `},"styles"),oe=ie,S={db:w,renderer:void 0,parser:te,styles:oe};
