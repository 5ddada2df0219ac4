var mt=Object.defineProperty;var se=Object.getOwnPropertyDescriptor;var ie=Object.getOwnPropertyNames;var re=Object.prototype.hasOwnProperty;var ae=(t,e)=>{for(var o in e)mt(t,o,{get:e[o],enumerable:!0})},ne=(t,e,o,r)=>{if(e&&typeof e=="object"||typeof e=="function")for(let c of ie(e))!re.call(t,c)&&c!==o&&mt(t,c,{get:()=>e[c],enumerable:!(r=se(e,c))||r.enumerable});return t};var oe=t=>ne(mt({},"__esModule",{value:!0}),t);var Re={};ae(Re,{a:()=>Ut,b:()=>Jt,c:()=>Zt});module.exports=oe(Re);var Xt=require("./chunk-DQRBE7LZ.js"),Vt=require("./chunk-BK547LQQ.js"),i=require("./chunk-J66JG4ZI.js"),xt=require("./chunk-SQE76S5B.js"),kt=(0,xt.b)((0,i.fa)(),1),le=(0,xt.b)((0,i.k)(),1),bt=(function(){var t=(0,i.a)(function(x,n,a,y){for(a=a||{},y=x.length;y--;a[x[y]]=n);return a},"o"),e=[1,2],o=[1,3],r=[1,4],c=[2,4],d=[1,9],f=[1,11],m=[1,16],h=[1,17],S=[1,18],O=[1,19],C=[1,33],N=[1,20],L=[1,21],u=[1,22],$=[1,23],v=[1,24],Y=[1,26],P=[1,27],R=[1,28],B=[1,29],U=[1,30],J=[1,31],Z=[1,32],q=[1,35],Q=[1,36],tt=[1,37],et=[1,38],j=[1,34],p=[1,4,5,16,17,19,21,22,24,25,26,27,28,29,33,35,37,38,41,45,48,51,52,53,54,57],st=[1,4,5,14,15,16,17,19,21,22,24,25,26,27,28,29,33,35,37,38,39,40,41,45,48,51,52,53,54,57],Ct=[4,5,16,17,19,21,22,24,25,26,27,28,29,33,35,37,38,41,45,48,51,52,53,54,57],ut={trace:(0,i.a)(function(){},"trace"),yy:{},symbols_:{error:2,start:3,SPACE:4,NL:5,SD:6,document:7,line:8,statement:9,classDefStatement:10,styleStatement:11,cssClassStatement:12,idStatement:13,DESCR:14,"-->":15,HIDE_EMPTY:16,scale:17,WIDTH:18,COMPOSIT_STATE:19,STRUCT_START:20,STRUCT_STOP:21,STATE_DESCR:22,AS:23,ID:24,FORK:25,JOIN:26,CHOICE:27,CONCURRENT:28,note:29,notePosition:30,NOTE_TEXT:31,direction:32,acc_title:33,acc_title_value:34,acc_descr:35,acc_descr_value:36,acc_descr_multiline_value:37,CLICK:38,STRING:39,HREF:40,classDef:41,CLASSDEF_ID:42,CLASSDEF_STYLEOPTS:43,DEFAULT:44,style:45,STYLE_IDS:46,STYLEDEF_STYLEOPTS:47,class:48,CLASSENTITY_IDS:49,STYLECLASS:50,direction_tb:51,direction_bt:52,direction_rl:53,direction_lr:54,eol:55,";":56,EDGE_STATE:57,STYLE_SEPARATOR:58,left_of:59,right_of:60,$accept:0,$end:1},terminals_:{2:"error",4:"SPACE",5:"NL",6:"SD",14:"DESCR",15:"-->",16:"HIDE_EMPTY",17:"scale",18:"WIDTH",19:"COMPOSIT_STATE",20:"STRUCT_START",21:"STRUCT_STOP",22:"STATE_DESCR",23:"AS",24:"ID",25:"FORK",26:"JOIN",27:"CHOICE",28:"CONCURRENT",29:"note",31:"NOTE_TEXT",33:"acc_title",34:"acc_title_value",35:"acc_descr",36:"acc_descr_value",37:"acc_descr_multiline_value",38:"CLICK",39:"STRING",40:"HREF",41:"classDef",42:"CLASSDEF_ID",43:"CLASSDEF_STYLEOPTS",44:"DEFAULT",45:"style",46:"STYLE_IDS",47:"STYLEDEF_STYLEOPTS",48:"class",49:"CLASSENTITY_IDS",50:"STYLECLASS",51:"direction_tb",52:"direction_bt",53:"direction_rl",54:"direction_lr",56:";",57:"EDGE_STATE",58:"STYLE_SEPARATOR",59:"left_of",60:"right_of"},productions_:[0,[3,2],[3,2],[3,2],[7,0],[7,2],[8,2],[8,1],[8,1],[9,1],[9,1],[9,1],[9,1],[9,2],[9,3],[9,4],[9,1],[9,2],[9,1],[9,4],[9,3],[9,6],[9,1],[9,1],[9,1],[9,1],[9,4],[9,4],[9,1],[9,2],[9,2],[9,1],[9,5],[9,5],[10,3],[10,3],[11,3],[12,3],[32,1],[32,1],[32,1],[32,1],[55,1],[55,1],[13,1],[13,1],[13,3],[13,3],[30,1],[30,1]],performAction:(0,i.a)(function(x,n,a,y,g,s,b){var l=s.length-1;switch(g){case 3:return y.setRootDoc(s[l]),s[l];case 4:this.$=[];break;case 5:s[l]!="nl"&&(s[l-1].push(s[l]),this.$=s[l-1]);break;case 6:case 7:this.$=s[l];break;case 8:this.$="nl";break;case 12:this.$=s[l];break;case 13:let rt=s[l-1];rt.description=y.trimColon(s[l]),this.$=rt;break;case 14:this.$={stmt:"relation",state1:s[l-2],state2:s[l]};break;case 15:let at=y.trimColon(s[l]);this.$={stmt:"relation",state1:s[l-3],state2:s[l-1],description:at};break;case 19:this.$={stmt:"state",id:s[l-3],type:"default",description:"",doc:s[l-1]};break;case 20:var A=s[l],I=s[l-2].trim();if(s[l].match(":")){var H=s[l].split(":");A=H[0],I=[I,H[1]]}this.$={stmt:"state",id:A,type:"default",description:I};break;case 21:this.$={stmt:"state",id:s[l-3],type:"default",description:s[l-5],doc:s[l-1]};break;case 22:this.$={stmt:"state",id:s[l],type:"fork"};break;case 23:this.$={stmt:"state",id:s[l],type:"join"};break;case 24:this.$={stmt:"state",id:s[l],type:"choice"};break;case 25:this.$={stmt:"state",id:y.getDividerId(),type:"divider"};break;case 26:this.$={stmt:"state",id:s[l-1].trim(),note:{position:s[l-2].trim(),text:s[l].trim()}};break;case 29:this.$=s[l].trim(),y.setAccTitle(this.$);break;case 30:case 31:this.$=s[l].trim(),y.setAccDescription(this.$);break;case 32:this.$={stmt:"click",id:s[l-3],url:s[l-2],tooltip:s[l-1]};break;case 33:this.$={stmt:"click",id:s[l-3],url:s[l-1],tooltip:""};break;case 34:case 35:this.$={stmt:"classDef",id:s[l-1].trim(),classes:s[l].trim()};break;case 36:this.$={stmt:"style",id:s[l-1].trim(),styleClass:s[l].trim()};break;case 37:this.$={stmt:"applyClass",id:s[l-1].trim(),styleClass:s[l].trim()};break;case 38:y.setDirection("TB"),this.$={stmt:"dir",value:"TB"};break;case 39:y.setDirection("BT"),this.$={stmt:"dir",value:"BT"};break;case 40:y.setDirection("RL"),this.$={stmt:"dir",value:"RL"};break;case 41:y.setDirection("LR"),this.$={stmt:"dir",value:"LR"};break;case 44:case 45:this.$={stmt:"state",id:s[l].trim(),type:"default",description:""};break;case 46:this.$={stmt:"state",id:s[l-2].trim(),classes:[s[l].trim()],type:"default",description:""};break;case 47:this.$={stmt:"state",id:s[l-2].trim(),classes:[s[l].trim()],type:"default",description:""};break}},"anonymous"),table:[{3:1,4:e,5:o,6:r},{1:[3]},{3:5,4:e,5:o,6:r},{3:6,4:e,5:o,6:r},t([1,4,5,16,17,19,22,24,25,26,27,28,29,33,35,37,38,41,45,48,51,52,53,54,57],c,{7:7}),{1:[2,1]},{1:[2,2]},{1:[2,3],4:d,5:f,8:8,9:10,10:12,11:13,12:14,13:15,16:m,17:h,19:S,22:O,24:C,25:N,26:L,27:u,28:$,29:v,32:25,33:Y,35:P,37:R,38:B,41:U,45:J,48:Z,51:q,52:Q,53:tt,54:et,57:j},t(p,[2,5]),{9:39,10:12,11:13,12:14,13:15,16:m,17:h,19:S,22:O,24:C,25:N,26:L,27:u,28:$,29:v,32:25,33:Y,35:P,37:R,38:B,41:U,45:J,48:Z,51:q,52:Q,53:tt,54:et,57:j},t(p,[2,7]),t(p,[2,8]),t(p,[2,9]),t(p,[2,10]),t(p,[2,11]),t(p,[2,12],{14:[1,40],15:[1,41]}),t(p,[2,16]),{18:[1,42]},t(p,[2,18],{20:[1,43]}),{23:[1,44]},t(p,[2,22]),t(p,[2,23]),t(p,[2,24]),t(p,[2,25]),{30:45,31:[1,46],59:[1,47],60:[1,48]},t(p,[2,28]),{34:[1,49]},{36:[1,50]},t(p,[2,31]),{13:51,24:C,57:j},{42:[1,52],44:[1,53]},{46:[1,54]},{49:[1,55]},t(st,[2,44],{58:[1,56]}),t(st,[2,45],{58:[1,57]}),t(p,[2,38]),t(p,[2,39]),t(p,[2,40]),t(p,[2,41]),t(p,[2,6]),t(p,[2,13]),{13:58,24:C,57:j},t(p,[2,17]),t(Ct,c,{7:59}),{24:[1,60]},{24:[1,61]},{23:[1,62]},{24:[2,48]},{24:[2,49]},t(p,[2,29]),t(p,[2,30]),{39:[1,63],40:[1,64]},{43:[1,65]},{43:[1,66]},{47:[1,67]},{50:[1,68]},{24:[1,69]},{24:[1,70]},t(p,[2,14],{14:[1,71]}),{4:d,5:f,8:8,9:10,10:12,11:13,12:14,13:15,16:m,17:h,19:S,21:[1,72],22:O,24:C,25:N,26:L,27:u,28:$,29:v,32:25,33:Y,35:P,37:R,38:B,41:U,45:J,48:Z,51:q,52:Q,53:tt,54:et,57:j},t(p,[2,20],{20:[1,73]}),{31:[1,74]},{24:[1,75]},{39:[1,76]},{39:[1,77]},t(p,[2,34]),t(p,[2,35]),t(p,[2,36]),t(p,[2,37]),t(st,[2,46]),t(st,[2,47]),t(p,[2,15]),t(p,[2,19]),t(Ct,c,{7:78}),t(p,[2,26]),t(p,[2,27]),{5:[1,79]},{5:[1,80]},{4:d,5:f,8:8,9:10,10:12,11:13,12:14,13:15,16:m,17:h,19:S,21:[1,81],22:O,24:C,25:N,26:L,27:u,28:$,29:v,32:25,33:Y,35:P,37:R,38:B,41:U,45:J,48:Z,51:q,52:Q,53:tt,54:et,57:j},t(p,[2,32]),t(p,[2,33]),t(p,[2,21])],defaultActions:{5:[2,1],6:[2,2],47:[2,48],48:[2,49]},parseError:(0,i.a)(function(x,n){if(n.recoverable)this.trace(x);else{var a=new Error(x);throw a.hash=n,a}},"parseError"),parse:(0,i.a)(function(x){var n=this,a=[0],y=[],g=[null],s=[],b=this.table,l="",A=0,I=0,H=0,rt=2,at=1,Qt=s.slice.call(arguments,1),k=Object.create(this.lexer),G={yy:{}};for(var pt in this.yy)Object.prototype.hasOwnProperty.call(this.yy,pt)&&(G.yy[pt]=this.yy[pt]);globalThis.heard.lexer(k,x),k.setInput(x,G.yy),G.yy.lexer=k,G.yy.parser=this,typeof k.yylloc>"u"&&(k.yylloc={});var yt=k.yylloc;s.push(yt);var te=k.options&&k.options.ranges;typeof G.yy.parseError=="function"?this.parseError=G.yy.parseError:this.parseError=Object.getPrototypeOf(this).parseError;function ee(E){a.length=a.length-2*E,g.length=g.length-E,s.length=s.length-E}(0,i.a)(ee,"popStack");function Lt(){var E;return E=y.pop()||k.lex()||at,typeof E!="number"&&(E instanceof Array&&(y=E,E=y.pop()),E=n.symbols_[E]||E),E}(0,i.a)(Lt,"lex");for(var _,ft,W,D,Be,St,M={},nt,w,vt,ot;;){if(W=a[a.length-1],this.defaultActions[W]?D=this.defaultActions[W]:((_===null||typeof _>"u")&&(_=Lt()),D=b[W]&&b[W][_]),typeof D>"u"||!D.length||!D[0]){var gt="";ot=[];for(nt in b[W])this.terminals_[nt]&&nt>rt&&ot.push("'"+this.terminals_[nt]+"'");k.showPosition?gt="Parse error on line "+(A+1)+`:
`+k.showPosition()+`
Expecting `+ot.join(", ")+", got '"+(this.terminals_[_]||_)+"'":gt="Parse error on line "+(A+1)+": Unexpected "+(_==at?"end of input":"'"+(this.terminals_[_]||_)+"'"),this.parseError(gt,{text:k.match,token:this.terminals_[_]||_,line:k.yylineno,loc:yt,expected:ot})}if(D[0]instanceof Array&&D.length>1)throw new Error("Parse Error: multiple actions possible at state: "+W+", token: "+_);switch(D[0]){case 1:a.push(_),g.push(k.yytext),s.push(k.yylloc),a.push(D[1]),_=null,ft?(_=ft,ft=null):(I=k.yyleng,l=k.yytext,A=k.yylineno,yt=k.yylloc,H>0&&H--);break;case 2:if(w=this.productions_[D[1]][1],M.$=g[g.length-w],M._$={first_line:s[s.length-(w||1)].first_line,last_line:s[s.length-1].last_line,first_column:s[s.length-(w||1)].first_column,last_column:s[s.length-1].last_column},te&&(M._$.range=[s[s.length-(w||1)].range[0],s[s.length-1].range[1]]),St=this.performAction.apply(M,[l,I,A,G.yy,D[1],g,s].concat(Qt)),typeof St<"u")return St;w&&(a=a.slice(0,-1*w*2),g=g.slice(0,-1*w),s=s.slice(0,-1*w)),a.push(this.productions_[D[1]][0]),g.push(M.$),s.push(M._$),vt=b[a[a.length-2]][a[a.length-1]],a.push(vt);break;case 3:return!0}}return!0},"parse")},qt=(function(){var x={EOF:1,parseError:(0,i.a)(function(n,a){if(this.yy.parser)this.yy.parser.parseError(n,a);else throw new Error(n)},"parseError"),setInput:(0,i.a)(function(n,a){return this.yy=a||this.yy||{},this._input=n,this._more=this._backtrack=this.done=!1,this.yylineno=this.yyleng=0,this.yytext=this.matched=this.match="",this.conditionStack=["INITIAL"],this.yylloc={first_line:1,first_column:0,last_line:1,last_column:0},this.options.ranges&&(this.yylloc.range=[0,0]),this.offset=0,this},"setInput"),input:(0,i.a)(function(){var n=this._input[0];this.yytext+=n,this.yyleng++,this.offset++,this.match+=n,this.matched+=n;var a=n.match(/(?:\r\n?|\n).*/g);return a?(this.yylineno++,this.yylloc.last_line++):this.yylloc.last_column++,this.options.ranges&&this.yylloc.range[1]++,this._input=this._input.slice(1),n},"input"),unput:(0,i.a)(function(n){var a=n.length,y=n.split(/(?:\r\n?|\n)/g);this._input=n+this._input,this.yytext=this.yytext.substr(0,this.yytext.length-a),this.offset-=a;var g=this.match.split(/(?:\r\n?|\n)/g);this.match=this.match.substr(0,this.match.length-1),this.matched=this.matched.substr(0,this.matched.length-1),y.length-1&&(this.yylineno-=y.length-1);var s=this.yylloc.range;return this.yylloc={first_line:this.yylloc.first_line,last_line:this.yylineno+1,first_column:this.yylloc.first_column,last_column:y?(y.length===g.length?this.yylloc.first_column:0)+g[g.length-y.length].length-y[0].length:this.yylloc.first_column-a},this.options.ranges&&(this.yylloc.range=[s[0],s[0]+this.yyleng-a]),this.yyleng=this.yytext.length,this},"unput"),more:(0,i.a)(function(){return this._more=!0,this},"more"),reject:(0,i.a)(function(){if(this.options.backtrack_lexer)this._backtrack=!0;else return this.parseError("Lexical error on line "+(this.yylineno+1)+`. You can only invoke reject() in the lexer when the lexer is of the backtracking persuasion (options.backtrack_lexer = true).
`+this.showPosition(),{text:"",token:null,line:this.yylineno});return this},"reject"),less:(0,i.a)(function(n){this.unput(this.match.slice(n))},"less"),pastInput:(0,i.a)(function(){var n=this.matched.substr(0,this.matched.length-this.match.length);return(n.length>20?"...":"")+n.substr(-20).replace(/\n/g,"")},"pastInput"),upcomingInput:(0,i.a)(function(){var n=this.match;return n.length<20&&(n+=this._input.substr(0,20-n.length)),(n.substr(0,20)+(n.length>20?"...":"")).replace(/\n/g,"")},"upcomingInput"),showPosition:(0,i.a)(function(){var n=this.pastInput(),a=new Array(n.length+1).join("-");return n+this.upcomingInput()+`
`+a+"^"},"showPosition"),test_match:(0,i.a)(function(n,a){var y,g,s;if(this.options.backtrack_lexer&&(s={yylineno:this.yylineno,yylloc:{first_line:this.yylloc.first_line,last_line:this.last_line,first_column:this.yylloc.first_column,last_column:this.yylloc.last_column},yytext:this.yytext,match:this.match,matches:this.matches,matched:this.matched,yyleng:this.yyleng,offset:this.offset,_more:this._more,_input:this._input,yy:this.yy,conditionStack:this.conditionStack.slice(0),done:this.done},this.options.ranges&&(s.yylloc.range=this.yylloc.range.slice(0))),g=n[0].match(/(?:\r\n?|\n).*/g),g&&(this.yylineno+=g.length),this.yylloc={first_line:this.yylloc.last_line,last_line:this.yylineno+1,first_column:this.yylloc.last_column,last_column:g?g[g.length-1].length-g[g.length-1].match(/\r?\n?/)[0].length:this.yylloc.last_column+n[0].length},this.yytext+=n[0],this.match+=n[0],this.matches=n,this.yyleng=this.yytext.length,this.options.ranges&&(this.yylloc.range=[this.offset,this.offset+=this.yyleng]),this._more=!1,this._backtrack=!1,this._input=this._input.slice(n[0].length),this.matched+=n[0],y=this.performAction.call(this,this.yy,this,a,this.conditionStack[this.conditionStack.length-1]),this.done&&this._input&&(this.done=!1),y)return y;if(this._backtrack){for(var b in s)this[b]=s[b];return!1}return!1},"test_match"),next:(0,i.a)(function(){if(this.done)return this.EOF;this._input||(this.done=!0);var n,a,y,g;this._more||(this.yytext="",this.match="");for(var s=this._currentRules(),b=0;b<s.length;b++)if(y=globalThis.heard.rule(this.rules[s[b]],this._input),y&&(!a||y[0].length>a[0].length)){if(a=y,g=b,this.options.backtrack_lexer){if(n=this.test_match(y,s[b]),n!==!1)return n;if(this._backtrack){a=!1;continue}else return!1}else if(!this.options.flex)break}return a?(n=this.test_match(a,s[g]),n!==!1?n:!1):this._input===""?this.EOF:this.parseError("Lexical error on line "+(this.yylineno+1)+`. Unrecognized text.
`+this.showPosition(),{text:"",token:null,line:this.yylineno})},"next"),lex:(0,i.a)(function(){var n=this.next();return n||this.lex()},"lex"),begin:(0,i.a)(function(n){this.conditionStack.push(n)},"begin"),popState:(0,i.a)(function(){var n=this.conditionStack.length-1;return n>0?this.conditionStack.pop():this.conditionStack[0]},"popState"),_currentRules:(0,i.a)(function(){return this.conditionStack.length&&this.conditionStack[this.conditionStack.length-1]?this.conditions[this.conditionStack[this.conditionStack.length-1]].rules:this.conditions.INITIAL.rules},"_currentRules"),topState:(0,i.a)(function(n){return n=this.conditionStack.length-1-Math.abs(n||0),n>=0?this.conditionStack[n]:"INITIAL"},"topState"),pushState:(0,i.a)(function(n){this.begin(n)},"pushState"),stateStackSize:(0,i.a)(function(){return this.conditionStack.length},"stateStackSize"),options:{"case-insensitive":!0},performAction:(0,i.a)(function(n,a,y,g){function s(){let l=a.yytext.indexOf("%%");if(l===0)return!1;if(l>0){let A=a.yytext.slice(0,l),I=a.yytext.slice(l);I&&n.lexer.unput(I),a.yytext=A}return!0}(0,i.a)(s,"processId");var b=g;switch(y){case 0:return 38;case 1:return 40;case 2:return 39;case 3:return 44;case 4:return 51;case 5:return 52;case 6:return 53;case 7:return 54;case 8:return 5;case 9:break;case 10:break;case 11:break;case 12:break;case 13:return this.pushState("SCALE"),17;case 14:return 18;case 15:this.popState();break;case 16:return this.begin("acc_title"),33;case 17:return this.popState(),"acc_title_value";case 18:return this.begin("acc_descr"),35;case 19:return this.popState(),"acc_descr_value";case 20:this.begin("acc_descr_multiline");break;case 21:this.popState();break;case 22:return"acc_descr_multiline_value";case 23:return this.pushState("CLASSDEF"),41;case 24:return this.popState(),this.pushState("CLASSDEFID"),"DEFAULT_CLASSDEF_ID";case 25:return this.popState(),this.pushState("CLASSDEFID"),42;case 26:return this.popState(),43;case 27:return this.pushState("CLASS"),48;case 28:return this.popState(),this.pushState("CLASS_STYLE"),49;case 29:return this.popState(),50;case 30:return this.pushState("STYLE"),45;case 31:return this.popState(),this.pushState("STYLEDEF_STYLES"),46;case 32:return this.popState(),47;case 33:return this.pushState("SCALE"),17;case 34:return 18;case 35:this.popState();break;case 36:this.pushState("STATE");break;case 37:return this.popState(),a.yytext=a.yytext.slice(0,-8).trim(),25;case 38:return this.popState(),a.yytext=a.yytext.slice(0,-8).trim(),26;case 39:return this.popState(),a.yytext=a.yytext.slice(0,-10).trim(),27;case 40:return this.popState(),a.yytext=a.yytext.slice(0,-8).trim(),25;case 41:return this.popState(),a.yytext=a.yytext.slice(0,-8).trim(),26;case 42:return this.popState(),a.yytext=a.yytext.slice(0,-10).trim(),27;case 43:return 51;case 44:return 52;case 45:return 53;case 46:return 54;case 47:this.pushState("STATE_STRING");break;case 48:return this.pushState("STATE_ID"),"AS";case 49:return s()?(this.popState(),"ID"):void 0;case 50:this.popState();break;case 51:return"STATE_DESCR";case 52:throw new Error('Error: State name must be a single word. Found: "'+a.yytext.trim()+'"');case 53:return 19;case 54:this.popState();break;case 55:return this.popState(),this.pushState("struct"),20;case 56:return this.popState(),21;case 57:break;case 58:return this.begin("NOTE"),29;case 59:return this.popState(),this.pushState("NOTE_ID"),59;case 60:return this.popState(),this.pushState("NOTE_ID"),60;case 61:this.popState(),this.pushState("FLOATING_NOTE");break;case 62:return this.popState(),this.pushState("FLOATING_NOTE_ID"),"AS";case 63:break;case 64:return"NOTE_TEXT";case 65:return s()?(this.popState(),"ID"):void 0;case 66:return s()?(this.popState(),this.pushState("NOTE_TEXT"),24):void 0;case 67:return this.popState(),a.yytext=a.yytext.substr(2).trim(),31;case 68:return this.popState(),a.yytext=a.yytext.slice(0,-8).trim(),31;case 69:return 6;case 70:return 6;case 71:return 16;case 72:return 57;case 73:return s()?24:void 0;case 74:return a.yytext=a.yytext.trim(),14;case 75:return 15;case 76:return 28;case 77:return 58;case 78:return 5;case 79:return"INVALID"}},"anonymous"),rules:[/^(?:click\b)/i,/^(?:href\b)/i,/^(?:"[^"]*")/i,/^(?:default\b)/i,/^(?:.*direction\s+TB[^\n]*)/i,/^(?:.*direction\s+BT[^\n]*)/i,/^(?:.*direction\s+RL[^\n]*)/i,/^(?:.*direction\s+LR[^\n]*)/i,/^(?:[\n]+)/i,/^(?:[\s]+)/i,/^(?:((?!\n)\s)+)/i,/^(?:#[^\n]*)/i,/^(?:%%(?!\{)[^\n]*)/i,/^(?:scale\s+)/i,/^(?:\d+)/i,/^(?:\s+width\b)/i,/^(?:accTitle\s*:\s*)/i,/^(?:(?!\n||)*[^\n]*)/i,/^(?:accDescr\s*:\s*)/i,/^(?:(?!\n||)*[^\n]*)/i,/^(?:accDescr\s*\{\s*)/i,/^(?:[\}])/i,/^(?:[^\}]*)/i,/^(?:classDef\s+)/i,/^(?:DEFAULT\s+)/i,/^(?:\w+\s+)/i,/^(?:[^\n]*)/i,/^(?:class\s+)/i,/^(?:(\w+)+((,\s*\w+)*))/i,/^(?:[^\n]*)/i,/^(?:style\s+)/i,/^(?:[\w,]+\s+)/i,/^(?:[^\n]*)/i,/^(?:scale\s+)/i,/^(?:\d+)/i,/^(?:\s+width\b)/i,/^(?:state\s+)/i,/^(?:.*<<fork>>)/i,/^(?:.*<<join>>)/i,/^(?:.*<<choice>>)/i,/^(?:.*\[\[fork\]\])/i,/^(?:.*\[\[join\]\])/i,/^(?:.*\[\[choice\]\])/i,/^(?:.*direction\s+TB[^\n]*)/i,/^(?:.*direction\s+BT[^\n]*)/i,/^(?:.*direction\s+RL[^\n]*)/i,/^(?:.*direction\s+LR[^\n]*)/i,/^(?:["])/i,/^(?:\s*as\s+)/i,/^(?:[^\n\{]*)/i,/^(?:["])/i,/^(?:[^"]*)/i,/^(?:\w+\s+\w+.*?\{)/i,/^(?:[^\n\s\{]+)/i,/^(?:\n)/i,/^(?:\{)/i,/^(?:\})/i,/^(?:[\n])/i,/^(?:note\s+)/i,/^(?:left of\b)/i,/^(?:right of\b)/i,/^(?:")/i,/^(?:\s*as\s*)/i,/^(?:["])/i,/^(?:[^"]*)/i,/^(?:[^\n]*)/i,/^(?:\s*[^:\n\s\-]+)/i,/^(?:\s*:[^:\n;]+)/i,/^(?:[\s\S]*?\n\s*end note\b)/i,/^(?:stateDiagram\s+)/i,/^(?:stateDiagram-v2\s+)/i,/^(?:hide empty description\b)/i,/^(?:\[\*\])/i,/^(?:[^:\n\s\-\{]+)/i,/^(?:\s*:(?:[^:\n;]|:[^:\n;])+)/i,/^(?:-->)/i,/^(?:--)/i,/^(?::::)/i,/^(?:$)/i,/^(?:.)/i],conditions:{LINE:{rules:[10,11,12],inclusive:!1},struct:{rules:[10,11,12,23,27,30,36,43,44,45,46,56,57,58,72,73,74,75,76,77],inclusive:!1},FLOATING_NOTE_ID:{rules:[65],inclusive:!1},FLOATING_NOTE:{rules:[62,63,64],inclusive:!1},NOTE_TEXT:{rules:[67,68],inclusive:!1},NOTE_ID:{rules:[66],inclusive:!1},NOTE:{rules:[59,60,61],inclusive:!1},STYLEDEF_STYLEOPTS:{rules:[],inclusive:!1},STYLEDEF_STYLES:{rules:[32],inclusive:!1},STYLE_IDS:{rules:[],inclusive:!1},STYLE:{rules:[31],inclusive:!1},CLASS_STYLE:{rules:[29],inclusive:!1},CLASS:{rules:[28],inclusive:!1},CLASSDEFID:{rules:[26],inclusive:!1},CLASSDEF:{rules:[24,25],inclusive:!1},acc_descr_multiline:{rules:[21,22],inclusive:!1},acc_descr:{rules:[19],inclusive:!1},acc_title:{rules:[17],inclusive:!1},SCALE:{rules:[14,15,34,35],inclusive:!1},ALIAS:{rules:[],inclusive:!1},STATE_ID:{rules:[49],inclusive:!1},STATE_STRING:{rules:[50,51],inclusive:!1},FORK_STATE:{rules:[],inclusive:!1},STATE:{rules:[10,11,12,37,38,39,40,41,42,47,48,52,53,54,55],inclusive:!1},ID:{rules:[10,11,12],inclusive:!1},INITIAL:{rules:[0,1,2,3,4,5,6,7,8,9,11,12,13,16,18,20,23,27,30,33,36,55,58,69,70,71,72,73,74,75,77,78,79],inclusive:!0}}};return x})();ut.lexer=qt;function it(){this.yy={}}return(0,i.a)(it,"Parser"),it.prototype=ut,ut.Parser=it,new it})();bt.parser=bt;var Ut=bt,ce="TB",At="TB",It="dir",K="state",z="root",_t="relation",he="classDef",de="style",ue="applyClass",X="default",wt="divider",Ot="fill:none",Nt="fill: #333",Rt="c",Bt="markdown",Ft="normal",Tt="rect",Et="rectWithTitle",pe="stateStart",ye="stateEnd",Yt="divider",Pt="roundedWithTitle",fe="note",Se="noteGroup",lt="statediagram",ge="state",me=`${lt}-${ge}`,Gt="transition",ke="note",be="note-edge",_e=`${Gt} ${be}`,Te=`${lt}-${ke}`,Ee="cluster",De=`${lt}-${Ee}`,$e="cluster-alt",xe=`${lt}-${$e}`,Wt="parent",jt="note",Ce="state",Dt="----",Le=`${Dt}${jt}`,Mt=`${Dt}${Wt}`,ve=(0,i.a)((t,e=At)=>{if(!t.doc)return e;let o=e;for(let r of t.doc)r.stmt==="dir"&&(o=r.value);return o},"getDir"),ct=new Map,F=0;function $t(t="",e=0,o="",r=Dt){let c=o!==null&&o.length>0?`${r}${o}`:"";return`${Ce}-${t}${c}-${e}`}var Ae=(0,i.a)((t,e,o,r,c,d,f,m)=>{i.d.trace("items",e),e.forEach(h=>{switch(h.stmt){case K:V(t,h,o,r,c,d,f,m);break;case X:V(t,h,o,r,c,d,f,m);break;case _t:{V(t,h.state1,o,r,c,d,f,m),V(t,h.state2,o,r,c,d,f,m);let S=f==="neo",O={id:"edge"+F,start:h.state1.id,end:h.state2.id,arrowhead:"normal",arrowTypeEnd:S?"arrow_barb_neo":"arrow_barb",style:Ot,labelStyle:"",label:i.P.sanitizeText(h.description??"",(0,i.$)()),arrowheadStyle:Nt,labelpos:Rt,labelType:Bt,thickness:Ft,classes:Gt,look:f};c.push(O),F++}break}})},"setupDoc"),Kt=(0,i.a)((t,e=At)=>{let o=e;if(t.doc)for(let r of t.doc)r.stmt==="dir"&&(o=r.value);return o},"getDir");function ht(t,e,o){if(!e.id||e.id==="</join></fork>"||e.id==="</choice>")return;e.cssClasses&&(Array.isArray(e.cssCompiledStyles)||(e.cssCompiledStyles=[]),e.cssClasses.split(" ").forEach(c=>{let d=o.get(c);d&&(e.cssCompiledStyles=[...e.cssCompiledStyles??[],...d.styles])}));let r=t.find(c=>c.id===e.id);r?Object.assign(r,e):t.push(e)}function Ie(t){return t?.classes?.join(" ")??""}function we(t){return t?.styles??[]}var V=(0,i.a)((t,e,o,r,c,d,f,m)=>{let h=e.id,S=o.get(h),O=Ie(S),C=we(S),N=(0,i.$)();if(i.d.info("dataFetcher parsedItem",e,S,C),h!=="root"){let L=Tt;e.start===!0?L=pe:e.start===!1&&(L=ye),e.type!==X&&(L=e.type),ct.get(h)||ct.set(h,{id:h,shape:L,description:i.P.sanitizeText(h,N),cssClasses:`${O} ${me}`,cssStyles:C});let u=ct.get(h);e.description&&(Array.isArray(u.description)?(u.shape=Et,u.description.push(e.description)):u.description?.length&&u.description.length>0?(u.shape=Et,u.description===h?u.description=[e.description]:u.description=[u.description,e.description]):(u.shape=Tt,u.description=e.description),u.description=i.P.sanitizeTextOrArray(u.description,N)),u.description?.length===1&&u.shape===Et&&(u.type==="group"?u.shape=Pt:u.shape=Tt),!u.type&&e.doc&&(i.d.info("Setting cluster for XCX",h,Kt(e)),u.type="group",u.isGroup=!0,u.dir=Kt(e),u.shape=e.type===wt?Yt:Pt,u.cssClasses=`${u.cssClasses} ${De} ${d?xe:""}`);let $={labelStyle:"",shape:u.shape,label:u.description,cssClasses:u.cssClasses,cssCompiledStyles:[],cssStyles:u.cssStyles,id:h,dir:u.dir,domId:$t(h,F),type:u.type,isGroup:u.type==="group",padding:8,rx:10,ry:10,look:f,labelType:"markdown"};if($.shape===Yt&&($.label=""),t&&t.id!=="root"&&(i.d.trace("Setting node ",h," to be child of its parent ",t.id),$.parentId=t.id),$.centerLabel=!0,e.note){let v={labelStyle:"",shape:fe,label:e.note.text,labelType:"markdown",cssClasses:Te,cssStyles:[],cssCompiledStyles:[],id:h+Le+"-"+F,domId:$t(h,F,jt),type:u.type,isGroup:u.type==="group",padding:N.flowchart?.padding,look:f,position:e.note.position},Y=h+Mt,P={labelStyle:"",shape:Se,label:e.note.text,cssClasses:u.cssClasses,cssStyles:[],id:h+Mt,domId:$t(h,F,Wt),type:"group",isGroup:!0,padding:16,look:f,position:e.note.position};F++,P.id=Y,v.parentId=Y,ht(r,P,m),ht(r,v,m),ht(r,$,m);let R=h,B=v.id;e.note.position==="left of"&&(R=v.id,B=h),c.push({id:R+"-"+B,start:R,end:B,arrowhead:"none",arrowTypeEnd:"",style:Ot,labelStyle:"",classes:_e,arrowheadStyle:Nt,labelpos:Rt,labelType:Bt,thickness:Ft,look:f})}else ht(r,$,m)}e.doc&&(i.d.trace("Adding nodes children "),Ae(e,e.doc,o,r,c,!d,f,m))},"dataFetcher"),Oe=(0,i.a)(()=>{ct.clear(),F=0},"reset"),T={START_NODE:"[*]",START_TYPE:"start",END_NODE:"[*]",END_TYPE:"end",COLOR_KEYWORD:"color",FILL_KEYWORD:"fill",BG_FILL:"bgFill",STYLECLASS_SEP:","},zt=(0,i.a)(()=>new Map,"newClassesList"),Ht=(0,i.a)(()=>({relations:[],states:new Map,documents:{}}),"newDoc"),dt=(0,i.a)(t=>JSON.parse(JSON.stringify(t)),"clone"),Jt=class{constructor(t){this.version=t,this.nodes=[],this.edges=[],this.rootDoc=[],this.classes=zt(),this.documents={root:Ht()},this.currentDocument=this.documents.root,this.startEndCount=0,this.dividerCnt=0,this.links=new Map,this.funs=[],this.getAccTitle=i.W,this.setAccTitle=i.V,this.getAccDescription=i.Y,this.setAccDescription=i.X,this.setDiagramTitle=i.Z,this.getDiagramTitle=i._,this.clear(),this.setRootDoc=this.setRootDoc.bind(this),this.getDividerId=this.getDividerId.bind(this),this.setDirection=this.setDirection.bind(this),this.trimColon=this.trimColon.bind(this),this.bindFunctions=this.bindFunctions.bind(this)}static{(0,i.a)(this,"StateDB")}static{this.relationType={AGGREGATION:0,EXTENSION:1,COMPOSITION:2,DEPENDENCY:3}}extract(t){this.clear(!0);for(let r of Array.isArray(t)?t:t.doc)switch(r.stmt){case K:this.addState(r.id.trim(),r.type,r.doc,r.description,r.note);break;case _t:this.addRelation(r.state1,r.state2,r.description);break;case he:this.addStyleClass(r.id.trim(),r.classes);break;case de:this.handleStyleDef(r);break;case ue:this.setCssClass(r.id.trim(),r.styleClass);break;case"click":this.addLink(r.id,r.url,r.tooltip);break}let e=this.getStates(),o=(0,i.$)();Oe(),V(void 0,this.getRootDocV2(),e,this.nodes,this.edges,!0,o.look,this.classes);for(let r of this.nodes)if(Array.isArray(r.label)){if(r.description=r.label.slice(1),r.isGroup&&r.description.length>0)throw new Error(`Group nodes can only have label. Remove the additional description for node [${r.id}]`);r.label=r.label[0]}}handleStyleDef(t){let e=t.id.trim().split(","),o=t.styleClass.split(",");for(let r of e){let c=this.getState(r);if(!c){let d=r.trim();this.addState(d),c=this.getState(d)}c&&(c.styles=o.map(d=>d.replace(/;/g,"")?.trim()))}}setRootDoc(t){i.d.info("Setting root doc",t),this.rootDoc=t,this.version===1?this.extract(t):this.extract(this.getRootDocV2())}docTranslator(t,e,o){if(e.stmt===_t){this.docTranslator(t,e.state1,!0),this.docTranslator(t,e.state2,!1);return}if(e.stmt===K&&(e.id===T.START_NODE?(e.id=t.id+(o?"_start":"_end"),e.start=o):e.id=e.id.trim()),e.stmt!==z&&e.stmt!==K||!e.doc)return;let r=[],c=[];for(let d of e.doc)if(d.type===wt){let f=dt(d);f.doc=dt(c),r.push(f),c=[]}else c.push(d);if(r.length>0&&c.length>0){let d={stmt:K,id:(0,Vt.e)(),type:"divider",doc:dt(c)};r.push(dt(d)),e.doc=r}e.doc.forEach(d=>this.docTranslator(e,d,!0))}getRootDocV2(){return this.docTranslator({id:z,stmt:z},{id:z,stmt:z,doc:this.rootDoc},!0),{id:z,doc:this.rootDoc}}addState(t,e=X,o=void 0,r=void 0,c=void 0,d=void 0,f=void 0,m=void 0){let h=t?.trim();if(!this.currentDocument.states.has(h))i.d.info("Adding state ",h,r),this.currentDocument.states.set(h,{stmt:K,id:h,descriptions:[],type:e,doc:o,note:c,classes:[],styles:[],textStyles:[]});else{let S=this.currentDocument.states.get(h);if(!S)throw new Error(`State not found: ${h}`);S.doc||(S.doc=o),S.type||(S.type=e)}if(r&&(i.d.info("Setting state description",h,r),(Array.isArray(r)?r:[r]).forEach(S=>this.addDescription(h,S.trim()))),c){let S=this.currentDocument.states.get(h);if(!S)throw new Error(`State not found: ${h}`);S.note=c,S.note.text=i.P.sanitizeText(S.note.text,(0,i.$)())}d&&(i.d.info("Setting state classes",h,d),(Array.isArray(d)?d:[d]).forEach(S=>this.setCssClass(h,S.trim()))),f&&(i.d.info("Setting state styles",h,f),(Array.isArray(f)?f:[f]).forEach(S=>this.setStyle(h,S.trim()))),m&&(i.d.info("Setting state styles",h,f),(Array.isArray(m)?m:[m]).forEach(S=>this.setTextStyle(h,S.trim())))}clear(t){this.nodes=[],this.edges=[],this.funs=[this.setupToolTips.bind(this)],this.documents={root:Ht()},this.currentDocument=this.documents.root,this.startEndCount=0,this.classes=zt(),t||(this.links=new Map,(0,i.U)())}getState(t){return this.currentDocument.states.get(t)}getStates(){return this.currentDocument.states}logDocuments(){i.d.info("Documents = ",this.documents)}getRelations(){return this.currentDocument.relations}addLink(t,e,o){this.links.set(t,{url:e,tooltip:o}),i.d.warn("Adding link",t,e,o)}getLinks(){return this.links}startIdIfNeeded(t=""){return t===T.START_NODE?(this.startEndCount++,`${T.START_TYPE}${this.startEndCount}`):t}startTypeIfNeeded(t="",e=X){return t===T.START_NODE?T.START_TYPE:e}endIdIfNeeded(t=""){return t===T.END_NODE?(this.startEndCount++,`${T.END_TYPE}${this.startEndCount}`):t}endTypeIfNeeded(t="",e=X){return t===T.END_NODE?T.END_TYPE:e}addRelationObjs(t,e,o=""){let r=this.startIdIfNeeded(t.id.trim()),c=this.startTypeIfNeeded(t.id.trim(),t.type),d=this.startIdIfNeeded(e.id.trim()),f=this.startTypeIfNeeded(e.id.trim(),e.type);this.addState(r,c,t.doc,t.description,t.note,t.classes,t.styles,t.textStyles),this.addState(d,f,e.doc,e.description,e.note,e.classes,e.styles,e.textStyles),this.currentDocument.relations.push({id1:r,id2:d,relationTitle:i.P.sanitizeText(o,(0,i.$)())})}addRelation(t,e,o){if(typeof t=="object"&&typeof e=="object")this.addRelationObjs(t,e,o);else if(typeof t=="string"&&typeof e=="string"){let r=this.startIdIfNeeded(t.trim()),c=this.startTypeIfNeeded(t),d=this.endIdIfNeeded(e.trim()),f=this.endTypeIfNeeded(e);this.addState(r,c),this.addState(d,f),this.currentDocument.relations.push({id1:r,id2:d,relationTitle:o?i.P.sanitizeText(o,(0,i.$)()):void 0})}}addDescription(t,e){let o=this.currentDocument.states.get(t),r=e.startsWith(":")?e.replace(":","").trim():e;o?.descriptions?.push(i.P.sanitizeText(r,(0,i.$)()))}cleanupLabel(t){return t.startsWith(":")?t.slice(2).trim():t.trim()}getDividerId(){return this.dividerCnt++,`divider-id-${this.dividerCnt}`}addStyleClass(t,e=""){this.classes.has(t)||this.classes.set(t,{id:t,styles:[],textStyles:[]});let o=this.classes.get(t);e&&o&&e.split(T.STYLECLASS_SEP).forEach(r=>{let c=r.replace(/([^;]*);/,"$1").trim();if(RegExp(T.COLOR_KEYWORD).exec(r)){let d=c.replace(T.FILL_KEYWORD,T.BG_FILL).replace(T.COLOR_KEYWORD,T.FILL_KEYWORD);o.textStyles.push(d)}o.styles.push(c)})}getClasses(){return this.classes}setupToolTips(t){let e=(0,Xt.e)();(0,kt.select)(t).select("svg").selectAll("g.node, g.rough-node").on("mouseover",o=>{let r=(0,kt.select)(o.currentTarget),c=r.attr("title");if(c===null)return;let d=o.currentTarget?.getBoundingClientRect();e.transition().duration(200).style("opacity",".9"),e.style("left",window.scrollX+d.left+(d.right-d.left)/2+"px").style("top",window.scrollY+d.bottom+"px"),e.html(le.default.sanitize(c)),r.classed("hover",!0)}).on("mouseout",o=>{e.transition().duration(500).style("opacity",0),(0,kt.select)(o.currentTarget).classed("hover",!1)})}setCssClass(t,e){t.split(",").forEach(o=>{let r=this.getState(o);if(!r){let c=o.trim();this.addState(c),r=this.getState(c)}r?.classes?.push(e)})}setStyle(t,e){this.getState(t)?.styles?.push(e)}setTextStyle(t,e){this.getState(t)?.textStyles?.push(e)}bindFunctions(t){this.funs.forEach(e=>{e(t)})}getDirectionStatement(){return this.rootDoc.find(t=>t.stmt===It)}getDirection(){return this.getDirectionStatement()?.value??ce}setDirection(t){let e=this.getDirectionStatement();e?e.value=t:this.rootDoc.unshift({stmt:It,value:t})}trimColon(t){return t.startsWith(":")?t.slice(1).trim():t.trim()}getData(){let t=(0,i.$)();return{nodes:this.nodes,edges:this.edges,other:{},config:t,direction:ve(this.getRootDocV2())}}getConfig(){return(0,i.$)().state}},Ne=(0,i.a)(t=>`
defs [id$="-barbEnd"] {
    fill: ${t.transitionColor};
    stroke: ${t.transitionColor};
  }
g.stateGroup text {
  fill: ${t.nodeBorder};
  stroke: none;
  font-size: 10px;
}
g.stateGroup text {
  fill: ${t.textColor};
  stroke: none;
  font-size: 10px;

}
g.stateGroup .state-title {
  font-weight: bolder;
  fill: ${t.stateLabelColor};
}

g.stateGroup rect {
  fill: ${t.mainBkg};
  stroke: ${t.nodeBorder};
}

g.stateGroup line {
  stroke: ${t.lineColor};
  stroke-width: ${t.strokeWidth||1};
}

.transition {
  stroke: ${t.transitionColor};
  stroke-width: ${t.strokeWidth||1};
  fill: none;
}

.stateGroup .composit {
  fill: ${t.background};
  border-bottom: 1px
}

.stateGroup .alt-composit {
  fill: #e0e0e0;
  border-bottom: 1px
}

.state-note {
  stroke: ${t.noteBorderColor};
  fill: ${t.noteBkgColor};

  text {
    fill: ${t.noteTextColor};
    stroke: none;
    font-size: 10px;
  }
}

.stateLabel .box {
  stroke: none;
  stroke-width: 0;
  fill: ${t.mainBkg};
  opacity: 0.5;
}

.edgeLabel .label rect {
  fill: ${t.labelBackgroundColor};
  opacity: 0.5;
}
.edgeLabel {
  background-color: ${t.edgeLabelBackground};
  p {
    background-color: ${t.edgeLabelBackground};
  }
  rect {
    opacity: 0.5;
    background-color: ${t.edgeLabelBackground};
    fill: ${t.edgeLabelBackground};
  }
  text-align: center;
}
.edgeLabel .label text {
  fill: ${t.transitionLabelColor||t.tertiaryTextColor};
}
.label div .edgeLabel {
  color: ${t.transitionLabelColor||t.tertiaryTextColor};
}

.stateLabel text {
  fill: ${t.stateLabelColor};
  font-size: 10px;
  font-weight: bold;
}

.node circle.state-start {
  fill: ${t.specialStateColor};
  stroke: ${t.specialStateColor};
}

.node .fork-join {
  fill: ${t.specialStateColor};
  stroke: ${t.specialStateColor};
}

.node circle.state-end {
  fill: ${t.innerEndBackground};
  stroke: ${t.background};
  stroke-width: 1.5
}
.end-state-inner {
  fill: ${t.compositeBackground||t.background};
  // stroke: ${t.background};
  stroke-width: 1.5
}

.node rect {
  fill: ${t.stateBkg||t.mainBkg};
  stroke: ${t.stateBorder||t.nodeBorder};
  stroke-width: ${t.strokeWidth||1}px;
}
.node polygon {
  fill: ${t.mainBkg};
  stroke: ${t.stateBorder||t.nodeBorder};;
  stroke-width: ${t.strokeWidth||1}px;
}
[id$="-barbEnd"] {
  fill: ${t.lineColor};
}

.statediagram-cluster rect {
  fill: ${t.compositeTitleBackground};
  stroke: ${t.stateBorder||t.nodeBorder};
  stroke-width: ${t.strokeWidth||1}px;
}

.cluster-label, .nodeLabel {
  color: ${t.stateLabelColor};
  // line-height: 1;
}

.statediagram-cluster rect.outer {
  rx: 5px;
  ry: 5px;
}
.statediagram-state .divider {
  stroke: ${t.stateBorder||t.nodeBorder};
}

.statediagram-state .title-state {
  rx: 5px;
  ry: 5px;
}
.statediagram-cluster.statediagram-cluster .inner {
  fill: ${t.compositeBackground||t.background};
}
.statediagram-cluster.statediagram-cluster-alt .inner {
  fill: ${t.altBackground?t.altBackground:"#efefef"};
}

.statediagram-cluster .inner {
  rx:0;
  ry:0;
}

.statediagram-state rect.basic {
  rx: 5px;
  ry: 5px;
}
.statediagram-state rect.divider {
  stroke-dasharray: 10,10;
  fill: ${t.altBackground?t.altBackground:"#efefef"};
}

.note-edge {
  stroke-dasharray: 5;
}

.statediagram-note rect {
  fill: ${t.noteBkgColor};
  stroke: ${t.noteBorderColor};
  stroke-width: 1px;
  rx: 0;
  ry: 0;
}
.statediagram-note rect {
  fill: ${t.noteBkgColor};
  stroke: ${t.noteBorderColor};
  stroke-width: 1px;
  rx: 0;
  ry: 0;
}

.statediagram-note text {
  fill: ${t.noteTextColor};
}

.statediagram-note .nodeLabel {
  color: ${t.noteTextColor};
}
.statediagram .edgeLabel {
  color: red; // ${t.noteTextColor};
}

[id$="-dependencyStart"], [id$="-dependencyEnd"] {
  fill: ${t.lineColor};
  stroke: ${t.lineColor};
  stroke-width: ${t.strokeWidth||1};
}

.statediagramTitleText {
  text-anchor: middle;
  font-size: 18px;
  fill: ${t.textColor};
}

[data-look="neo"].statediagram-cluster rect {
  fill: ${t.mainBkg};
  stroke: ${t.useGradient?"url("+t.svgId+"-gradient)":t.stateBorder||t.nodeBorder};
  stroke-width: ${t.strokeWidth??1};
}
[data-look="neo"].statediagram-cluster rect.outer {
  rx: ${t.radius}px;
  ry: ${t.radius}px;
  filter: ${t.dropShadow?t.dropShadow.replace("url(#drop-shadow)",`url(${t.svgId}-drop-shadow)`):"none"}
}
`,"getStyles"),Zt=Ne;
