var H=Object.defineProperty;var ft=Object.getOwnPropertyDescriptor;var _t=Object.getOwnPropertyNames;var mt=Object.prototype.hasOwnProperty;var kt=(t,r)=>{for(var s in r)H(t,s,{get:r[s],enumerable:!0})},bt=(t,r,s,y)=>{if(r&&typeof r=="object"||typeof r=="function")for(let d of _t(r))!mt.call(t,d)&&d!==s&&H(t,d,{get:()=>r[d],enumerable:!(y=ft(r,d))||y.enumerable});return t};var $t=t=>bt(H({},"__esModule",{value:!0}),t);var wt={};kt(wt,{diagram:()=>ut});module.exports=$t(wt);var Dt=require("./chunk-FAVO43KI.js"),At=require("./chunk-BK547LQQ.js"),Pt=require("./chunk-N7V7OAB2.js"),i=require("./chunk-J66JG4ZI.js"),F=require("./chunk-SQE76S5B.js"),Rt=(0,F.b)((0,i.fa)(),1),Nt=(0,F.b)((0,i.fa)(),1),z=(function(){var t=(0,i.a)(function(k,e,o,l){for(o=o||{},l=k.length;l--;o[k[l]]=e);return o},"o"),r=[6,11,13,14,15,17,19,20,23,24],s=[1,12],y=[1,13],d=[1,14],$=[1,15],_=[1,16],a=[1,19],L=[1,20],T={trace:(0,i.a)(function(){},"trace"),yy:{},symbols_:{error:2,start:3,timeline_header:4,document:5,EOF:6,timeline:7,timeline_lr:8,timeline_td:9,line:10,SPACE:11,statement:12,NEWLINE:13,title:14,acc_title:15,acc_title_value:16,acc_descr:17,acc_descr_value:18,acc_descr_multiline_value:19,section:20,period_statement:21,event_statement:22,period:23,event:24,$accept:0,$end:1},terminals_:{2:"error",6:"EOF",7:"timeline",8:"timeline_lr",9:"timeline_td",11:"SPACE",13:"NEWLINE",14:"title",15:"acc_title",16:"acc_title_value",17:"acc_descr",18:"acc_descr_value",19:"acc_descr_multiline_value",20:"section",23:"period",24:"event"},productions_:[0,[3,3],[4,1],[4,1],[4,1],[5,0],[5,2],[10,2],[10,1],[10,1],[10,1],[12,1],[12,2],[12,2],[12,1],[12,1],[12,1],[12,1],[21,1],[22,1]],performAction:(0,i.a)(function(k,e,o,l,c,n,g){var u=n.length-1;switch(c){case 1:return n[u-1];case 3:l.setDirection("LR");break;case 4:l.setDirection("TD");break;case 5:this.$=[];break;case 6:n[u-1].push(n[u]),this.$=n[u-1];break;case 7:case 8:this.$=n[u];break;case 9:case 10:this.$=[];break;case 11:l.getCommonDb().setDiagramTitle(n[u].substr(6)),this.$=n[u].substr(6);break;case 12:this.$=n[u].trim(),l.getCommonDb().setAccTitle(this.$);break;case 13:case 14:this.$=n[u].trim(),l.getCommonDb().setAccDescription(this.$);break;case 15:l.addSection(n[u].substr(8)),this.$=n[u].substr(8);break;case 18:l.addTask(n[u],0,""),this.$=n[u];break;case 19:l.addEvent(n[u].substr(2)),this.$=n[u];break}},"anonymous"),table:[{3:1,4:2,7:[1,3],8:[1,4],9:[1,5]},{1:[3]},t(r,[2,5],{5:6}),t(r,[2,2]),t(r,[2,3]),t(r,[2,4]),{6:[1,7],10:8,11:[1,9],12:10,13:[1,11],14:s,15:y,17:d,19:$,20:_,21:17,22:18,23:a,24:L},t(r,[2,10],{1:[2,1]}),t(r,[2,6]),{12:21,14:s,15:y,17:d,19:$,20:_,21:17,22:18,23:a,24:L},t(r,[2,8]),t(r,[2,9]),t(r,[2,11]),{16:[1,22]},{18:[1,23]},t(r,[2,14]),t(r,[2,15]),t(r,[2,16]),t(r,[2,17]),t(r,[2,18]),t(r,[2,19]),t(r,[2,7]),t(r,[2,12]),t(r,[2,13])],defaultActions:{},parseError:(0,i.a)(function(k,e){if(e.recoverable)this.trace(k);else{var o=new Error(k);throw o.hash=e,o}},"parseError"),parse:(0,i.a)(function(k){var e=this,o=[0],l=[],c=[null],n=[],g=this.table,u="",C=0,G=0,Y=0,yt=2,q=1,dt=n.slice.call(arguments,1),h=Object.create(this.lexer),v={yy:{}};for(var R in this.yy)Object.prototype.hasOwnProperty.call(this.yy,R)&&(v.yy[R]=this.yy[R]);globalThis.heard.lexer(h,k),h.setInput(k,v.yy),v.yy.lexer=h,v.yy.parser=this,typeof h.yylloc>"u"&&(h.yylloc={});var N=h.yylloc;n.push(N);var pt=h.options&&h.options.ranges;typeof v.yy.parseError=="function"?this.parseError=v.yy.parseError:this.parseError=Object.getPrototypeOf(this).parseError;function gt(f){o.length=o.length-2*f,c.length=c.length-f,n.length=n.length-f}(0,i.a)(gt,"popStack");function J(){var f;return f=l.pop()||h.lex()||q,typeof f!="number"&&(f instanceof Array&&(l=f,f=l.pop()),f=e.symbols_[f]||f),f}(0,i.a)(J,"lex");for(var p,j,x,m,Ct,M,S={},O,b,K,D;;){if(x=o[o.length-1],this.defaultActions[x]?m=this.defaultActions[x]:((p===null||typeof p>"u")&&(p=J()),m=g[x]&&g[x][p]),typeof m>"u"||!m.length||!m[0]){var B="";D=[];for(O in g[x])this.terminals_[O]&&O>yt&&D.push("'"+this.terminals_[O]+"'");h.showPosition?B="Parse error on line "+(C+1)+`:
`+h.showPosition()+`
Expecting `+D.join(", ")+", got '"+(this.terminals_[p]||p)+"'":B="Parse error on line "+(C+1)+": Unexpected "+(p==q?"end of input":"'"+(this.terminals_[p]||p)+"'"),this.parseError(B,{text:h.match,token:this.terminals_[p]||p,line:h.yylineno,loc:N,expected:D})}if(m[0]instanceof Array&&m.length>1)throw new Error("Parse Error: multiple actions possible at state: "+x+", token: "+p);switch(m[0]){case 1:o.push(p),c.push(h.yytext),n.push(h.yylloc),o.push(m[1]),p=null,j?(p=j,j=null):(G=h.yyleng,u=h.yytext,C=h.yylineno,N=h.yylloc,Y>0&&Y--);break;case 2:if(b=this.productions_[m[1]][1],S.$=c[c.length-b],S._$={first_line:n[n.length-(b||1)].first_line,last_line:n[n.length-1].last_line,first_column:n[n.length-(b||1)].first_column,last_column:n[n.length-1].last_column},pt&&(S._$.range=[n[n.length-(b||1)].range[0],n[n.length-1].range[1]]),M=this.performAction.apply(S,[u,G,C,v.yy,m[1],c,n].concat(dt)),typeof M<"u")return M;b&&(o=o.slice(0,-1*b*2),c=c.slice(0,-1*b),n=n.slice(0,-1*b)),o.push(this.productions_[m[1]][0]),c.push(S.$),n.push(S._$),K=g[o[o.length-2]][o[o.length-1]],o.push(K);break;case 3:return!0}}return!0},"parse")},P=(function(){var k={EOF:1,parseError:(0,i.a)(function(e,o){if(this.yy.parser)this.yy.parser.parseError(e,o);else throw new Error(e)},"parseError"),setInput:(0,i.a)(function(e,o){return this.yy=o||this.yy||{},this._input=e,this._more=this._backtrack=this.done=!1,this.yylineno=this.yyleng=0,this.yytext=this.matched=this.match="",this.conditionStack=["INITIAL"],this.yylloc={first_line:1,first_column:0,last_line:1,last_column:0},this.options.ranges&&(this.yylloc.range=[0,0]),this.offset=0,this},"setInput"),input:(0,i.a)(function(){var e=this._input[0];this.yytext+=e,this.yyleng++,this.offset++,this.match+=e,this.matched+=e;var o=e.match(/(?:\r\n?|\n).*/g);return o?(this.yylineno++,this.yylloc.last_line++):this.yylloc.last_column++,this.options.ranges&&this.yylloc.range[1]++,this._input=this._input.slice(1),e},"input"),unput:(0,i.a)(function(e){var o=e.length,l=e.split(/(?:\r\n?|\n)/g);this._input=e+this._input,this.yytext=this.yytext.substr(0,this.yytext.length-o),this.offset-=o;var c=this.match.split(/(?:\r\n?|\n)/g);this.match=this.match.substr(0,this.match.length-1),this.matched=this.matched.substr(0,this.matched.length-1),l.length-1&&(this.yylineno-=l.length-1);var n=this.yylloc.range;return this.yylloc={first_line:this.yylloc.first_line,last_line:this.yylineno+1,first_column:this.yylloc.first_column,last_column:l?(l.length===c.length?this.yylloc.first_column:0)+c[c.length-l.length].length-l[0].length:this.yylloc.first_column-o},this.options.ranges&&(this.yylloc.range=[n[0],n[0]+this.yyleng-o]),this.yyleng=this.yytext.length,this},"unput"),more:(0,i.a)(function(){return this._more=!0,this},"more"),reject:(0,i.a)(function(){if(this.options.backtrack_lexer)this._backtrack=!0;else return this.parseError("Lexical error on line "+(this.yylineno+1)+`. You can only invoke reject() in the lexer when the lexer is of the backtracking persuasion (options.backtrack_lexer = true).
`+this.showPosition(),{text:"",token:null,line:this.yylineno});return this},"reject"),less:(0,i.a)(function(e){this.unput(this.match.slice(e))},"less"),pastInput:(0,i.a)(function(){var e=this.matched.substr(0,this.matched.length-this.match.length);return(e.length>20?"...":"")+e.substr(-20).replace(/\n/g,"")},"pastInput"),upcomingInput:(0,i.a)(function(){var e=this.match;return e.length<20&&(e+=this._input.substr(0,20-e.length)),(e.substr(0,20)+(e.length>20?"...":"")).replace(/\n/g,"")},"upcomingInput"),showPosition:(0,i.a)(function(){var e=this.pastInput(),o=new Array(e.length+1).join("-");return e+this.upcomingInput()+`
`+o+"^"},"showPosition"),test_match:(0,i.a)(function(e,o){var l,c,n;if(this.options.backtrack_lexer&&(n={yylineno:this.yylineno,yylloc:{first_line:this.yylloc.first_line,last_line:this.last_line,first_column:this.yylloc.first_column,last_column:this.yylloc.last_column},yytext:this.yytext,match:this.match,matches:this.matches,matched:this.matched,yyleng:this.yyleng,offset:this.offset,_more:this._more,_input:this._input,yy:this.yy,conditionStack:this.conditionStack.slice(0),done:this.done},this.options.ranges&&(n.yylloc.range=this.yylloc.range.slice(0))),c=e[0].match(/(?:\r\n?|\n).*/g),c&&(this.yylineno+=c.length),this.yylloc={first_line:this.yylloc.last_line,last_line:this.yylineno+1,first_column:this.yylloc.last_column,last_column:c?c[c.length-1].length-c[c.length-1].match(/\r?\n?/)[0].length:this.yylloc.last_column+e[0].length},this.yytext+=e[0],this.match+=e[0],this.matches=e,this.yyleng=this.yytext.length,this.options.ranges&&(this.yylloc.range=[this.offset,this.offset+=this.yyleng]),this._more=!1,this._backtrack=!1,this._input=this._input.slice(e[0].length),this.matched+=e[0],l=this.performAction.call(this,this.yy,this,o,this.conditionStack[this.conditionStack.length-1]),this.done&&this._input&&(this.done=!1),l)return l;if(this._backtrack){for(var g in n)this[g]=n[g];return!1}return!1},"test_match"),next:(0,i.a)(function(){if(this.done)return this.EOF;this._input||(this.done=!0);var e,o,l,c;this._more||(this.yytext="",this.match="");for(var n=this._currentRules(),g=0;g<n.length;g++)if(l=globalThis.heard.rule(this.rules[n[g]],this._input),l&&(!o||l[0].length>o[0].length)){if(o=l,c=g,this.options.backtrack_lexer){if(e=this.test_match(l,n[g]),e!==!1)return e;if(this._backtrack){o=!1;continue}else return!1}else if(!this.options.flex)break}return o?(e=this.test_match(o,n[c]),e!==!1?e:!1):this._input===""?this.EOF:this.parseError("Lexical error on line "+(this.yylineno+1)+`. Unrecognized text.
`+this.showPosition(),{text:"",token:null,line:this.yylineno})},"next"),lex:(0,i.a)(function(){var e=this.next();return e||this.lex()},"lex"),begin:(0,i.a)(function(e){this.conditionStack.push(e)},"begin"),popState:(0,i.a)(function(){var e=this.conditionStack.length-1;return e>0?this.conditionStack.pop():this.conditionStack[0]},"popState"),_currentRules:(0,i.a)(function(){return this.conditionStack.length&&this.conditionStack[this.conditionStack.length-1]?this.conditions[this.conditionStack[this.conditionStack.length-1]].rules:this.conditions.INITIAL.rules},"_currentRules"),topState:(0,i.a)(function(e){return e=this.conditionStack.length-1-Math.abs(e||0),e>=0?this.conditionStack[e]:"INITIAL"},"topState"),pushState:(0,i.a)(function(e){this.begin(e)},"pushState"),stateStackSize:(0,i.a)(function(){return this.conditionStack.length},"stateStackSize"),options:{"case-insensitive":!0},performAction:(0,i.a)(function(e,o,l,c){var n=c;switch(l){case 0:break;case 1:break;case 2:return 13;case 3:break;case 4:break;case 5:return 8;case 6:return 9;case 7:return 7;case 8:return 14;case 9:return this.begin("acc_title"),15;case 10:return this.popState(),"acc_title_value";case 11:return this.begin("acc_descr"),17;case 12:return this.popState(),"acc_descr_value";case 13:this.begin("acc_descr_multiline");break;case 14:this.popState();break;case 15:return"acc_descr_multiline_value";case 16:return 20;case 17:return 24;case 18:return 23;case 19:return 6;case 20:return"INVALID"}},"anonymous"),rules:[/^(?:%(?!\{)[^\n]*)/i,/^(?:[^\}]%%[^\n]*)/i,/^(?:[\n]+)/i,/^(?:\s+)/i,/^(?:#[^\n]*)/i,/^(?:timeline[ \t]+LR\b)/i,/^(?:timeline[ \t]+TD\b)/i,/^(?:timeline\b)/i,/^(?:title\s[^\n]+)/i,/^(?:accTitle\s*:\s*)/i,/^(?:(?!\n||)*[^\n]*)/i,/^(?:accDescr\s*:\s*)/i,/^(?:(?!\n||)*[^\n]*)/i,/^(?:accDescr\s*\{\s*)/i,/^(?:[\}])/i,/^(?:[^\}]*)/i,/^(?:section\s[^:\n]+)/i,/^(?::\s(?:[^:\n]|:(?!\s))+)/i,/^(?:[^#:\n]+)/i,/^(?:$)/i,/^(?:.)/i],conditions:{acc_descr_multiline:{rules:[14,15],inclusive:!1},acc_descr:{rules:[12],inclusive:!1},acc_title:{rules:[10],inclusive:!1},INITIAL:{rules:[0,1,2,3,4,5,6,7,8,9,11,13,16,17,18,19,20],inclusive:!0}}};return k})();T.lexer=P;function w(){this.yy={}}return(0,i.a)(w,"Parser"),w.prototype=T,T.Parser=w,new w})();z.parser=z;var vt=z,Q={};(0,i.b)(Q,{addEvent:()=>ot,addSection:()=>it,addTask:()=>rt,addTaskOrg:()=>lt,clear:()=>V,default:()=>xt,getCommonDb:()=>Z,getDirection:()=>et,getSections:()=>nt,getTasks:()=>st,setDirection:()=>tt});var E="",X=0,W="LR",U=[],A=[],I=[],Z=(0,i.a)(()=>i.T,"getCommonDb"),V=(0,i.a)(function(){U.length=0,A.length=0,E="",I.length=0,W="LR",(0,i.U)()},"clear"),tt=(0,i.a)(function(t){W=t},"setDirection"),et=(0,i.a)(function(){return W},"getDirection"),it=(0,i.a)(function(t){E=t,U.push(t)},"addSection"),nt=(0,i.a)(function(){return U},"getSections"),st=(0,i.a)(function(){let t=ct(),r=100,s=0;for(;!t&&s<r;)t=ct(),s++;return A.push(...I),A},"getTasks"),rt=(0,i.a)(function(t,r,s){let y={id:X++,section:E,type:E,task:t,score:r||0,events:s?[s]:[]};I.push(y)},"addTask"),ot=(0,i.a)(function(t){I.find(r=>r.id===X-1).events.push(t)},"addEvent"),lt=(0,i.a)(function(t){let r={section:E,type:E,description:t,task:t,classes:[]};A.push(r)},"addTaskOrg"),ct=(0,i.a)(function(){let t=(0,i.a)(function(s){return I[s].processed},"compileTask"),r=!0;for(let[s,y]of I.entries())t(s),r=r&&y.processed;return r},"compileTasks"),xt={clear:V,getCommonDb:Z,getDirection:et,setDirection:tt,addSection:it,getSections:nt,getTasks:st,addTask:rt,addTaskOrg:lt,addEvent:ot},at=200,ht=5,jt=at+ht*2,St=at+100,Mt=St+ht*2,Et=(0,i.a)(t=>{let{theme:r}=(0,i.y)(),s=r?.includes("dark"),y=r?.includes("color"),d=t.svgId?.replace(/^#/,"")??"",$=d?`url(#${d}-drop-shadow)`:t.dropShadow??"none",_="";for(let a=0;a<t.THEME_COLOR_LIMIT;a++){let L=`${17-3*a}`,T=y?t.borderColorArray[a]:t.mainBkg,P=y?t.borderColorArray[a]:t.nodeBorder;_+=`
    .section-${a-1} rect,
    .section-${a-1} path,
    .section-${a-1} circle {
      fill: ${s&&y?t.mainBkg:T};
      stroke: ${P};
      stroke-width: ${t.strokeWidth};
      filter: ${$};
    }

    .section-${a-1} text {
      fill: ${t.nodeBorder};
      font-weight: ${t.fontWeight}
    }

    .node-icon-${a-1} {
      font-size: 40px;
      color: ${t["cScaleLabel"+a]};
    }

    .section-edge-${a-1} {
      stroke: ${t["cScale"+a]};
    }

    .edge-depth-${a-1} {
      stroke-width: ${L};
    }

    .section-${a-1} line {
      stroke: ${t["cScaleInv"+a]};
      stroke-width: 3;
    }

    .lineWrapper line {
      stroke: ${t.nodeBorder};
      stroke-width:${t.strokeWidth}
    }

    .disabled,
    .disabled circle,
    .disabled text {
      fill: ${t.tertiaryColor??"lightgray"};
    }

    .disabled text {
      fill: ${t.clusterBorder??"#efefef"};
    }
    `}return _},"genReduxSections"),It=(0,i.a)(t=>{let r="";for(let s=0;s<t.THEME_COLOR_LIMIT;s++)t["lineColor"+s]=t["lineColor"+s]||t["cScaleInv"+s],(0,i.h)(t["lineColor"+s])?t["lineColor"+s]=(0,i.i)(t["lineColor"+s],20):t["lineColor"+s]=(0,i.j)(t["lineColor"+s],20);for(let s=0;s<t.THEME_COLOR_LIMIT;s++){let y=""+(17-3*s);r+=`
    .section-${s-1} rect, .section-${s-1} path, .section-${s-1} circle, .section-${s-1} path  {
      fill: ${t["cScale"+s]};
    }
    .section-${s-1} text {
     fill: ${t["cScaleLabel"+s]};
    }
    .node-icon-${s-1} {
      font-size: 40px;
      color: ${t["cScaleLabel"+s]};
    }
    .section-edge-${s-1}{
      stroke: ${t["cScale"+s]};
    }
    .edge-depth-${s-1}{
      stroke-width: ${y};
    }
    .section-${s-1} line {
      stroke: ${t["cScaleInv"+s]} ;
      stroke-width: 3;
    }

    .lineWrapper line{
      stroke: ${t["cScaleLabel"+s]} ;
    }

    .disabled, .disabled circle, .disabled text {
      fill: ${t.tertiaryColor??"lightgray"};
    }
    .disabled text {
      fill: ${t.clusterBorder??"#efefef"};
    }
    `}return r},"genSections"),Tt=(0,i.a)(t=>{let{theme:r}=(0,i.y)(),s=r?.includes("redux"),y=r==="neutral",d=t.svgId?.replace(/^#/,"")??"",$="";if(t.useGradient&&d&&t.THEME_COLOR_LIMIT&&!y)for(let _=0;_<t.THEME_COLOR_LIMIT;_++)$+=`
      .section-${_-1}[data-look="neo"] rect,
      .section-${_-1}[data-look="neo"] path,
      .section-${_-1}[data-look="neo"] circle {
        fill: ${t.mainBkg};
        stroke: url(#${d}-gradient);
        stroke-width: 2;
      }
      .section-${_-1}[data-look="neo"] line {
        stroke: url(#${d}-gradient);
        stroke-width: 2;
      }`;return`
  .edge {
    stroke-width: 3;
  }
  ${s?Et(t):It(t)}
  ${$}
  .section-root rect, .section-root path, .section-root circle  {
    fill: ${t.git0};
  }
  .section-root text {
    fill: ${t.gitBranchLabel0};
  }
  .icon-container {
    height:100%;
    display: flex;
    justify-content: center;
    align-items: center;
  }
  .edge {
    fill: none;
  }
  .eventWrapper  {
   filter: brightness(120%);
  }
`},"getStyles"),Lt=Tt,ut={db:Q,renderer:void 0,parser:vt,styles:Lt};
