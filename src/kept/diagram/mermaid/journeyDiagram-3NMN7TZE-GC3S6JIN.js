var X=Object.defineProperty;var xt=Object.getOwnPropertyDescriptor;var kt=Object.getOwnPropertyNames;var _t=Object.prototype.hasOwnProperty;var bt=(e,t)=>{for(var s in t)X(e,s,{get:t[s],enumerable:!0})},wt=(e,t,s,h)=>{if(t&&typeof t=="object"||typeof t=="function")for(let r of kt(t))!_t.call(e,r)&&r!==s&&X(e,r,{get:()=>t[r],enumerable:!(h=xt(t,r))||h.enumerable});return e};var $t=e=>wt(X({},"__esModule",{value:!0}),e);var Ut={};bt(Ut,{diagram:()=>yt});module.exports=$t(Ut);var pt=require("./chunk-IPZEQU25.js"),C=require("./chunk-DQRBE7LZ.js"),Qt=require("./chunk-N7V7OAB2.js"),i=require("./chunk-J66JG4ZI.js"),tt=require("./chunk-SQE76S5B.js"),Z=(0,tt.b)((0,i.fa)(),1),at=(0,tt.b)((0,i.fa)(),1),Q=(function(){var e=(0,i.a)(function(d,n,a,y){for(a=a||{},y=d.length;y--;a[d[y]]=n);return a},"o"),t=[6,8,10,11,12,14,16,17,18],s=[1,9],h=[1,10],r=[1,11],o=[1,12],c=[1,13],p=[1,14],f={trace:(0,i.a)(function(){},"trace"),yy:{},symbols_:{error:2,start:3,journey:4,document:5,EOF:6,line:7,SPACE:8,statement:9,NEWLINE:10,title:11,acc_title:12,acc_title_value:13,acc_descr:14,acc_descr_value:15,acc_descr_multiline_value:16,section:17,taskName:18,taskData:19,$accept:0,$end:1},terminals_:{2:"error",4:"journey",6:"EOF",8:"SPACE",10:"NEWLINE",11:"title",12:"acc_title",13:"acc_title_value",14:"acc_descr",15:"acc_descr_value",16:"acc_descr_multiline_value",17:"section",18:"taskName",19:"taskData"},productions_:[0,[3,3],[5,0],[5,2],[7,2],[7,1],[7,1],[7,1],[9,1],[9,2],[9,2],[9,1],[9,1],[9,2]],performAction:(0,i.a)(function(d,n,a,y,u,l,k){var x=l.length-1;switch(u){case 1:return l[x-1];case 2:this.$=[];break;case 3:l[x-1].push(l[x]),this.$=l[x-1];break;case 4:case 5:this.$=l[x];break;case 6:case 7:this.$=[];break;case 8:y.setDiagramTitle(l[x].substr(6)),this.$=l[x].substr(6);break;case 9:this.$=l[x].trim(),y.setAccTitle(this.$);break;case 10:case 11:this.$=l[x].trim(),y.setAccDescription(this.$);break;case 12:y.addSection(l[x].substr(8)),this.$=l[x].substr(8);break;case 13:y.addTask(l[x-1],l[x]),this.$="task";break}},"anonymous"),table:[{3:1,4:[1,2]},{1:[3]},e(t,[2,2],{5:3}),{6:[1,4],7:5,8:[1,6],9:7,10:[1,8],11:s,12:h,14:r,16:o,17:c,18:p},e(t,[2,7],{1:[2,1]}),e(t,[2,3]),{9:15,11:s,12:h,14:r,16:o,17:c,18:p},e(t,[2,5]),e(t,[2,6]),e(t,[2,8]),{13:[1,16]},{15:[1,17]},e(t,[2,11]),e(t,[2,12]),{19:[1,18]},e(t,[2,4]),e(t,[2,9]),e(t,[2,10]),e(t,[2,13])],defaultActions:{},parseError:(0,i.a)(function(d,n){if(n.recoverable)this.trace(d);else{var a=new Error(d);throw a.hash=n,a}},"parseError"),parse:(0,i.a)(function(d){var n=this,a=[0],y=[],u=[null],l=[],k=this.table,x="",I=0,A=0,et=0,dt=2,it=1,ft=l.slice.call(arguments,1),_=Object.create(this.lexer),P={yy:{}};for(var W in this.yy)Object.prototype.hasOwnProperty.call(this.yy,W)&&(P.yy[W]=this.yy[W]);globalThis.heard.lexer(_,d),_.setInput(d,P.yy),P.yy.lexer=_,P.yy.parser=this,typeof _.yylloc>"u"&&(_.yylloc={});var z=_.yylloc;l.push(z);var gt=_.options&&_.options.ranges;typeof P.yy.parseError=="function"?this.parseError=P.yy.parseError:this.parseError=Object.getPrototypeOf(this).parseError;function mt(w){a.length=a.length-2*w,u.length=u.length-w,l.length=l.length-w}(0,i.a)(mt,"popStack");function nt(){var w;return w=y.pop()||_.lex()||it,typeof w!="number"&&(w instanceof Array&&(y=w,w=y.pop()),w=n.symbols_[w]||w),w}(0,i.a)(nt,"lex");for(var b,q,j,$,Xt,Y,F={},V,M,rt,D;;){if(j=a[a.length-1],this.defaultActions[j]?$=this.defaultActions[j]:((b===null||typeof b>"u")&&(b=nt()),$=k[j]&&k[j][b]),typeof $>"u"||!$.length||!$[0]){var U="";D=[];for(V in k[j])this.terminals_[V]&&V>dt&&D.push("'"+this.terminals_[V]+"'");_.showPosition?U="Parse error on line "+(I+1)+`:
`+_.showPosition()+`
Expecting `+D.join(", ")+", got '"+(this.terminals_[b]||b)+"'":U="Parse error on line "+(I+1)+": Unexpected "+(b==it?"end of input":"'"+(this.terminals_[b]||b)+"'"),this.parseError(U,{text:_.match,token:this.terminals_[b]||b,line:_.yylineno,loc:z,expected:D})}if($[0]instanceof Array&&$.length>1)throw new Error("Parse Error: multiple actions possible at state: "+j+", token: "+b);switch($[0]){case 1:a.push(b),u.push(_.yytext),l.push(_.yylloc),a.push($[1]),b=null,q?(b=q,q=null):(A=_.yyleng,x=_.yytext,I=_.yylineno,z=_.yylloc,et>0&&et--);break;case 2:if(M=this.productions_[$[1]][1],F.$=u[u.length-M],F._$={first_line:l[l.length-(M||1)].first_line,last_line:l[l.length-1].last_line,first_column:l[l.length-(M||1)].first_column,last_column:l[l.length-1].last_column},gt&&(F._$.range=[l[l.length-(M||1)].range[0],l[l.length-1].range[1]]),Y=this.performAction.apply(F,[x,A,I,P.yy,$[1],u,l].concat(ft)),typeof Y<"u")return Y;M&&(a=a.slice(0,-1*M*2),u=u.slice(0,-1*M),l=l.slice(0,-1*M)),a.push(this.productions_[$[1]][0]),u.push(F.$),l.push(F._$),rt=k[a[a.length-2]][a[a.length-1]],a.push(rt);break;case 3:return!0}}return!0},"parse")},m=(function(){var d={EOF:1,parseError:(0,i.a)(function(n,a){if(this.yy.parser)this.yy.parser.parseError(n,a);else throw new Error(n)},"parseError"),setInput:(0,i.a)(function(n,a){return this.yy=a||this.yy||{},this._input=n,this._more=this._backtrack=this.done=!1,this.yylineno=this.yyleng=0,this.yytext=this.matched=this.match="",this.conditionStack=["INITIAL"],this.yylloc={first_line:1,first_column:0,last_line:1,last_column:0},this.options.ranges&&(this.yylloc.range=[0,0]),this.offset=0,this},"setInput"),input:(0,i.a)(function(){var n=this._input[0];this.yytext+=n,this.yyleng++,this.offset++,this.match+=n,this.matched+=n;var a=n.match(/(?:\r\n?|\n).*/g);return a?(this.yylineno++,this.yylloc.last_line++):this.yylloc.last_column++,this.options.ranges&&this.yylloc.range[1]++,this._input=this._input.slice(1),n},"input"),unput:(0,i.a)(function(n){var a=n.length,y=n.split(/(?:\r\n?|\n)/g);this._input=n+this._input,this.yytext=this.yytext.substr(0,this.yytext.length-a),this.offset-=a;var u=this.match.split(/(?:\r\n?|\n)/g);this.match=this.match.substr(0,this.match.length-1),this.matched=this.matched.substr(0,this.matched.length-1),y.length-1&&(this.yylineno-=y.length-1);var l=this.yylloc.range;return this.yylloc={first_line:this.yylloc.first_line,last_line:this.yylineno+1,first_column:this.yylloc.first_column,last_column:y?(y.length===u.length?this.yylloc.first_column:0)+u[u.length-y.length].length-y[0].length:this.yylloc.first_column-a},this.options.ranges&&(this.yylloc.range=[l[0],l[0]+this.yyleng-a]),this.yyleng=this.yytext.length,this},"unput"),more:(0,i.a)(function(){return this._more=!0,this},"more"),reject:(0,i.a)(function(){if(this.options.backtrack_lexer)this._backtrack=!0;else return this.parseError("Lexical error on line "+(this.yylineno+1)+`. You can only invoke reject() in the lexer when the lexer is of the backtracking persuasion (options.backtrack_lexer = true).
`+this.showPosition(),{text:"",token:null,line:this.yylineno});return this},"reject"),less:(0,i.a)(function(n){this.unput(this.match.slice(n))},"less"),pastInput:(0,i.a)(function(){var n=this.matched.substr(0,this.matched.length-this.match.length);return(n.length>20?"...":"")+n.substr(-20).replace(/\n/g,"")},"pastInput"),upcomingInput:(0,i.a)(function(){var n=this.match;return n.length<20&&(n+=this._input.substr(0,20-n.length)),(n.substr(0,20)+(n.length>20?"...":"")).replace(/\n/g,"")},"upcomingInput"),showPosition:(0,i.a)(function(){var n=this.pastInput(),a=new Array(n.length+1).join("-");return n+this.upcomingInput()+`
`+a+"^"},"showPosition"),test_match:(0,i.a)(function(n,a){var y,u,l;if(this.options.backtrack_lexer&&(l={yylineno:this.yylineno,yylloc:{first_line:this.yylloc.first_line,last_line:this.last_line,first_column:this.yylloc.first_column,last_column:this.yylloc.last_column},yytext:this.yytext,match:this.match,matches:this.matches,matched:this.matched,yyleng:this.yyleng,offset:this.offset,_more:this._more,_input:this._input,yy:this.yy,conditionStack:this.conditionStack.slice(0),done:this.done},this.options.ranges&&(l.yylloc.range=this.yylloc.range.slice(0))),u=n[0].match(/(?:\r\n?|\n).*/g),u&&(this.yylineno+=u.length),this.yylloc={first_line:this.yylloc.last_line,last_line:this.yylineno+1,first_column:this.yylloc.last_column,last_column:u?u[u.length-1].length-u[u.length-1].match(/\r?\n?/)[0].length:this.yylloc.last_column+n[0].length},this.yytext+=n[0],this.match+=n[0],this.matches=n,this.yyleng=this.yytext.length,this.options.ranges&&(this.yylloc.range=[this.offset,this.offset+=this.yyleng]),this._more=!1,this._backtrack=!1,this._input=this._input.slice(n[0].length),this.matched+=n[0],y=this.performAction.call(this,this.yy,this,a,this.conditionStack[this.conditionStack.length-1]),this.done&&this._input&&(this.done=!1),y)return y;if(this._backtrack){for(var k in l)this[k]=l[k];return!1}return!1},"test_match"),next:(0,i.a)(function(){if(this.done)return this.EOF;this._input||(this.done=!0);var n,a,y,u;this._more||(this.yytext="",this.match="");for(var l=this._currentRules(),k=0;k<l.length;k++)if(y=globalThis.heard.rule(this.rules[l[k]],this._input),y&&(!a||y[0].length>a[0].length)){if(a=y,u=k,this.options.backtrack_lexer){if(n=this.test_match(y,l[k]),n!==!1)return n;if(this._backtrack){a=!1;continue}else return!1}else if(!this.options.flex)break}return a?(n=this.test_match(a,l[u]),n!==!1?n:!1):this._input===""?this.EOF:this.parseError("Lexical error on line "+(this.yylineno+1)+`. Unrecognized text.
`+this.showPosition(),{text:"",token:null,line:this.yylineno})},"next"),lex:(0,i.a)(function(){var n=this.next();return n||this.lex()},"lex"),begin:(0,i.a)(function(n){this.conditionStack.push(n)},"begin"),popState:(0,i.a)(function(){var n=this.conditionStack.length-1;return n>0?this.conditionStack.pop():this.conditionStack[0]},"popState"),_currentRules:(0,i.a)(function(){return this.conditionStack.length&&this.conditionStack[this.conditionStack.length-1]?this.conditions[this.conditionStack[this.conditionStack.length-1]].rules:this.conditions.INITIAL.rules},"_currentRules"),topState:(0,i.a)(function(n){return n=this.conditionStack.length-1-Math.abs(n||0),n>=0?this.conditionStack[n]:"INITIAL"},"topState"),pushState:(0,i.a)(function(n){this.begin(n)},"pushState"),stateStackSize:(0,i.a)(function(){return this.conditionStack.length},"stateStackSize"),options:{"case-insensitive":!0},performAction:(0,i.a)(function(n,a,y,u){var l=u;switch(y){case 0:break;case 1:break;case 2:return 10;case 3:break;case 4:break;case 5:return 4;case 6:return 11;case 7:return this.begin("acc_title"),12;case 8:return this.popState(),"acc_title_value";case 9:return this.begin("acc_descr"),14;case 10:return this.popState(),"acc_descr_value";case 11:this.begin("acc_descr_multiline");break;case 12:this.popState();break;case 13:return"acc_descr_multiline_value";case 14:return 17;case 15:return 18;case 16:return 19;case 17:return":";case 18:return 6;case 19:return"INVALID"}},"anonymous"),rules:[/^(?:%(?!\{)[^\n]*)/i,/^(?:[^\}]%%[^\n]*)/i,/^(?:[\n]+)/i,/^(?:\s+)/i,/^(?:#[^\n]*)/i,/^(?:journey\b)/i,/^(?:title\s[^#\n;]+)/i,/^(?:accTitle\s*:\s*)/i,/^(?:(?!\n||)*[^\n]*)/i,/^(?:accDescr\s*:\s*)/i,/^(?:(?!\n||)*[^\n]*)/i,/^(?:accDescr\s*\{\s*)/i,/^(?:[\}])/i,/^(?:[^\}]*)/i,/^(?:section\s[^#:\n;]+)/i,/^(?:[^#:\n;]+)/i,/^(?::[^#\n;]+)/i,/^(?::)/i,/^(?:$)/i,/^(?:.)/i],conditions:{acc_descr_multiline:{rules:[12,13],inclusive:!1},acc_descr:{rules:[10],inclusive:!1},acc_title:{rules:[8],inclusive:!1},INITIAL:{rules:[0,1,2,3,4,5,6,7,9,11,14,15,16,17,18,19],inclusive:!0}}};return d})();f.lexer=m;function g(){this.yy={}}return(0,i.a)(g,"Parser"),g.prototype=f,f.Parser=g,new g})();Q.parser=Q;var vt=Q,B="",G=[],R=[],L=[],St=(0,i.a)(function(){G.length=0,R.length=0,B="",L.length=0,(0,i.U)()},"clear"),Mt=(0,i.a)(function(e){B=e,G.push(e)},"addSection"),Tt=(0,i.a)(function(){return G},"getSections"),Ct=(0,i.a)(function(){let e=st(),t=100,s=0;for(;!e&&s<t;)e=st(),s++;return R.push(...L),R},"getTasks"),Et=(0,i.a)(function(){let e=[];return R.forEach(t=>{t.people&&e.push(...t.people)}),[...new Set(e)].sort()},"updateActors"),It=(0,i.a)(function(e,t){let s=t.substr(1).split(":"),h=0,r=[];s.length===1?(h=Number(s[0]),r=[]):(h=Number(s[0]),r=s[1].split(","));let o=r.map(p=>p.trim()),c={section:B,type:B,people:o,task:e,score:h};L.push(c)},"addTask"),Pt=(0,i.a)(function(e){let t={section:B,type:B,description:e,task:e,classes:[]};R.push(t)},"addTaskOrg"),st=(0,i.a)(function(){let e=(0,i.a)(function(s){return L[s].processed},"compileTask"),t=!0;for(let[s,h]of L.entries())e(s),t=t&&h.processed;return t},"compileTasks"),jt=(0,i.a)(function(){return Et()},"getActors"),lt={getConfig:(0,i.a)(()=>(0,i.$)().journey,"getConfig"),clear:St,setDiagramTitle:i.Z,getDiagramTitle:i._,setAccTitle:i.V,getAccTitle:i.W,setAccDescription:i.X,getAccDescription:i.Y,addSection:Mt,getSections:Tt,getTasks:Ct,addTask:It,addTaskOrg:Pt,getActors:jt},At=(0,i.a)(e=>`.label {
    font-family: ${e.fontFamily};
    color: ${e.textColor};
  }
  .mouth {
    stroke: #666;
  }

  line {
    stroke: ${e.textColor}
  }

  .legend {
    fill: ${e.textColor};
    font-family: ${e.fontFamily};
  }

  .label text {
    fill: #333;
  }
  .label {
    color: ${e.textColor}
  }

  .face {
    ${e.faceColor?`fill: ${e.faceColor}`:"fill: #FFF8DC"};
    stroke: #999;
  }

  .node rect,
  .node circle,
  .node ellipse,
  .node polygon,
  .node path {
    fill: ${e.mainBkg};
    stroke: ${e.nodeBorder};
    stroke-width: 1px;
  }

  .node .label {
    text-align: center;
  }
  .node.clickable {
    cursor: pointer;
  }

  .arrowheadPath {
    fill: ${e.arrowheadColor};
  }

  .edgePaths .path {
    stroke: ${e.lineColor};
    stroke-width: 1.5px;
  }

  .flowchart-link {
    stroke: ${e.lineColor};
    fill: none;
  }

  .edgeLabel {
    background-color: ${e.edgeLabelBackground};
    rect {
      opacity: 0.5;
    }
    text-align: center;
  }

  .cluster rect {
  }

  .cluster text {
    fill: ${e.titleColor};
  }

  div.mermaidTooltip {
    position: absolute;
    text-align: center;
    max-width: 200px;
    padding: 2px;
    font-family: ${e.fontFamily};
    font-size: 12px;
    background: ${e.tertiaryColor};
    border: 1px solid ${e.border2};
    border-radius: 2px;
    pointer-events: none;
    z-index: 100;
  }

  .task-type-0, .section-type-0  {
    ${e.fillType0?`fill: ${e.fillType0}`:""};
  }
  .task-type-1, .section-type-1  {
    ${e.fillType0?`fill: ${e.fillType1}`:""};
  }
  .task-type-2, .section-type-2  {
    ${e.fillType0?`fill: ${e.fillType2}`:""};
  }
  .task-type-3, .section-type-3  {
    ${e.fillType0?`fill: ${e.fillType3}`:""};
  }
  .task-type-4, .section-type-4  {
    ${e.fillType0?`fill: ${e.fillType4}`:""};
  }
  .task-type-5, .section-type-5  {
    ${e.fillType0?`fill: ${e.fillType5}`:""};
  }
  .task-type-6, .section-type-6  {
    ${e.fillType0?`fill: ${e.fillType6}`:""};
  }
  .task-type-7, .section-type-7  {
    ${e.fillType0?`fill: ${e.fillType7}`:""};
  }

  .actor-0 {
    ${e.actor0?`fill: ${e.actor0}`:""};
  }
  .actor-1 {
    ${e.actor1?`fill: ${e.actor1}`:""};
  }
  .actor-2 {
    ${e.actor2?`fill: ${e.actor2}`:""};
  }
  .actor-3 {
    ${e.actor3?`fill: ${e.actor3}`:""};
  }
  .actor-4 {
    ${e.actor4?`fill: ${e.actor4}`:""};
  }
  .actor-5 {
    ${e.actor5?`fill: ${e.actor5}`:""};
  }
  ${(0,pt.a)()}
`,"getStyles"),Ft=At,J=(0,i.a)(function(e,t){return(0,C.a)(e,t)},"drawRect"),Bt=(0,i.a)(function(e,t){let s=e.append("circle").attr("cx",t.cx).attr("cy",t.cy).attr("class","face").attr("r",15).attr("stroke-width",2).attr("overflow","visible"),h=e.append("g");h.append("circle").attr("cx",t.cx-15/3).attr("cy",t.cy-15/3).attr("r",1.5).attr("stroke-width",2).attr("fill","#666").attr("stroke","#666"),h.append("circle").attr("cx",t.cx+15/3).attr("cy",t.cy-15/3).attr("r",1.5).attr("stroke-width",2).attr("fill","#666").attr("stroke","#666");function r(p){let f=(0,at.arc)().startAngle(Math.PI/2).endAngle(3*(Math.PI/2)).innerRadius(7.5).outerRadius(6.8181818181818175);p.append("path").attr("class","mouth").attr("d",f).attr("transform","translate("+t.cx+","+(t.cy+2)+")")}(0,i.a)(r,"smile");function o(p){let f=(0,at.arc)().startAngle(3*Math.PI/2).endAngle(5*(Math.PI/2)).innerRadius(7.5).outerRadius(6.8181818181818175);p.append("path").attr("class","mouth").attr("d",f).attr("transform","translate("+t.cx+","+(t.cy+7)+")")}(0,i.a)(o,"sad");function c(p){p.append("line").attr("class","mouth").attr("stroke",2).attr("x1",t.cx-5).attr("y1",t.cy+7).attr("x2",t.cx+5).attr("y2",t.cy+7).attr("class","mouth").attr("stroke-width","1px").attr("stroke","#666")}return(0,i.a)(c,"ambivalent"),t.score>3?r(h):t.score<3?o(h):c(h),s},"drawFace"),ot=(0,i.a)(function(e,t){let s=e.append("circle");return s.attr("cx",t.cx),s.attr("cy",t.cy),s.attr("class","actor-"+t.pos),s.attr("fill",t.fill),s.attr("stroke",t.stroke),s.attr("r",t.r),s.class!==void 0&&s.attr("class",s.class),t.title!==void 0&&s.append("title").text(t.title),s},"drawCircle"),ct=(0,i.a)(function(e,t){return(0,C.c)(e,t)},"drawText"),Rt=(0,i.a)(function(e,t){function s(r,o,c,p,f){return r+","+o+" "+(r+c)+","+o+" "+(r+c)+","+(o+p-f)+" "+(r+c-f*1.2)+","+(o+p)+" "+r+","+(o+p)}(0,i.a)(s,"genPoints");let h=e.append("polygon");h.attr("points",s(t.x,t.y,50,20,7)),h.attr("class","labelBox"),t.y=t.y+t.labelMargin,t.x=t.x+.5*t.labelMargin,ct(e,t)},"drawLabel"),Lt=(0,i.a)(function(e,t,s){let h=e.append("g"),r=(0,C.d)();r.x=t.x,r.y=t.y,r.fill=t.fill,r.width=s.width*t.taskCount+s.diagramMarginX*(t.taskCount-1),r.height=s.height,r.class="journey-section section-type-"+t.num,r.rx=3,r.ry=3,J(h,r),ht(s)(t.text,h,r.x,r.y,r.width,r.height,{class:"journey-section section-type-"+t.num},s,t.colour)},"drawSection"),K=-1,Ot=(0,i.a)(function(e,t,s,h){let r=t.x+s.width/2,o=e.append("g");K++,o.append("line").attr("id",h+"-task"+K).attr("x1",r).attr("y1",t.y).attr("x2",r).attr("y2",450).attr("class","task-line").attr("stroke-width","1px").attr("stroke-dasharray","4 2").attr("stroke","#666"),Bt(o,{cx:r,cy:300+(5-t.score)*30,score:t.score});let c=(0,C.d)();c.x=t.x,c.y=t.y,c.fill=t.fill,c.width=s.width,c.height=s.height,c.class="task task-type-"+t.num,c.rx=3,c.ry=3,J(o,c);let p=t.x+14;t.people.forEach(f=>{let m=t.actors[f].color,g={cx:p,cy:t.y,r:7,fill:m,stroke:"#000",title:f,pos:t.actors[f].position};ot(o,g),p+=10}),ht(s)(t.task,o,c.x,c.y,c.width,c.height,{class:"task"},s,t.colour)},"drawTask"),Vt=(0,i.a)(function(e,t){(0,C.b)(e,t)},"drawBackgroundRect"),ht=(function(){function e(r,o,c,p,f,m,g,d){let n=o.append("text").attr("x",c+f/2).attr("y",p+m/2+5).style("font-color",d).style("text-anchor","middle").text(r);h(n,g)}(0,i.a)(e,"byText");function t(r,o,c,p,f,m,g,d,n){let{taskFontSize:a,taskFontFamily:y}=d,u=r.split(/<br\s*\/?>/gi);for(let l=0;l<u.length;l++){let k=l*a-a*(u.length-1)/2,x=o.append("text").attr("x",c+f/2).attr("y",p).attr("fill",n).style("text-anchor","middle").style("font-size",a).style("font-family",y);x.append("tspan").attr("x",c+f/2).attr("dy",k).text(u[l]),x.attr("y",p+m/2).attr("dominant-baseline","central").attr("alignment-baseline","central"),h(x,g)}}(0,i.a)(t,"byTspan");function s(r,o,c,p,f,m,g,d){let n=o.append("switch"),a=n.append("foreignObject").attr("x",c).attr("y",p).attr("width",f).attr("height",m).attr("position","fixed").append("xhtml:div").style("display","table").style("height","100%").style("width","100%");a.append("div").attr("class","label").style("display","table-cell").style("text-align","center").style("vertical-align","middle").text(r),t(r,n,c,p,f,m,g,d),h(a,g)}(0,i.a)(s,"byFo");function h(r,o){for(let c in o)c in o&&r.attr(c,o[c])}return(0,i.a)(h,"_setTextAttrs"),function(r){return r.textPlacement==="fo"?s:r.textPlacement==="old"?e:t}})(),Dt=(0,i.a)(function(e,t){K=-1,e.append("defs").append("marker").attr("id",t+"-arrowhead").attr("refX",5).attr("refY",2).attr("markerWidth",6).attr("markerHeight",4).attr("orient","auto").append("path").attr("d","M 0,0 V 4 L6,2 Z")},"initGraphics"),O={drawRect:J,drawCircle:ot,drawSection:Lt,drawText:ct,drawLabel:Rt,drawTask:Ot,drawBackgroundRect:Vt,initGraphics:Dt},Nt=(0,i.a)(function(e){Object.keys(e).forEach(function(t){S[t]=e[t]})},"setConf"),T={},N=0;function Wt(e){let t=(0,i.$)().journey,s=t.maxLabelWidth;N=0;let h=60;Object.keys(T).forEach(r=>{let o=T[r].color,c={cx:20,cy:h,r:7,fill:o,stroke:"#000",pos:T[r].position};O.drawCircle(e,c);let p=e.append("text").attr("visibility","hidden").text(r),f=p.node().getBoundingClientRect().width;p.remove();let m=[];if(f<=s)m=[r];else{let g=r.split(" "),d="";p=e.append("text").attr("visibility","hidden"),g.forEach(n=>{let a=d?`${d} ${n}`:n;if(p.text(a),p.node().getBoundingClientRect().width>s){if(d&&m.push(d),d=n,p.text(n),p.node().getBoundingClientRect().width>s){let y="";for(let u of n)y+=u,p.text(y+"-"),p.node().getBoundingClientRect().width>s&&(m.push(y.slice(0,-1)+"-"),y=u);d=y}}else d=a}),d&&m.push(d),p.remove()}m.forEach((g,d)=>{let n={x:40,y:h+7+d*20,fill:"#666",text:g,textMargin:t.boxTextMargin??5},a=O.drawText(e,n).node().getBoundingClientRect().width;a>N&&a>t.leftMargin-a&&(N=a)}),h+=Math.max(20,m.length*20)})}var S=(0,i.$)().journey,E=0,zt=(0,i.a)(function(e,t,s,h){let r=(0,i.$)(),o=r.journey.titleColor,c=r.journey.titleFontSize,p=r.journey.titleFontFamily,f=r.securityLevel,m;f==="sandbox"&&(m=(0,Z.select)("#i"+t));let g=f==="sandbox"?(0,Z.select)(m.nodes()[0].contentDocument.body):(0,Z.select)("body");v.init();let d=g.select("#"+t);O.initGraphics(d,t);let n=h.db.getTasks(),a=h.db.getDiagramTitle(),y=h.db.getActors();for(let A in T)delete T[A];let u=0;y.forEach(A=>{T[A]={color:S.actorColours[u%S.actorColours.length],position:u},u++}),Wt(d),E=S.leftMargin+N,v.insert(0,0,E,Object.keys(T).length*50),qt(d,n,0,t);let l=v.getBounds();a&&d.append("text").text(a).attr("x",E).attr("font-size",c).attr("font-weight","bold").attr("y",25).attr("fill",o).attr("font-family",p);let k=l.stopy-l.starty+2*S.diagramMarginY,x=E+l.stopx+2*S.diagramMarginX;(0,i.Q)(d,k,x,S.useMaxWidth),d.append("line").attr("x1",E).attr("y1",S.height*4).attr("x2",x-E-4).attr("y2",S.height*4).attr("stroke-width",4).attr("stroke","black").attr("marker-end","url(#"+t+"-arrowhead)");let I=a?70:0;d.attr("viewBox",`${l.startx} -25 ${x} ${k+I}`),d.attr("preserveAspectRatio","xMinYMin meet"),d.attr("height",k+I+25)},"draw"),v={data:{startx:void 0,stopx:void 0,starty:void 0,stopy:void 0},verticalPos:0,sequenceItems:[],init:(0,i.a)(function(){this.sequenceItems=[],this.data={startx:void 0,stopx:void 0,starty:void 0,stopy:void 0},this.verticalPos=0},"init"),updateVal:(0,i.a)(function(e,t,s,h){e[t]===void 0?e[t]=s:e[t]=h(s,e[t])},"updateVal"),updateBounds:(0,i.a)(function(e,t,s,h){let r=(0,i.$)().journey,o=this,c=0;function p(f){return(0,i.a)(function(m){c++;let g=o.sequenceItems.length-c+1;o.updateVal(m,"starty",t-g*r.boxMargin,Math.min),o.updateVal(m,"stopy",h+g*r.boxMargin,Math.max),o.updateVal(v.data,"startx",e-g*r.boxMargin,Math.min),o.updateVal(v.data,"stopx",s+g*r.boxMargin,Math.max),f!=="activation"&&(o.updateVal(m,"startx",e-g*r.boxMargin,Math.min),o.updateVal(m,"stopx",s+g*r.boxMargin,Math.max),o.updateVal(v.data,"starty",t-g*r.boxMargin,Math.min),o.updateVal(v.data,"stopy",h+g*r.boxMargin,Math.max))},"updateItemBounds")}(0,i.a)(p,"updateFn"),this.sequenceItems.forEach(p())},"updateBounds"),insert:(0,i.a)(function(e,t,s,h){let r=Math.min(e,s),o=Math.max(e,s),c=Math.min(t,h),p=Math.max(t,h);this.updateVal(v.data,"startx",r,Math.min),this.updateVal(v.data,"starty",c,Math.min),this.updateVal(v.data,"stopx",o,Math.max),this.updateVal(v.data,"stopy",p,Math.max),this.updateBounds(r,c,o,p)},"insert"),bumpVerticalPos:(0,i.a)(function(e){this.verticalPos=this.verticalPos+e,this.data.stopy=this.verticalPos},"bumpVerticalPos"),getVerticalPos:(0,i.a)(function(){return this.verticalPos},"getVerticalPos"),getBounds:(0,i.a)(function(){return this.data},"getBounds")},H=S.sectionFills,ut=S.sectionColours,qt=(0,i.a)(function(e,t,s,h){let r=(0,i.$)().journey,o="",c=r.height*2+r.diagramMarginY,p=s+c,f=0,m="#CCC",g="black",d=0;for(let[n,a]of t.entries()){if(o!==a.section){m=H[f%H.length],d=f%H.length,g=ut[f%ut.length];let u=0,l=a.section;for(let x=n;x<t.length&&t[x].section==l;x++)u=u+1;let k={x:n*r.taskMargin+n*r.width+E,y:50,text:a.section,fill:m,num:d,colour:g,taskCount:u};O.drawSection(e,k,r),o=a.section,f++}let y=a.people.reduce((u,l)=>(T[l]&&(u[l]=T[l]),u),{});a.x=n*r.taskMargin+n*r.width+E,a.y=p,a.width=r.diagramMarginX,a.height=r.diagramMarginY,a.colour=g,a.fill=m,a.num=d,a.actors=y,O.drawTask(e,a,r,h),v.insert(a.x,a.y,a.x+a.width+r.taskMargin,450)}},"drawTasks"),Yt={setConf:Nt,draw:zt},yt={parser:vt,db:lt,renderer:void 0,styles:Ft,init:(0,i.a)(e=>{Yt.setConf(e.journey),lt.clear()},"init")};
