var b=Object.defineProperty;var L=Object.getOwnPropertyDescriptor;var U=Object.getOwnPropertyNames;var j=Object.prototype.hasOwnProperty;var G=(e,i)=>{for(var a in i)b(e,a,{get:i[a],enumerable:!0})},H=(e,i,a,r)=>{if(i&&typeof i=="object"||typeof i=="function")for(let t of U(i))!j.call(e,t)&&t!==a&&b(e,t,{get:()=>i[t],enumerable:!(r=L(i,t))||r.enumerable});return e};var I=e=>H(b({},"__esModule",{value:!0}),e);var de={};G(de,{a:()=>W,b:()=>q});module.exports=I(de);var o=require("./chunk-J66JG4ZI.js"),v="",R="",z="",N=[],$=new Map,w=(0,o.a)(e=>(0,o.L)(e,(0,o.$)()),"sanitizeText"),S=(0,o.a)(e=>{switch(e.type){case"terminal":return{...e,value:w(e.value)};case"nonterminal":return{...e,name:w(e.name)};case"sequence":return{...e,elements:e.elements.map(S)};case"choice":return{...e,alternatives:e.alternatives.map(S)};case"optional":return{...e,element:S(e.element)};case"repetition":return{...e,element:S(e.element),separator:e.separator?S(e.separator):void 0};case"special":return{...e,text:w(e.text)}}},"sanitizeAstNode"),P=(0,o.a)(()=>{v="",R="",z="",N.length=0,$.clear(),(0,o.U)(),o.d.debug("[Railroad] Database cleared")},"clear"),A=(0,o.a)(e=>{v=w(e),o.d.debug("[Railroad] Title set:",e)},"setTitle"),B=(0,o.a)(()=>v,"getTitle"),J=(0,o.a)(e=>{let i={...e,name:w(e.name),definition:S(e.definition),comment:e.comment?w(e.comment):void 0};o.d.debug("[Railroad] Adding rule:",i.name),$.has(i.name)&&o.d.warn(`[Railroad] Rule '${i.name}' is already defined. Overwriting.`),N.push(i),$.set(i.name,i)},"addRule"),K=(0,o.a)(()=>N,"getRules"),Q=(0,o.a)(e=>$.get(e),"getRule"),X=(0,o.a)(e=>{R=w(e).replace(/^\s+/g,""),o.d.debug("[Railroad] Accessibility title set:",e)},"setAccTitle"),Y=(0,o.a)(()=>R,"getAccTitle"),Z=(0,o.a)(e=>{z=w(e).replace(/\n\s+/g,`
`),o.d.debug("[Railroad] Accessibility description set:",e)},"setAccDescription"),_=(0,o.a)(()=>z,"getAccDescription"),ee=A,te=B,W={clear:P,setTitle:A,getTitle:B,addRule:J,getRules:K,getRule:Q,setAccTitle:X,getAccTitle:Y,setAccDescription:Z,getAccDescription:_,setDiagramTitle:ee,getDiagramTitle:te},g={compactMode:!1,padding:10,verticalSeparation:8,horizontalSeparation:10,arcRadius:10,fontSize:14,fontFamily:"monospace",terminalFill:"#FFFFC0",terminalStroke:"#000000",terminalTextColor:"#000000",nonTerminalFill:"#FFFFFF",nonTerminalStroke:"#000000",nonTerminalTextColor:"#000000",lineColor:"#000000",strokeWidth:2,markerFill:"#000000",commentFill:"#E8E8E8",commentStroke:"#888888",commentTextColor:"#666666",specialFill:"#F0E0FF",specialStroke:"#8800CC",ruleNameColor:"#000066",showMarkers:!0,markerRadius:5},re=/^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$|^(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch)\([\d\s%+,./-]+\)$|^[a-z]+$/i,ie=/^[\w "',.-]+$/,ae=new Set(["compactMode","padding","verticalSeparation","horizontalSeparation","arcRadius","fontSize","fontFamily","terminalFill","terminalStroke","terminalTextColor","nonTerminalFill","nonTerminalStroke","nonTerminalTextColor","lineColor","strokeWidth","markerFill","commentFill","commentStroke","commentTextColor","specialFill","specialStroke","ruleNameColor","showMarkers","markerRadius"]),E=(0,o.a)(e=>e?Object.keys(e).every(i=>i==="railroad"||ae.has(i)):!1,"isRailroadStyleOptions"),ne=(0,o.a)(e=>e?"railroad"in e&&e.railroad?e.railroad:E(e)?e:{}:{},"extractRailroadOverrides"),oe=(0,o.a)(e=>{if(!e||E(e))return{};let{railroad:i,svgId:a,theme:r,look:t,...n}=e;return n},"extractThemeOverrides"),m=(0,o.a)((e,i)=>{if(typeof e!="string")return i;let a=e.trim();return re.test(a)?a:i},"sanitizeColorValue"),D=(0,o.a)((e,i)=>{if(typeof e!="string")return i;let a=e.trim();return ie.test(a)?a:i},"sanitizeFontFamilyValue"),F=(0,o.a)((e,i)=>{let a=typeof e=="number"?e:typeof e=="string"?Number.parseFloat(e):Number.NaN;return Number.isFinite(a)&&a>=0?a:i},"sanitizeNumberValue"),le=(0,o.a)(e=>{let i=typeof e=="number"?e:typeof e=="string"?Number.parseFloat(e):Number.NaN;return Number.isFinite(i)&&i>0?i:void 0},"parseThemeFontSize"),se=(0,o.a)(e=>{let i=D(e.fontFamily,g.fontFamily),a=le(e.fontSize)??g.fontSize;return{...g,fontFamily:i,fontSize:a,terminalFill:m(e.secondBkg??e.secondaryColor,g.terminalFill),terminalStroke:m(e.secondaryBorderColor??e.lineColor,g.terminalStroke),terminalTextColor:m(e.secondaryTextColor??e.textColor,g.terminalTextColor),nonTerminalFill:m(e.mainBkg??e.background,g.nonTerminalFill),nonTerminalStroke:m(e.primaryBorderColor??e.lineColor,g.nonTerminalStroke),nonTerminalTextColor:m(e.primaryTextColor??e.textColor,g.nonTerminalTextColor),lineColor:m(e.lineColor,g.lineColor),markerFill:m(e.lineColor,g.markerFill),commentFill:m(e.labelBackground??e.tertiaryColor,g.commentFill),commentStroke:m(e.tertiaryBorderColor??e.lineColor,g.commentStroke),commentTextColor:m(e.tertiaryTextColor??e.textColor,g.commentTextColor),specialFill:m(e.tertiaryColor??e.secondaryColor,g.specialFill),specialStroke:m(e.tertiaryBorderColor??e.secondaryBorderColor,g.specialStroke),ruleNameColor:m(e.titleColor??e.textColor,g.ruleNameColor)}},"buildThemeDefaults"),O=(0,o.a)(e=>{let i=(0,o.y)(),a={...(0,o.m)(),...i.themeVariables??{},...oe(e)},r=se(a),t={...i.railroad??{},...ne(e)};return{compactMode:t.compactMode??r.compactMode,padding:F(t.padding,r.padding),verticalSeparation:F(t.verticalSeparation,r.verticalSeparation),horizontalSeparation:F(t.horizontalSeparation,r.horizontalSeparation),arcRadius:F(t.arcRadius,r.arcRadius),fontSize:F(t.fontSize,r.fontSize),fontFamily:D(t.fontFamily,r.fontFamily),terminalFill:m(t.terminalFill,r.terminalFill),terminalStroke:m(t.terminalStroke,r.terminalStroke),terminalTextColor:m(t.terminalTextColor,r.terminalTextColor),nonTerminalFill:m(t.nonTerminalFill,r.nonTerminalFill),nonTerminalStroke:m(t.nonTerminalStroke,r.nonTerminalStroke),nonTerminalTextColor:m(t.nonTerminalTextColor,r.nonTerminalTextColor),lineColor:m(t.lineColor,r.lineColor),strokeWidth:F(t.strokeWidth,r.strokeWidth),markerFill:m(t.markerFill,r.markerFill),commentFill:m(t.commentFill,r.commentFill),commentStroke:m(t.commentStroke,r.commentStroke),commentTextColor:m(t.commentTextColor,r.commentTextColor),specialFill:m(t.specialFill,r.specialFill),specialStroke:m(t.specialStroke,r.specialStroke),ruleNameColor:m(t.ruleNameColor,r.ruleNameColor),showMarkers:t.showMarkers??r.showMarkers,markerRadius:F(t.markerRadius,r.markerRadius)}},"buildRailroadStyleOptions"),q=(0,o.a)(e=>{let{fontFamily:i,fontSize:a,terminalFill:r,terminalStroke:t,terminalTextColor:n,nonTerminalFill:h,nonTerminalStroke:d,nonTerminalTextColor:s,lineColor:u,strokeWidth:l,markerFill:T,commentFill:c,commentStroke:p,commentTextColor:k,specialFill:C,specialStroke:x,ruleNameColor:y}=O(e);return`
  .railroad-diagram {
    font-family: ${i};
    font-size: ${a}px;
  }

  .railroad-terminal rect {
    fill: ${r};
    stroke: ${t};
    stroke-width: ${l}px;
  }

  .railroad-terminal text {
    fill: ${n};
    font-family: ${i};
    font-size: ${a}px;
    text-anchor: middle;
    dominant-baseline: middle;
  }

  .railroad-nonterminal rect {
    fill: ${h};
    stroke: ${d};
    stroke-width: ${l}px;
  }

  .railroad-nonterminal text {
    fill: ${s};
    font-family: ${i};
    font-size: ${a}px;
    text-anchor: middle;
    dominant-baseline: middle;
  }

  .railroad-line {
    stroke: ${u};
    stroke-width: ${l}px;
    fill: none;
  }

  .railroad-start circle,
  .railroad-end circle {
    fill: ${T};
  }

  .railroad-comment ellipse {
    fill: ${c};
    stroke: ${p};
    stroke-width: ${l}px;
  }

  .railroad-comment text {
    fill: ${k};
    font-style: italic;
    font-family: ${i};
    font-size: ${a}px;
    text-anchor: middle;
    dominant-baseline: middle;
  }

  .railroad-special rect {
    fill: ${C};
    stroke: ${x};
    stroke-width: ${l}px;
    stroke-dasharray: 5,3;
  }

  .railroad-special text {
    fill: ${s};
    font-family: ${i};
    font-size: ${a}px;
    text-anchor: middle;
    dominant-baseline: middle;
  }

  .railroad-rule-name {
    font-weight: bold;
    fill: ${y};
    font-family: ${i};
    font-size: ${a}px;
  }

  .railroad-group {
    /* Grouping container, no specific styles */
  }
`},"getStyles"),f=class{constructor(){this.d=""}static{(0,o.a)(this,"PathBuilder")}moveTo(e,i){return this.d+=`M ${e} ${i} `,this}lineTo(e,i){return this.d+=`L ${e} ${i} `,this}horizontalTo(e){return this.d+=`H ${e} `,this}verticalTo(e){return this.d+=`V ${e} `,this}arcTo(e,i,a,r,t,n,h){return this.d+=`A ${e} ${i} ${a} ${r?1:0} ${t?1:0} ${n} ${h} `,this}build(){return this.d.trim()}},ce=class{constructor(e,i=O()){this.textCache=new Map,this.svg=e,this.config=i}static{(0,o.a)(this,"RailroadRenderer")}measureText(e){if(this.textCache.has(e))return this.textCache.get(e);let i=this.svg.append("text").attr("font-family",this.config.fontFamily).attr("font-size",this.config.fontSize).text(e),a=i.node().getBBox(),r={width:a.width,height:a.height};return i.remove(),this.textCache.set(e,r),r}renderTerminal(e,i){let a=this.measureText(i),r=a.width+this.config.padding*2,t=a.height+this.config.padding*2,n=e.append("g").attr("class","railroad-terminal");return n.append("rect").attr("x",0).attr("y",0).attr("width",r).attr("height",t).attr("rx",10).attr("ry",10),n.append("text").attr("x",r/2).attr("y",t/2).text(i),{element:n.node(),dimensions:{width:r,height:t,up:t/2,down:t/2}}}renderNonTerminal(e,i){let a=this.measureText(i),r=a.width+this.config.padding*2,t=a.height+this.config.padding*2,n=e.append("g").attr("class","railroad-nonterminal");return n.append("rect").attr("x",0).attr("y",0).attr("width",r).attr("height",t),n.append("text").attr("x",r/2).attr("y",t/2).text(i),{element:n.node(),dimensions:{width:r,height:t,up:t/2,down:t/2}}}renderSequence(e,i){let a=i.map(s=>this.renderExpression(e,s)),r=0,t=0,n=0;for(let s of a)r+=s.dimensions.width,t=Math.max(t,s.dimensions.up),n=Math.max(n,s.dimensions.down);r+=(a.length-1)*this.config.horizontalSeparation;let h=e.append("g").attr("class","railroad-sequence"),d=0;for(let s=0;s<a.length;s++){let u=a[s],l=t-u.dimensions.up;if(h.node().appendChild(u.element).setAttribute("transform",`translate(${d}, ${l})`),s<a.length-1){let T=d+u.dimensions.width,c=T+this.config.horizontalSeparation,p=t;h.append("path").attr("class","railroad-line").attr("d",new f().moveTo(T,p).lineTo(c,p).build())}d+=u.dimensions.width+this.config.horizontalSeparation}return{element:h.node(),dimensions:{width:r,height:t+n,up:t,down:n}}}renderChoice(e,i){let a=i.map(T=>this.renderExpression(e,T)),r=0,t=0;for(let T of a)r=Math.max(r,T.dimensions.width),t+=T.dimensions.height;t+=(a.length-1)*this.config.verticalSeparation;let n=this.config.arcRadius,h=n*4,d=r+h,s=e.append("g").attr("class","railroad-choice"),u=0,l=t/2;for(let T of a){let c=u,p=c+T.dimensions.up,k=n*2+(r-T.dimensions.width)/2;s.node().appendChild(T.element).setAttribute("transform",`translate(${k}, ${c})`);let C=new f,x=p>l;p===l?C.moveTo(0,l).lineTo(k,p):C.moveTo(0,l).arcTo(n,n,0,!1,x,n,l+(x?n:-n)).lineTo(n,p-(x?n:-n)).arcTo(n,n,0,!1,!x,n*2,p).lineTo(k,p),s.append("path").attr("class","railroad-line").attr("d",C.build());let y=new f,M=k+T.dimensions.width,V=d-n*2;p===l?y.moveTo(M,p).lineTo(d,l):y.moveTo(M,p).lineTo(V,p).arcTo(n,n,0,!1,!x,d-n,p+(x?-n:n)).lineTo(d-n,l+(x?n:-n)).arcTo(n,n,0,!1,x,d,l),s.append("path").attr("class","railroad-line").attr("d",y.build()),u+=T.dimensions.height+this.config.verticalSeparation}return{element:s.node(),dimensions:{width:d,height:t,up:l,down:t-l}}}renderOptional(e,i){let a=this.renderExpression(e,i),r=this.config.arcRadius,t=r*2,n=a.dimensions.width+r*4,h=a.dimensions.height+t,d=e.append("g").attr("class","railroad-optional"),s=r*2,u=t;d.node().appendChild(a.element).setAttribute("transform",`translate(${s}, ${u})`);let l=u+a.dimensions.up,T=new f().moveTo(0,l).lineTo(r*2,l);d.append("path").attr("class","railroad-line").attr("d",T.build());let c=new f().moveTo(s+a.dimensions.width,l).lineTo(n,l);d.append("path").attr("class","railroad-line").attr("d",c.build());let p=new f().moveTo(0,l).arcTo(r,r,0,!1,!1,r,l-r).lineTo(r,r).arcTo(r,r,0,!1,!0,r*2,0).lineTo(n-r*2,0).arcTo(r,r,0,!1,!0,n-r,r).lineTo(n-r,l-r).arcTo(r,r,0,!1,!1,n,l);return d.append("path").attr("class","railroad-line").attr("d",p.build()),{element:d.node(),dimensions:{width:n,height:h,up:l,down:h-l}}}renderRepetition(e,i,a){let r=this.renderExpression(e,i),t=this.config.arcRadius,n=t*2,h=r.dimensions.width+t*4,d=a===0,s=r.dimensions.height+n+(d?n:0),u=e.append("g").attr("class","railroad-repetition"),l=t*2,T=d?n:0;u.node().appendChild(r.element).setAttribute("transform",`translate(${l}, ${T})`);let c=T+r.dimensions.up;u.append("path").attr("class","railroad-line").attr("d",new f().moveTo(0,c).lineTo(t*2,c).build()),u.append("path").attr("class","railroad-line").attr("d",new f().moveTo(l+r.dimensions.width,c).lineTo(h,c).build());let p=T+r.dimensions.height+t,k=new f().moveTo(l+r.dimensions.width,c).arcTo(t,t,0,!1,!0,l+r.dimensions.width+t,c+t).lineTo(l+r.dimensions.width+t,p).arcTo(t,t,0,!1,!0,l+r.dimensions.width,p+t).lineTo(t*2,p+t).arcTo(t,t,0,!1,!0,t,p).lineTo(t,c+t).arcTo(t,t,0,!1,!0,t*2,c);if(u.append("path").attr("class","railroad-line").attr("d",k.build()),d){let C=new f().moveTo(0,c).arcTo(t,t,0,!1,!1,t,c-t).lineTo(t,t).arcTo(t,t,0,!1,!0,t*2,0).lineTo(h-t*2,0).arcTo(t,t,0,!1,!0,h-t,t).lineTo(h-t,c-t).arcTo(t,t,0,!1,!1,h,c);u.append("path").attr("class","railroad-line").attr("d",C.build())}return{element:u.node(),dimensions:{width:h,height:s,up:c,down:s-c}}}renderSpecial(e,i){let a=this.measureText("? "+i+" ?"),r=a.width+this.config.padding*2,t=a.height+this.config.padding*2,n=e.append("g").attr("class","railroad-special");return n.append("rect").attr("x",0).attr("y",0).attr("width",r).attr("height",t),n.append("text").attr("x",r/2).attr("y",t/2).text("? "+i+" ?"),{element:n.node(),dimensions:{width:r,height:t,up:t/2,down:t/2}}}renderExpression(e,i){switch(i.type){case"terminal":return this.renderTerminal(e,i.value);case"nonterminal":return this.renderNonTerminal(e,i.name);case"sequence":return this.renderSequence(e,i.elements);case"choice":return this.renderChoice(e,i.alternatives);case"optional":return this.renderOptional(e,i.element);case"repetition":return this.renderRepetition(e,i.element,i.min);case"special":return this.renderSpecial(e,i.text);default:throw new Error(`Unknown node type: ${i.type}`)}}renderRule(e,i){let a=this.svg.append("g").attr("class","railroad-rule").attr("transform",`translate(0, ${i})`),r=e.name+" =",t=this.measureText(r).width+20,n=t+20,h=a.append("g"),d=this.renderExpression(h,e.definition),s=Math.max(20,d.dimensions.up),u=s-d.dimensions.up;return h.attr("transform",`translate(${n}, ${u})`),a.append("g").attr("class","railroad-rule-name-group").append("text").attr("class","railroad-rule-name").attr("x",0).attr("y",s).text(r),a.append("g").attr("class","railroad-start").append("circle").attr("cx",t).attr("cy",s).attr("r",this.config.markerRadius),a.append("g").attr("class","railroad-end").append("circle").attr("cx",n+d.dimensions.width+10).attr("cy",s).attr("r",this.config.markerRadius),a.append("path").attr("class","railroad-line").attr("d",new f().moveTo(t+this.config.markerRadius,s).lineTo(n,s).build()),a.append("path").attr("class","railroad-line").attr("d",new f().moveTo(n+d.dimensions.width,s).lineTo(n+d.dimensions.width+10-this.config.markerRadius,s).build()),{height:Math.max(40,u+d.dimensions.height+this.config.padding*2),width:n+d.dimensions.width+10+this.config.markerRadius}}renderDiagram(e){let i=this.config.padding,a=0;for(let r of e){let t=this.renderRule(r,i);i+=t.height+this.config.verticalSeparation,a=Math.max(a,t.width)}return{width:a+this.config.padding*2,height:i+this.config.padding}}};
