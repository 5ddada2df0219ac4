var j=Object.defineProperty;var st=Object.getOwnPropertyDescriptor;var nt=Object.getOwnPropertyNames;var rt=Object.prototype.hasOwnProperty;var at=(s,l)=>{for(var u in l)j(s,u,{get:l[u],enumerable:!0})},ht=(s,l,u,p)=>{if(l&&typeof l=="object"||typeof l=="function")for(let g of nt(l))!rt.call(s,g)&&g!==u&&j(s,g,{get:()=>l[g],enumerable:!(p=st(l,g))||p.enumerable});return s};var ot=s=>ht(j({},"__esModule",{value:!0}),s);var pt={};at(pt,{diagram:()=>G});module.exports=ot(pt);var mt=require("./chunk-FAVO43KI.js"),q=require("./chunk-Q7TSIJNQ.js"),dt=require("./chunk-BK547LQQ.js"),kt=require("./chunk-N7V7OAB2.js"),i=require("./chunk-J66JG4ZI.js"),B=require("./chunk-SQE76S5B.js"),_t=(0,B.b)((0,q.a)(),1),z=(function(){var s=(0,i.a)(function(m,t,e,r){for(e=e||{},r=m.length;r--;e[m[r]]=t);return e},"o"),l=[1,4],u=[1,14],p=[1,12],g=[1,13],b=[6,7,8],F=[1,20],R=[1,18],U=[1,19],S=[6,7,11],W=[1,6,13,14],D=[1,23],H=[1,24],v=[1,6,7,11,13,14],$={trace:(0,i.a)(function(){},"trace"),yy:{},symbols_:{error:2,start:3,ishikawa:4,spaceLines:5,SPACELINE:6,NL:7,ISHIKAWA:8,document:9,stop:10,EOF:11,statement:12,SPACELIST:13,TEXT:14,$accept:0,$end:1},terminals_:{2:"error",6:"SPACELINE",7:"NL",8:"ISHIKAWA",11:"EOF",13:"SPACELIST",14:"TEXT"},productions_:[0,[3,1],[3,2],[5,1],[5,2],[5,2],[4,2],[4,3],[10,1],[10,1],[10,1],[10,2],[10,2],[9,3],[9,2],[12,2],[12,1],[12,1],[12,1]],performAction:(0,i.a)(function(m,t,e,r,a,n,c){var w=n.length-1;switch(a){case 6:case 7:return r;case 15:r.addNode(n[w-1].length,n[w].trim());break;case 16:r.addNode(0,n[w].trim());break}},"anonymous"),table:[{3:1,4:2,5:3,6:[1,5],8:l},{1:[3]},{1:[2,1]},{4:6,6:[1,7],7:[1,8],8:l},{6:u,7:[1,10],9:9,12:11,13:p,14:g},s(b,[2,3]),{1:[2,2]},s(b,[2,4]),s(b,[2,5]),{1:[2,6],6:u,12:15,13:p,14:g},{6:u,9:16,12:11,13:p,14:g},{6:F,7:R,10:17,11:U},s(S,[2,18],{14:[1,21]}),s(S,[2,16]),s(S,[2,17]),{6:F,7:R,10:22,11:U},{1:[2,7],6:u,12:15,13:p,14:g},s(W,[2,14],{7:D,11:H}),s(v,[2,8]),s(v,[2,9]),s(v,[2,10]),s(S,[2,15]),s(W,[2,13],{7:D,11:H}),s(v,[2,11]),s(v,[2,12])],defaultActions:{2:[2,1],6:[2,2]},parseError:(0,i.a)(function(m,t){if(t.recoverable)this.trace(m);else{var e=new Error(m);throw e.hash=t,e}},"parseError"),parse:(0,i.a)(function(m){var t=this,e=[0],r=[],a=[null],n=[],c=this.table,w="",A=0,K=0,Y=0,Q=2,M=1,tt=n.slice.call(arguments,1),h=Object.create(this.lexer),k={yy:{}};for(var T in this.yy)Object.prototype.hasOwnProperty.call(this.yy,T)&&(k.yy[T]=this.yy[T]);globalThis.heard.lexer(h,m),h.setInput(m,k.yy),k.yy.lexer=h,k.yy.parser=this,typeof h.yylloc>"u"&&(h.yylloc={});var L=h.yylloc;n.push(L);var it=h.options&&h.options.ranges;typeof k.yy.parseError=="function"?this.parseError=k.yy.parseError:this.parseError=Object.getPrototypeOf(this).parseError;function et(y){e.length=e.length-2*y,a.length=a.length-y,n.length=n.length-y}(0,i.a)(et,"popStack");function V(){var y;return y=r.pop()||h.lex()||M,typeof y!="number"&&(y instanceof Array&&(r=y,y=r.pop()),y=t.symbols_[y]||y),y}(0,i.a)(V,"lex");for(var o,N,_,f,gt,O,x={},I,d,X,P;;){if(_=e[e.length-1],this.defaultActions[_]?f=this.defaultActions[_]:((o===null||typeof o>"u")&&(o=V()),f=c[_]&&c[_][o]),typeof f>"u"||!f.length||!f[0]){var C="";P=[];for(I in c[_])this.terminals_[I]&&I>Q&&P.push("'"+this.terminals_[I]+"'");h.showPosition?C="Parse error on line "+(A+1)+`:
`+h.showPosition()+`
Expecting `+P.join(", ")+", got '"+(this.terminals_[o]||o)+"'":C="Parse error on line "+(A+1)+": Unexpected "+(o==M?"end of input":"'"+(this.terminals_[o]||o)+"'"),this.parseError(C,{text:h.match,token:this.terminals_[o]||o,line:h.yylineno,loc:L,expected:P})}if(f[0]instanceof Array&&f.length>1)throw new Error("Parse Error: multiple actions possible at state: "+_+", token: "+o);switch(f[0]){case 1:e.push(o),a.push(h.yytext),n.push(h.yylloc),e.push(f[1]),o=null,N?(o=N,N=null):(K=h.yyleng,w=h.yytext,A=h.yylineno,L=h.yylloc,Y>0&&Y--);break;case 2:if(d=this.productions_[f[1]][1],x.$=a[a.length-d],x._$={first_line:n[n.length-(d||1)].first_line,last_line:n[n.length-1].last_line,first_column:n[n.length-(d||1)].first_column,last_column:n[n.length-1].last_column},it&&(x._$.range=[n[n.length-(d||1)].range[0],n[n.length-1].range[1]]),O=this.performAction.apply(x,[w,K,A,k.yy,f[1],a,n].concat(tt)),typeof O<"u")return O;d&&(e=e.slice(0,-1*d*2),a=a.slice(0,-1*d),n=n.slice(0,-1*d)),e.push(this.productions_[f[1]][0]),a.push(x.$),n.push(x._$),X=c[e[e.length-2]][e[e.length-1]],e.push(X);break;case 3:return!0}}return!0},"parse")},J=(function(){var m={EOF:1,parseError:(0,i.a)(function(t,e){if(this.yy.parser)this.yy.parser.parseError(t,e);else throw new Error(t)},"parseError"),setInput:(0,i.a)(function(t,e){return this.yy=e||this.yy||{},this._input=t,this._more=this._backtrack=this.done=!1,this.yylineno=this.yyleng=0,this.yytext=this.matched=this.match="",this.conditionStack=["INITIAL"],this.yylloc={first_line:1,first_column:0,last_line:1,last_column:0},this.options.ranges&&(this.yylloc.range=[0,0]),this.offset=0,this},"setInput"),input:(0,i.a)(function(){var t=this._input[0];this.yytext+=t,this.yyleng++,this.offset++,this.match+=t,this.matched+=t;var e=t.match(/(?:\r\n?|\n).*/g);return e?(this.yylineno++,this.yylloc.last_line++):this.yylloc.last_column++,this.options.ranges&&this.yylloc.range[1]++,this._input=this._input.slice(1),t},"input"),unput:(0,i.a)(function(t){var e=t.length,r=t.split(/(?:\r\n?|\n)/g);this._input=t+this._input,this.yytext=this.yytext.substr(0,this.yytext.length-e),this.offset-=e;var a=this.match.split(/(?:\r\n?|\n)/g);this.match=this.match.substr(0,this.match.length-1),this.matched=this.matched.substr(0,this.matched.length-1),r.length-1&&(this.yylineno-=r.length-1);var n=this.yylloc.range;return this.yylloc={first_line:this.yylloc.first_line,last_line:this.yylineno+1,first_column:this.yylloc.first_column,last_column:r?(r.length===a.length?this.yylloc.first_column:0)+a[a.length-r.length].length-r[0].length:this.yylloc.first_column-e},this.options.ranges&&(this.yylloc.range=[n[0],n[0]+this.yyleng-e]),this.yyleng=this.yytext.length,this},"unput"),more:(0,i.a)(function(){return this._more=!0,this},"more"),reject:(0,i.a)(function(){if(this.options.backtrack_lexer)this._backtrack=!0;else return this.parseError("Lexical error on line "+(this.yylineno+1)+`. You can only invoke reject() in the lexer when the lexer is of the backtracking persuasion (options.backtrack_lexer = true).
`+this.showPosition(),{text:"",token:null,line:this.yylineno});return this},"reject"),less:(0,i.a)(function(t){this.unput(this.match.slice(t))},"less"),pastInput:(0,i.a)(function(){var t=this.matched.substr(0,this.matched.length-this.match.length);return(t.length>20?"...":"")+t.substr(-20).replace(/\n/g,"")},"pastInput"),upcomingInput:(0,i.a)(function(){var t=this.match;return t.length<20&&(t+=this._input.substr(0,20-t.length)),(t.substr(0,20)+(t.length>20?"...":"")).replace(/\n/g,"")},"upcomingInput"),showPosition:(0,i.a)(function(){var t=this.pastInput(),e=new Array(t.length+1).join("-");return t+this.upcomingInput()+`
`+e+"^"},"showPosition"),test_match:(0,i.a)(function(t,e){var r,a,n;if(this.options.backtrack_lexer&&(n={yylineno:this.yylineno,yylloc:{first_line:this.yylloc.first_line,last_line:this.last_line,first_column:this.yylloc.first_column,last_column:this.yylloc.last_column},yytext:this.yytext,match:this.match,matches:this.matches,matched:this.matched,yyleng:this.yyleng,offset:this.offset,_more:this._more,_input:this._input,yy:this.yy,conditionStack:this.conditionStack.slice(0),done:this.done},this.options.ranges&&(n.yylloc.range=this.yylloc.range.slice(0))),a=t[0].match(/(?:\r\n?|\n).*/g),a&&(this.yylineno+=a.length),this.yylloc={first_line:this.yylloc.last_line,last_line:this.yylineno+1,first_column:this.yylloc.last_column,last_column:a?a[a.length-1].length-a[a.length-1].match(/\r?\n?/)[0].length:this.yylloc.last_column+t[0].length},this.yytext+=t[0],this.match+=t[0],this.matches=t,this.yyleng=this.yytext.length,this.options.ranges&&(this.yylloc.range=[this.offset,this.offset+=this.yyleng]),this._more=!1,this._backtrack=!1,this._input=this._input.slice(t[0].length),this.matched+=t[0],r=this.performAction.call(this,this.yy,this,e,this.conditionStack[this.conditionStack.length-1]),this.done&&this._input&&(this.done=!1),r)return r;if(this._backtrack){for(var c in n)this[c]=n[c];return!1}return!1},"test_match"),next:(0,i.a)(function(){if(this.done)return this.EOF;this._input||(this.done=!0);var t,e,r,a;this._more||(this.yytext="",this.match="");for(var n=this._currentRules(),c=0;c<n.length;c++)if(r=globalThis.heard.rule(this.rules[n[c]],this._input),r&&(!e||r[0].length>e[0].length)){if(e=r,a=c,this.options.backtrack_lexer){if(t=this.test_match(r,n[c]),t!==!1)return t;if(this._backtrack){e=!1;continue}else return!1}else if(!this.options.flex)break}return e?(t=this.test_match(e,n[a]),t!==!1?t:!1):this._input===""?this.EOF:this.parseError("Lexical error on line "+(this.yylineno+1)+`. Unrecognized text.
`+this.showPosition(),{text:"",token:null,line:this.yylineno})},"next"),lex:(0,i.a)(function(){var t=this.next();return t||this.lex()},"lex"),begin:(0,i.a)(function(t){this.conditionStack.push(t)},"begin"),popState:(0,i.a)(function(){var t=this.conditionStack.length-1;return t>0?this.conditionStack.pop():this.conditionStack[0]},"popState"),_currentRules:(0,i.a)(function(){return this.conditionStack.length&&this.conditionStack[this.conditionStack.length-1]?this.conditions[this.conditionStack[this.conditionStack.length-1]].rules:this.conditions.INITIAL.rules},"_currentRules"),topState:(0,i.a)(function(t){return t=this.conditionStack.length-1-Math.abs(t||0),t>=0?this.conditionStack[t]:"INITIAL"},"topState"),pushState:(0,i.a)(function(t){this.begin(t)},"pushState"),stateStackSize:(0,i.a)(function(){return this.conditionStack.length},"stateStackSize"),options:{"case-insensitive":!0},performAction:(0,i.a)(function(t,e,r,a){var n=a;switch(r){case 0:return 6;case 1:return 8;case 2:return 8;case 3:return 6;case 4:return 7;case 5:return 13;case 6:return 14;case 7:return 11}},"anonymous"),rules:[/^(?:\s*%%.*)/i,/^(?:ishikawa-beta\b)/i,/^(?:ishikawa\b)/i,/^(?:[\s]+[\n])/i,/^(?:[\n]+)/i,/^(?:[\s]+)/i,/^(?:[^\n]+)/i,/^(?:$)/i],conditions:{INITIAL:{rules:[0,1,2,3,4,5,6,7],inclusive:!0}}};return m})();$.lexer=J;function E(){this.yy={}}return(0,i.a)(E,"Parser"),E.prototype=$,$.Parser=E,new E})();z.parser=z;var lt=z,ct=class{constructor(){this.stack=[],this.clear=this.clear.bind(this),this.addNode=this.addNode.bind(this),this.getRoot=this.getRoot.bind(this)}static{(0,i.a)(this,"IshikawaDB")}clear(){this.root=void 0,this.stack=[],this.baseLevel=void 0,(0,i.U)()}getRoot(){return this.root}addNode(s,l){let u=i.P.sanitizeText(l,(0,i.$)());if(!this.root){this.root={text:u,children:[]},this.stack=[{level:0,node:this.root}],(0,i.Z)(u);return}this.baseLevel??=s;let p=s-this.baseLevel+1;for(p<=0&&(p=1);this.stack.length>1&&this.stack[this.stack.length-1].level>=p;)this.stack.pop();let g=this.stack[this.stack.length-1].node,b={text:u,children:[]};g.children.push(b),this.stack.push({level:p,node:b})}getAccTitle(){return(0,i.W)()}setAccTitle(s){(0,i.V)(s)}getAccDescription(){return(0,i.Y)()}setAccDescription(s){(0,i.X)(s)}getDiagramTitle(){return(0,i._)()}setDiagramTitle(s){(0,i.Z)(s)}},Z=82*Math.PI/180,bt=Math.cos(Z),wt=Math.sin(Z),ut=(0,i.a)(s=>`
.ishikawa .ishikawa-spine,
.ishikawa .ishikawa-branch,
.ishikawa .ishikawa-sub-branch {
  stroke: ${s.lineColor};
  stroke-width: 2;
  fill: none;
}

.ishikawa .ishikawa-sub-branch {
  stroke-width: 1;
}

.ishikawa .ishikawa-arrow {
  fill: ${s.lineColor};
}

.ishikawa .ishikawa-head {
  fill: ${s.mainBkg};
  stroke: ${s.lineColor};
  stroke-width: 2;
}

.ishikawa .ishikawa-label-box {
  fill: ${s.mainBkg};
  stroke: ${s.lineColor};
  stroke-width: 2;
}

.ishikawa text {
  font-family: ${s.fontFamily};
  font-size: ${s.fontSize};
  fill: ${s.textColor};
}

.ishikawa .ishikawa-head-label {
  font-weight: 600;
  text-anchor: middle;
  dominant-baseline: middle;
  font-size: 14px;
}

.ishikawa .ishikawa-label {
  text-anchor: end;
}

.ishikawa .ishikawa-label.cause {
  text-anchor: middle;
  dominant-baseline: middle;
}

.ishikawa .ishikawa-label.align {
  text-anchor: end;
  dominant-baseline: middle;
}

.ishikawa .ishikawa-label.up {
  dominant-baseline: baseline;
}

.ishikawa .ishikawa-label.down {
  dominant-baseline: hanging;
}
`,"getStyles"),yt=ut,G={parser:lt,get db(){return new ct},renderer:void 0,styles:yt};
