var k=Object.defineProperty;var O=Object.getOwnPropertyDescriptor;var R=Object.getOwnPropertyNames;var z=Object.prototype.hasOwnProperty;var A=(r,e)=>{for(var i in e)k(r,i,{get:e[i],enumerable:!0})},S=(r,e,i,n)=>{if(e&&typeof e=="object"||typeof e=="function")for(let c of R(e))!z.call(r,c)&&c!==i&&k(r,c,{get:()=>e[c],enumerable:!(n=O(e,c))||n.enumerable});return r};var q=r=>S(k({},"__esModule",{value:!0}),r);var kr={};A(kr,{diagram:()=>M});module.exports=q(kr);var v=require("./chunk-U347PVSH.js"),T=require("./chunk-FGB257GX.js"),L=require("./chunk-ANTIUZZC.js"),yr=require("./chunk-TBAUMLRC.js"),Br=require("./chunk-XWGI5CDL.js"),wr=require("./chunk-P3RPABKC.js"),xr=require("./chunk-J3EMN22D.js"),Cr=require("./chunk-BSO6SJZQ.js"),Er=require("./chunk-JCUUNRPR.js"),Ir=require("./chunk-RKHANP3D.js"),vr=require("./chunk-IHV4HAWO.js"),Tr=require("./chunk-LLBMBSLD.js"),Lr=require("./chunk-54RK5DLH.js"),Pr=require("./chunk-VCPTLSXP.js"),Mr=require("./chunk-EZTM6Z6X.js"),Or=require("./chunk-4Z6VLIVE.js"),Rr=require("./chunk-QHDN2ML5.js"),zr=require("./chunk-VVJKV4OV.js"),Ar=require("./chunk-XLTPY6OO.js"),f=require("./chunk-BK547LQQ.js"),Sr=require("./chunk-N7V7OAB2.js"),t=require("./chunk-J66JG4ZI.js"),P=require("./chunk-SQE76S5B.js"),qr=(0,P.b)((0,t.fa)(),1),g={NORMAL:0,REVERSE:1,HIGHLIGHT:2,MERGE:3,CHERRY_PICK:4},W=t.o.gitGraph,u=(0,t.a)(()=>(0,f.m)({...W,...(0,t.y)().gitGraph}),"getConfig"),o=new v.a(()=>{let r=u(),e=r.mainBranchName,i=r.mainBranchOrder;return{mainBranchName:e,commits:new Map,head:null,branchConfig:new Map([[e,{name:e,order:i}]]),branches:new Map([[e,null]]),currBranch:e,direction:"LR",seq:0,options:{}}});function b(){return(0,f.f)({length:7})}function _(r,e){let i=Object.create(null);return r.reduce((n,c)=>{let h=e(c);return i[h]||(i[h]=!0,n.push(c)),n},[])}var G=(0,t.a)(function(r){o.records.direction=r},"setDirection"),H=(0,t.a)(function(r){t.d.debug("options str",r),r=r?.trim(),r=r||"{}";try{o.records.options=JSON.parse(r)}catch(e){t.d.error("error while parsing gitGraph options",e.message)}},"setOptions"),D=(0,t.a)(function(){return o.records.options},"getOptions"),F=(0,t.a)(function(r){let e=r.msg,i=r.id,n=r.type,c=r.tags;t.d.info("commit",e,i,n,c),t.d.debug("Entering commit:",e,i,n,c);let h=u();i=t.P.sanitizeText(i,h),e=t.P.sanitizeText(e,h),c=c?.map(a=>t.P.sanitizeText(a,h));let s={id:i||o.records.seq+"-"+b(),message:e,seq:o.records.seq++,type:n??g.NORMAL,tags:c??[],parents:o.records.head==null?[]:[o.records.head.id],branch:o.records.currBranch};o.records.head=s,t.d.info("main branch",h.mainBranchName),o.records.commits.has(s.id)&&t.d.warn(`Commit ID ${s.id} already exists`),o.records.commits.set(s.id,s),o.records.branches.set(o.records.currBranch,s.id),t.d.debug("in pushCommit "+s.id)},"commit"),j=(0,t.a)(function(r){let e=r.name,i=r.order;if(e=t.P.sanitizeText(e,u()),o.records.branches.has(e))throw new Error(`Trying to create an existing branch. (Help: Either use a new name if you want create a new branch or try using "checkout ${e}")`);o.records.branches.set(e,o.records.head!=null?o.records.head.id:null),o.records.branchConfig.set(e,{name:e,order:i}),y(e),t.d.debug("in createBranch")},"branch"),N=(0,t.a)(r=>{let e=r.branch,i=r.id,n=r.type,c=r.tags,h=u();e=t.P.sanitizeText(e,h),i&&(i=t.P.sanitizeText(i,h));let s=o.records.branches.get(o.records.currBranch),a=o.records.branches.get(e),d=s?o.records.commits.get(s):void 0,$=a?o.records.commits.get(a):void 0;if(d&&$&&d.branch===e)throw new Error(`Cannot merge branch '${e}' into itself.`);if(o.records.currBranch===e){let m=new Error('Incorrect usage of "merge". Cannot merge a branch to itself');throw m.hash={text:`merge ${e}`,token:`merge ${e}`,expected:["branch abc"]},m}if(d===void 0||!d){let m=new Error(`Incorrect usage of "merge". Current branch (${o.records.currBranch})has no commits`);throw m.hash={text:`merge ${e}`,token:`merge ${e}`,expected:["commit"]},m}if(!o.records.branches.has(e)){let m=new Error('Incorrect usage of "merge". Branch to be merged ('+e+") does not exist");throw m.hash={text:`merge ${e}`,token:`merge ${e}`,expected:[`branch ${e}`]},m}if($===void 0||!$){let m=new Error('Incorrect usage of "merge". Branch to be merged ('+e+") has no commits");throw m.hash={text:`merge ${e}`,token:`merge ${e}`,expected:['"commit"']},m}if(d===$){let m=new Error('Incorrect usage of "merge". Both branches have same head');throw m.hash={text:`merge ${e}`,token:`merge ${e}`,expected:["branch abc"]},m}if(i&&o.records.commits.has(i)){let m=new Error('Incorrect usage of "merge". Commit with id:'+i+" already exists, use different custom id");throw m.hash={text:`merge ${e} ${i} ${n} ${c?.join(" ")}`,token:`merge ${e} ${i} ${n} ${c?.join(" ")}`,expected:[`merge ${e} ${i}_UNIQUE ${n} ${c?.join(" ")}`]},m}let p=a||"",l={id:i||`${o.records.seq}-${b()}`,message:`merged branch ${e} into ${o.records.currBranch}`,seq:o.records.seq++,parents:o.records.head==null?[]:[o.records.head.id,p],branch:o.records.currBranch,type:g.MERGE,customType:n,customId:!!i,tags:c??[]};o.records.head=l,o.records.commits.set(l.id,l),o.records.branches.set(o.records.currBranch,l.id),t.d.debug(o.records.branches),t.d.debug("in mergeBranch")},"merge"),U=(0,t.a)(function(r){let e=r.id,i=r.targetId,n=r.tags,c=r.parent;t.d.debug("Entering cherryPick:",e,i,n);let h=u();if(e=t.P.sanitizeText(e,h),i=t.P.sanitizeText(i,h),n=n?.map(d=>t.P.sanitizeText(d,h)),c=t.P.sanitizeText(c,h),!e||!o.records.commits.has(e)){let d=new Error('Incorrect usage of "cherryPick". Source commit id should exist and provided');throw d.hash={text:`cherryPick ${e} ${i}`,token:`cherryPick ${e} ${i}`,expected:["cherry-pick abc"]},d}let s=o.records.commits.get(e);if(s===void 0||!s)throw new Error('Incorrect usage of "cherryPick". Source commit id should exist and provided');if(c&&!(Array.isArray(s.parents)&&s.parents.includes(c)))throw new Error("Invalid operation: The specified parent commit is not an immediate parent of the cherry-picked commit.");let a=s.branch;if(s.type===g.MERGE&&!c)throw new Error("Incorrect usage of cherry-pick: If the source commit is a merge commit, an immediate parent commit must be specified.");if(!i||!o.records.commits.has(i)){if(a===o.records.currBranch){let l=new Error('Incorrect usage of "cherryPick". Source commit is already on current branch');throw l.hash={text:`cherryPick ${e} ${i}`,token:`cherryPick ${e} ${i}`,expected:["cherry-pick abc"]},l}let d=o.records.branches.get(o.records.currBranch);if(d===void 0||!d){let l=new Error(`Incorrect usage of "cherry-pick". Current branch (${o.records.currBranch})has no commits`);throw l.hash={text:`cherryPick ${e} ${i}`,token:`cherryPick ${e} ${i}`,expected:["cherry-pick abc"]},l}let $=o.records.commits.get(d);if($===void 0||!$){let l=new Error(`Incorrect usage of "cherry-pick". Current branch (${o.records.currBranch})has no commits`);throw l.hash={text:`cherryPick ${e} ${i}`,token:`cherryPick ${e} ${i}`,expected:["cherry-pick abc"]},l}let p={id:o.records.seq+"-"+b(),message:`cherry-picked ${s?.message} into ${o.records.currBranch}`,seq:o.records.seq++,parents:o.records.head==null?[]:[o.records.head.id,s.id],branch:o.records.currBranch,type:g.CHERRY_PICK,tags:n?n.filter(Boolean):[`cherry-pick:${s.id}${s.type===g.MERGE?`|parent:${c}`:""}`]};o.records.head=p,o.records.commits.set(p.id,p),o.records.branches.set(o.records.currBranch,p.id),t.d.debug(o.records.branches),t.d.debug("in cherryPick")}},"cherryPick"),y=(0,t.a)(function(r){if(r=t.P.sanitizeText(r,u()),o.records.branches.has(r)){o.records.currBranch=r;let e=o.records.branches.get(o.records.currBranch);e===void 0||!e?o.records.head=null:o.records.head=o.records.commits.get(e)??null}else{let e=new Error(`Trying to checkout branch which is not yet created. (Help try using "branch ${r}")`);throw e.hash={text:`checkout ${r}`,token:`checkout ${r}`,expected:[`branch ${r}`]},e}},"checkout");function B(r,e,i){let n=r.indexOf(e);n===-1?r.push(i):r.splice(n,1,i)}function w(r){let e=r.reduce((c,h)=>c.seq>h.seq?c:h,r[0]),i="";r.forEach(function(c){c===e?i+="	*":i+="	|"});let n=[i,e.id,e.seq];for(let c in o.records.branches)o.records.branches.get(c)===e.id&&n.push(c);if(t.d.debug(n.join(" ")),e.parents&&e.parents.length==2&&e.parents[0]&&e.parents[1]){let c=o.records.commits.get(e.parents[0]);B(r,e,c),e.parents[1]&&r.push(o.records.commits.get(e.parents[1]))}else{if(e.parents.length==0)return;if(e.parents[0]){let c=o.records.commits.get(e.parents[0]);B(r,e,c)}}r=_(r,c=>c.id),w(r)}var V=(0,t.a)(function(){t.d.debug(o.records.commits);let r=x()[0];w([r])},"prettyPrint"),Y=(0,t.a)(function(){o.reset(),(0,t.U)()},"clear"),K=(0,t.a)(function(){return[...o.records.branchConfig.values()].map((r,e)=>r.order!==null&&r.order!==void 0?r:{...r,order:parseFloat(`0.${e}`)}).sort((r,e)=>(r.order??0)-(e.order??0)).map(({name:r})=>({name:r}))},"getBranchesAsObjArray"),J=(0,t.a)(function(){return o.records.branches},"getBranches"),Q=(0,t.a)(function(){return o.records.commits},"getCommits"),x=(0,t.a)(function(){let r=[...o.records.commits.values()];return r.forEach(function(e){t.d.debug(e.id)}),r.sort((e,i)=>e.seq-i.seq),r},"getCommitsArray"),X=(0,t.a)(function(){return o.records.currBranch},"getCurrentBranch"),Z=(0,t.a)(function(){return o.records.direction},"getDirection"),rr=(0,t.a)(function(){return o.records.head},"getHead"),C={commitType:g,getConfig:u,setDirection:G,setOptions:H,getOptions:D,commit:F,branch:j,merge:N,cherryPick:U,checkout:y,prettyPrint:V,clear:Y,getBranchesAsObjArray:K,getBranches:J,getCommits:Q,getCommitsArray:x,getCurrentBranch:X,getDirection:Z,getHead:rr,setAccTitle:t.V,getAccTitle:t.W,getAccDescription:t.Y,setAccDescription:t.X,setDiagramTitle:t.Z,getDiagramTitle:t._},er=(0,t.a)((r,e)=>{(0,T.a)(r,e),r.dir&&e.setDirection(r.dir);for(let i of r.statements)tr(i,e)},"populate"),tr=(0,t.a)((r,e)=>{let i={Commit:(0,t.a)(n=>e.commit(or(n)),"Commit"),Branch:(0,t.a)(n=>e.branch(ir(n)),"Branch"),Merge:(0,t.a)(n=>e.merge(nr(n)),"Merge"),Checkout:(0,t.a)(n=>e.checkout(cr(n)),"Checkout"),CherryPicking:(0,t.a)(n=>e.cherryPick(ar(n)),"CherryPicking")}[r.$type];i?i(r):t.d.error(`Unknown statement type: ${r.$type}`)},"parseStatement"),or=(0,t.a)(r=>({id:r.id,msg:r.message??"",type:r.type!==void 0?g[r.type]:g.NORMAL,tags:r.tags??void 0}),"parseCommit"),ir=(0,t.a)(r=>({name:r.name,order:r.order??0}),"parseBranch"),nr=(0,t.a)(r=>({branch:r.branch,id:r.id??"",type:r.type!==void 0?g[r.type]:void 0,tags:r.tags??void 0}),"parseMerge"),cr=(0,t.a)(r=>r.branch,"parseCheckout"),ar=(0,t.a)(r=>({id:r.id,targetId:"",tags:r.tags?.length===0?void 0:r.tags,parent:r.parent}),"parseCherryPicking"),sr={parse:(0,t.a)(async r=>{let e=await(0,L.a)("gitGraph",r);t.d.debug(e),er(e,C)},"parse")},E=8,I=new Set(["redux","redux-dark","redux-color","redux-dark-color"]),dr=new Set(["redux-color","redux-dark-color"]),hr=new Set(["neo","neo-dark"]),mr=new Set(["dark","redux-dark","redux-dark-color","neo-dark"]),lr=new Set(["redux","redux-dark","redux-color","redux-dark-color","neo","neo-dark"]),gr=(0,t.a)(r=>{let{svgId:e}=r,i="";if(r.useGradient&&e)for(let n=0;n<r.THEME_COLOR_LIMIT;n++)i+=`
      .label${n}  { fill: ${r.mainBkg}; stroke: url(${e}-gradient); stroke-width: ${r.strokeWidth};}
             `;return i},"genGitGraphGradient"),$r=(0,t.a)(r=>{let e=(0,t.y)(),{theme:i,themeVariables:n}=e,{borderColorArray:c}=n,h=I.has(i);if(hr.has(i)){let s="";for(let a=0;a<r.THEME_COLOR_LIMIT;a++)if(a===0)s+=`
        .branch-label${a} { fill: ${r.nodeBorder};}
        .commit${a} { stroke: ${r.nodeBorder};   }
        .commit-highlight${a} { stroke: ${r.nodeBorder}; fill: ${r.nodeBorder}; }
        .arrow${a} { stroke: ${r.nodeBorder}; }
        .commit-bullets { fill: ${r.nodeBorder}; }
        .commit-cherry-pick${a} { stroke: ${r.nodeBorder}; }
        ${gr(r)}`;else{let d=a%E;s+=`
        .branch-label${a} { fill: ${r["gitBranchLabel"+d]}; }
        .commit${a} { stroke: ${r["git"+d]}; fill: ${r["git"+d]}; }
        .commit-highlight${a} { stroke: ${r["gitInv"+d]}; fill: ${r["gitInv"+d]}; }
        .arrow${a} { stroke: ${r["git"+d]}; }
        `}return s}else if(dr.has(i)){let s="";for(let a=0;a<r.THEME_COLOR_LIMIT;a++)if(a===0)s+=`
        .branch-label${a} { fill: ${r.nodeBorder}; ${h?`font-weight:${r.noteFontWeight}`:""} }
        .commit${a} { stroke: ${r.nodeBorder}; }
        .commit-highlight${a} { stroke: ${r.nodeBorder}; fill: ${r.mainBkg}; }
        .label${a}  { fill: ${r.mainBkg}; stroke: ${r.nodeBorder}; stroke-width: ${r.strokeWidth}; ${h?`font-weight:${r.noteFontWeight}`:""} }
        .arrow${a} { stroke: ${r.nodeBorder}; }
        .commit-bullets { fill: ${r.nodeBorder}; }
        `;else{let d=a%c.length;s+=`
        .branch-label${a} { fill: ${r.nodeBorder}; ${h?`font-weight:${r.noteFontWeight}`:""} }
        .commit${a} { stroke: ${c[d]}; fill: ${c[d]}; }
        .commit-highlight${a} { stroke: ${c[d]}; fill: ${c[d]}; }
        .label${a}  { fill: ${mr.has(i)?r.mainBkg:c[d]}; stroke: ${c[d]};  stroke-width: ${r.strokeWidth}; }
        .arrow${a} { stroke: ${c[d]}; }
        `}return s}else{let s="";for(let a=0;a<r.THEME_COLOR_LIMIT;a++)s+=`
        .branch-label${a} { fill: ${r.nodeBorder}; ${h?`font-weight:${r.noteFontWeight}`:""} }
        .commit${a} { stroke: ${r.nodeBorder};   }
        .commit-highlight${a} { stroke: ${r.nodeBorder}; fill: ${r.nodeBorder}; }
        .label${a}  { fill: ${r.mainBkg}; stroke: ${r.nodeBorder}; stroke-width: ${r.strokeWidth}; ${h?`font-weight:${r.noteFontWeight}`:""}}
        .arrow${a} { stroke: ${r.nodeBorder}; }
        .commit-bullets { fill: ${r.nodeBorder}; }
        .commit-cherry-pick${a} { stroke: ${r.nodeBorder}; }
        `;return s}},"genColor"),ur=(0,t.a)(r=>`${Array.from({length:r.THEME_COLOR_LIMIT},(e,i)=>i).map(e=>{let i=e%E;return`
        .branch-label${e} { fill: ${r["gitBranchLabel"+i]}; }
        .commit${e} { stroke: ${r["git"+i]}; fill: ${r["git"+i]}; }
        .commit-highlight${e} { stroke: ${r["gitInv"+i]}; fill: ${r["gitInv"+i]}; }
        .label${e}  { fill: ${r["git"+i]}; }
        .arrow${e} { stroke: ${r["git"+i]}; }
        `}).join(`
`)}`,"normalTheme"),pr=(0,t.a)(r=>{let e=(0,t.y)(),{theme:i}=e,n=lr.has(i);return`
  .commit-id,
  .commit-msg,
  .branch-label {
    fill: lightgrey;
    color: lightgrey;
    font-family: 'trebuchet ms', verdana, arial, sans-serif;
    font-family: var(--mermaid-font-family);
  }
  
  ${n?$r(r):ur(r)}

  .branch {
    stroke-width: ${r.strokeWidth};
    stroke: ${r.commitLineColor??r.lineColor};
    stroke-dasharray:  ${n?"4 2":"2"};
  }
  .commit-label { font-size: ${r.commitLabelFontSize}; fill: ${n?r.nodeBorder:r.commitLabelColor}; ${n?`font-weight:${r.noteFontWeight};`:""}}
  .commit-label-bkg { font-size: ${r.commitLabelFontSize}; fill: ${n?"transparent":r.commitLabelBackground}; opacity: ${n?"":.5};  }
  .tag-label { font-size: ${r.tagLabelFontSize}; fill: ${r.tagLabelColor};}
  .tag-label-bkg { fill: ${n?r.mainBkg:r.tagLabelBackground}; stroke: ${n?r.nodeBorder:r.tagLabelBorder}; ${n?`filter:${r.dropShadow}`:""}  }
  .tag-hole { fill: ${r.textColor}; }

  .commit-merge {
    stroke: ${n?r.mainBkg:r.primaryColor};
    fill: ${n?r.mainBkg:r.primaryColor};
  }
  .commit-reverse {
    stroke: ${n?r.mainBkg:r.primaryColor};
    fill: ${n?r.mainBkg:r.primaryColor};
    stroke-width: ${n?r.strokeWidth:3};
  }
  .commit-highlight-outer {
  }
  .commit-highlight-inner {
    stroke: ${n?r.mainBkg:r.primaryColor};
    fill: ${n?r.mainBkg:r.primaryColor};
  }

  .arrow {
    /* Intentional: neo themes keep the bold 8px arrow (like classic themes); only redux-geometry themes use the thinner options.strokeWidth. */
    stroke-width: ${I.has(i)?r.strokeWidth:8};
    stroke-linecap: round;
    fill: none
  }
  .gitTitleText {
    text-anchor: middle;
    font-size: 18px;
    fill: ${r.textColor};
  }
`},"getStyles"),fr=pr,M={parser:sr,db:C,renderer:void 0,styles:fr};
