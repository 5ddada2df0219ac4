var _t=Object.defineProperty;var te=Object.getOwnPropertyDescriptor;var ee=Object.getOwnPropertyNames;var ie=Object.prototype.hasOwnProperty;var se=(t,i)=>{for(var e in i)_t(t,e,{get:i[e],enumerable:!0})},ne=(t,i,e,s)=>{if(i&&typeof i=="object"||typeof i=="function")for(let o of ee(i))!ie.call(t,o)&&o!==e&&_t(t,o,{get:()=>i[o],enumerable:!(s=te(i,o))||s.enumerable});return t};var re=t=>ne(_t({},"__esModule",{value:!0}),t);var ii={};se(ii,{diagram:()=>qt});module.exports=re(ii);var Kt=require("./chunk-BK547LQQ.js"),Jt=require("./chunk-N7V7OAB2.js"),r=require("./chunk-J66JG4ZI.js"),R=require("./chunk-SQE76S5B.js"),ae=(0,R.a)((t,i)=>{(function(e,s){typeof t=="object"&&typeof i<"u"?i.exports=s():typeof define=="function"&&define.amd?define(s):(e=typeof globalThis<"u"?globalThis:e||self).dayjs_plugin_isoWeek=s()})(t,(function(){"use strict";var e="day";return function(s,o,u){var y=function(v){return v.add(4-v.isoWeekday(),e)},m=o.prototype;m.isoWeekYear=function(){return y(this).year()},m.isoWeek=function(v){if(!this.$utils().u(v))return this.add(7*(v-this.isoWeek()),e);var x,O,Y,H,N=y(this),V=(x=this.isoWeekYear(),O=this.$u,Y=(O?u.utc:u)().year(x).startOf("year"),H=4-Y.isoWeekday(),Y.isoWeekday()>4&&(H+=7),Y.add(H,e));return N.diff(V,"week")+1},m.isoWeekday=function(v){return this.$utils().u(v)?this.day()||7:this.day(this.day()%7?v:v-7)};var S=m.startOf;m.startOf=function(v,x){var O=this.$utils(),Y=!!O.u(x)||x;return O.p(v)==="isoweek"?Y?this.date(this.date()-(this.isoWeekday()-1)).startOf("day"):this.date(this.date()-1-(this.isoWeekday()-1)+7).endOf("day"):S.bind(this)(v,x)}}}))}),oe=(0,R.a)((t,i)=>{(function(e,s){typeof t=="object"&&typeof i<"u"?i.exports=s():typeof define=="function"&&define.amd?define(s):(e=typeof globalThis<"u"?globalThis:e||self).dayjs_plugin_customParseFormat=s()})(t,(function(){"use strict";var e={LTS:"h:mm:ss A",LT:"h:mm A",L:"MM/DD/YYYY",LL:"MMMM D, YYYY",LLL:"MMMM D, YYYY h:mm A",LLLL:"dddd, MMMM D, YYYY h:mm A"},s=/(\[[^[]*\])|([-_:/.,()\s]+)|(A|a|Q|YYYY|YY?|ww?|MM?M?M?|Do|DD?|hh?|HH?|mm?|ss?|S{1,3}|z|ZZ?)/g,o=/\d/,u=/\d\d/,y=/\d\d?/,m=/\d*[^-_:/,()\s\d]+/,S={},v=function(k){return(k=+k)+(k>68?1900:2e3)},x=function(k){return function(p){this[k]=+p}},O=[/[+-]\d\d:?(\d\d)?|Z/,function(k){(this.zone||(this.zone={})).offset=(function(p){if(!p||p==="Z")return 0;var C=p.match(/([+-]|\d\d)/g),_=60*C[1]+(+C[2]||0);return _===0?0:C[0]==="+"?-_:_})(k)}],Y=function(k){var p=S[k];return p&&(p.indexOf?p:p.s.concat(p.f))},H=function(k,p){var C,_=S.meridiem;if(_){for(var P=1;P<=24;P+=1)if(k.indexOf(_(P,0,p))>-1){C=P>12;break}}else C=k===(p?"pm":"PM");return C},N={A:[m,function(k){this.afternoon=H(k,!1)}],a:[m,function(k){this.afternoon=H(k,!0)}],Q:[o,function(k){this.month=3*(k-1)+1}],S:[o,function(k){this.milliseconds=100*+k}],SS:[u,function(k){this.milliseconds=10*+k}],SSS:[/\d{3}/,function(k){this.milliseconds=+k}],s:[y,x("seconds")],ss:[y,x("seconds")],m:[y,x("minutes")],mm:[y,x("minutes")],H:[y,x("hours")],h:[y,x("hours")],HH:[y,x("hours")],hh:[y,x("hours")],D:[y,x("day")],DD:[u,x("day")],Do:[m,function(k){var p=S.ordinal,C=k.match(/\d+/);if(this.day=C[0],p)for(var _=1;_<=31;_+=1)p(_).replace(/\[|\]/g,"")===k&&(this.day=_)}],w:[y,x("week")],ww:[u,x("week")],M:[y,x("month")],MM:[u,x("month")],MMM:[m,function(k){var p=Y("months"),C=(Y("monthsShort")||p.map((function(_){return _.slice(0,3)}))).indexOf(k)+1;if(C<1)throw new Error;this.month=C%12||C}],MMMM:[m,function(k){var p=Y("months").indexOf(k)+1;if(p<1)throw new Error;this.month=p%12||p}],Y:[/[+-]?\d+/,x("year")],YY:[u,function(k){this.year=v(k)}],YYYY:[/\d{4}/,x("year")],Z:O,ZZ:O};function V(k){var p,C;p=k,C=S&&S.formats;for(var _=(k=p.replace(/(\[[^\]]+])|(LTS?|l{1,4}|L{1,4})/g,(function(w,D,M){var T=M&&M.toUpperCase();return D||C[M]||e[M]||C[T].replace(/(\[[^\]]+])|(MMMM|MM|DD|dddd)/g,(function(a,h,d){return h||d.slice(1)}))}))).match(s),P=_.length,B=0;B<P;B+=1){var $=_[B],f=N[$],l=f&&f[0],g=f&&f[1];_[B]=g?{regex:l,parser:g}:$.replace(/^\[|\]$/g,"")}return function(w){for(var D={},M=0,T=0;M<P;M+=1){var a=_[M];if(typeof a=="string")T+=a.length;else{var h=a.regex,d=a.parser,b=w.slice(T),n=h.exec(b)[0];d.call(D,n),w=w.replace(n,"")}}return(function(E){var c=E.afternoon;if(c!==void 0){var A=E.hours;c?A<12&&(E.hours+=12):A===12&&(E.hours=0),delete E.afternoon}})(D),D}}return function(k,p,C){C.p.customParseFormat=!0,k&&k.parseTwoDigitYear&&(v=k.parseTwoDigitYear);var _=p.prototype,P=_.parse;_.parse=function(B){var $=B.date,f=B.utc,l=B.args;this.$u=f;var g=l[1];if(typeof g=="string"){var w=l[2]===!0,D=l[3]===!0,M=w||D,T=l[2];D&&(T=l[2]),S=this.$locale(),!w&&T&&(S=C.Ls[T]),this.$d=(function(b,n,E,c){try{if(["x","X"].indexOf(n)>-1)return new Date((n==="X"?1e3:1)*b);var A=V(n)(b),tt=A.year,K=A.month,vt=A.day,ft=A.hours,xt=A.minutes,L=A.seconds,X=A.milliseconds,et=A.zone,it=A.week,ut=new Date,dt=vt||(tt||K?1:ut.getDate()),st=tt||ut.getFullYear(),I=0;tt&&!K||(I=K>0?K-1:ut.getMonth());var Q,z=ft||0,F=xt||0,yt=L||0,J=X||0;return et?new Date(Date.UTC(st,I,dt,z,F,yt,J+60*et.offset*1e3)):E?new Date(Date.UTC(st,I,dt,z,F,yt,J)):(Q=new Date(st,I,dt,z,F,yt,J),it&&(Q=c(Q).week(it).toDate()),Q)}catch{return new Date("")}})($,g,f,C),this.init(),T&&T!==!0&&(this.$L=this.locale(T).$L),M&&$!=this.format(g)&&(this.$d=new Date("")),S={}}else if(g instanceof Array)for(var a=g.length,h=1;h<=a;h+=1){l[1]=g[h-1];var d=C.apply(this,l);if(d.isValid()){this.$d=d.$d,this.$L=d.$L,this.init();break}h===a&&(this.$d=new Date(""))}else P.call(this,B)}}}))}),ce=(0,R.a)((t,i)=>{(function(e,s){typeof t=="object"&&typeof i<"u"?i.exports=s():typeof define=="function"&&define.amd?define(s):(e=typeof globalThis<"u"?globalThis:e||self).dayjs_plugin_advancedFormat=s()})(t,(function(){"use strict";return function(e,s){var o=s.prototype,u=o.format;o.format=function(y){var m=this,S=this.$locale();if(!this.isValid())return u.bind(this)(y);var v=this.$utils(),x=(y||"YYYY-MM-DDTHH:mm:ssZ").replace(/\[([^\]]+)]|Q|wo|ww|w|WW|W|zzz|z|gggg|GGGG|Do|X|x|k{1,2}|S/g,(function(O){switch(O){case"Q":return Math.ceil((m.$M+1)/3);case"Do":return S.ordinal(m.$D);case"gggg":return m.weekYear();case"GGGG":return m.isoWeekYear();case"wo":return S.ordinal(m.week(),"W");case"w":case"ww":return v.s(m.week(),O==="w"?1:2,"0");case"W":case"WW":return v.s(m.isoWeek(),O==="W"?1:2,"0");case"k":case"kk":return v.s(String(m.$H===0?24:m.$H),O==="k"?1:2,"0");case"X":return Math.floor(m.$d.getTime()/1e3);case"x":return m.$d.getTime();case"z":return"["+m.offsetName()+"]";case"zzz":return"["+m.offsetName("long")+"]";default:return O}}));return u.bind(this)(x)}}}))}),le=(0,R.a)((t,i)=>{(function(e,s){typeof t=="object"&&typeof i<"u"?i.exports=s():typeof define=="function"&&define.amd?define(s):(e=typeof globalThis<"u"?globalThis:e||self).dayjs_plugin_duration=s()})(t,(function(){"use strict";var e,s,o=1e3,u=6e4,y=36e5,m=864e5,S=31536e6,v=2628e6,x=/^(-|\+)?P(?:([-+]?[0-9,.]*)Y)?(?:([-+]?[0-9,.]*)M)?(?:([-+]?[0-9,.]*)W)?(?:([-+]?[0-9,.]*)D)?(?:T(?:([-+]?[0-9,.]*)H)?(?:([-+]?[0-9,.]*)M)?(?:([-+]?[0-9,.]*)S)?)?$/,O=/\[([^\]]+)]|YYYY|YY|Y|M{1,2}|D{1,2}|H{1,2}|m{1,2}|s{1,2}|SSS/g,Y={years:S,months:v,days:m,hours:y,minutes:u,seconds:o,milliseconds:1,weeks:6048e5},H=function($){return $ instanceof P},N=function($,f,l){return new P($,l,f.$l)},V=function($){return s.p($)+"s"},k=function($){return $<0},p=function($){return k($)?Math.ceil($):Math.floor($)},C=function($){return Math.abs($)},_=function($,f){return $?k($)?{negative:!0,format:""+C($)+f}:{negative:!1,format:""+$+f}:{negative:!1,format:""}},P=(function(){function $(l,g,w){var D=this;if(this.$d={},this.$l=w,l===void 0&&(this.$ms=0,this.parseFromMilliseconds()),g)return N(l*Y[V(g)],this);if(typeof l=="number")return this.$ms=l,this.parseFromMilliseconds(),this;if(typeof l=="object")return Object.keys(l).forEach((function(a){D.$d[V(a)]=l[a]})),this.calMilliseconds(),this;if(typeof l=="string"){var M=l.match(x);if(M){var T=M.slice(2).map((function(a){return a!=null?Number(a):0}));return this.$d.years=T[0],this.$d.months=T[1],this.$d.weeks=T[2],this.$d.days=T[3],this.$d.hours=T[4],this.$d.minutes=T[5],this.$d.seconds=T[6],this.calMilliseconds(),this}}return this}var f=$.prototype;return f.calMilliseconds=function(){var l=this;this.$ms=Object.keys(this.$d).reduce((function(g,w){return g+(l.$d[w]||0)*Y[w]}),0)},f.parseFromMilliseconds=function(){var l=this.$ms;this.$d.years=p(l/S),l%=S,this.$d.months=p(l/v),l%=v,this.$d.days=p(l/m),l%=m,this.$d.hours=p(l/y),l%=y,this.$d.minutes=p(l/u),l%=u,this.$d.seconds=p(l/o),l%=o,this.$d.milliseconds=l},f.toISOString=function(){var l=_(this.$d.years,"Y"),g=_(this.$d.months,"M"),w=+this.$d.days||0;this.$d.weeks&&(w+=7*this.$d.weeks);var D=_(w,"D"),M=_(this.$d.hours,"H"),T=_(this.$d.minutes,"M"),a=this.$d.seconds||0;this.$d.milliseconds&&(a+=this.$d.milliseconds/1e3,a=Math.round(1e3*a)/1e3);var h=_(a,"S"),d=l.negative||g.negative||D.negative||M.negative||T.negative||h.negative,b=M.format||T.format||h.format?"T":"",n=(d?"-":"")+"P"+l.format+g.format+D.format+b+M.format+T.format+h.format;return n==="P"||n==="-P"?"P0D":n},f.toJSON=function(){return this.toISOString()},f.format=function(l){var g=l||"YYYY-MM-DDTHH:mm:ss",w={Y:this.$d.years,YY:s.s(this.$d.years,2,"0"),YYYY:s.s(this.$d.years,4,"0"),M:this.$d.months,MM:s.s(this.$d.months,2,"0"),D:this.$d.days,DD:s.s(this.$d.days,2,"0"),H:this.$d.hours,HH:s.s(this.$d.hours,2,"0"),m:this.$d.minutes,mm:s.s(this.$d.minutes,2,"0"),s:this.$d.seconds,ss:s.s(this.$d.seconds,2,"0"),SSS:s.s(this.$d.milliseconds,3,"0")};return g.replace(O,(function(D,M){return M||String(w[D])}))},f.as=function(l){return this.$ms/Y[V(l)]},f.get=function(l){var g=this.$ms,w=V(l);return w==="milliseconds"?g%=1e3:g=w==="weeks"?p(g/Y[w]):this.$d[w],g||0},f.add=function(l,g,w){var D;return D=g?l*Y[V(g)]:H(l)?l.$ms:N(l,this).$ms,N(this.$ms+D*(w?-1:1),this)},f.subtract=function(l,g){return this.add(l,g,!0)},f.locale=function(l){var g=this.clone();return g.$l=l,g},f.clone=function(){return N(this.$ms,this)},f.humanize=function(l){return e().add(this.$ms,"ms").locale(this.$l).fromNow(!l)},f.valueOf=function(){return this.asMilliseconds()},f.milliseconds=function(){return this.get("milliseconds")},f.asMilliseconds=function(){return this.as("milliseconds")},f.seconds=function(){return this.get("seconds")},f.asSeconds=function(){return this.as("seconds")},f.minutes=function(){return this.get("minutes")},f.asMinutes=function(){return this.as("minutes")},f.hours=function(){return this.get("hours")},f.asHours=function(){return this.as("hours")},f.days=function(){return this.get("days")},f.asDays=function(){return this.as("days")},f.weeks=function(){return this.get("weeks")},f.asWeeks=function(){return this.as("weeks")},f.months=function(){return this.get("months")},f.asMonths=function(){return this.as("months")},f.years=function(){return this.get("years")},f.asYears=function(){return this.as("years")},$})(),B=function($,f,l){return $.add(f.years()*l,"y").add(f.months()*l,"M").add(f.days()*l,"d").add(f.hours()*l,"h").add(f.minutes()*l,"m").add(f.seconds()*l,"s").add(f.milliseconds()*l,"ms")};return function($,f,l){e=l,s=l().$utils(),l.duration=function(D,M){var T=l.locale();return N(D,{$l:T},M)},l.isDuration=H;var g=f.prototype.add,w=f.prototype.subtract;f.prototype.add=function(D,M){return H(D)?B(this,D,1):g.bind(this)(D,M)},f.prototype.subtract=function(D,M){return H(D)?B(this,D,-1):w.bind(this)(D,M)}}}))}),ue=(0,R.b)((0,Jt.a)(),1),Z=(0,R.b)((0,r.c)(),1),de=(0,R.b)(ae(),1),he=(0,R.b)(oe(),1),fe=(0,R.b)(ce(),1),ye=(0,R.b)((0,r.c)(),1),ke=(0,R.b)(le(),1),ni=(0,R.b)((0,r.fa)(),1),wt=(function(){var t=(0,r.a)(function(T,a,h,d){for(h=h||{},d=T.length;d--;h[T[d]]=a);return h},"o"),i=[6,8,10,12,13,14,15,16,17,18,20,21,22,23,24,25,26,27,28,29,30,31,33,35,36,38,40],e=[1,26],s=[1,27],o=[1,28],u=[1,29],y=[1,30],m=[1,31],S=[1,32],v=[1,33],x=[1,34],O=[1,9],Y=[1,10],H=[1,11],N=[1,12],V=[1,13],k=[1,14],p=[1,15],C=[1,16],_=[1,19],P=[1,20],B=[1,21],$=[1,22],f=[1,23],l=[1,25],g=[1,35],w={trace:(0,r.a)(function(){},"trace"),yy:{},symbols_:{error:2,start:3,gantt:4,document:5,EOF:6,line:7,SPACE:8,statement:9,NL:10,weekday:11,weekday_monday:12,weekday_tuesday:13,weekday_wednesday:14,weekday_thursday:15,weekday_friday:16,weekday_saturday:17,weekday_sunday:18,weekend:19,weekend_friday:20,weekend_saturday:21,dateFormat:22,inclusiveEndDates:23,topAxis:24,axisFormat:25,tickInterval:26,excludes:27,includes:28,todayMarker:29,title:30,acc_title:31,acc_title_value:32,acc_descr:33,acc_descr_value:34,acc_descr_multiline_value:35,section:36,clickStatement:37,taskTxt:38,taskData:39,click:40,callbackname:41,callbackargs:42,href:43,clickStatementDebug:44,$accept:0,$end:1},terminals_:{2:"error",4:"gantt",6:"EOF",8:"SPACE",10:"NL",12:"weekday_monday",13:"weekday_tuesday",14:"weekday_wednesday",15:"weekday_thursday",16:"weekday_friday",17:"weekday_saturday",18:"weekday_sunday",20:"weekend_friday",21:"weekend_saturday",22:"dateFormat",23:"inclusiveEndDates",24:"topAxis",25:"axisFormat",26:"tickInterval",27:"excludes",28:"includes",29:"todayMarker",30:"title",31:"acc_title",32:"acc_title_value",33:"acc_descr",34:"acc_descr_value",35:"acc_descr_multiline_value",36:"section",38:"taskTxt",39:"taskData",40:"click",41:"callbackname",42:"callbackargs",43:"href"},productions_:[0,[3,3],[5,0],[5,2],[7,2],[7,1],[7,1],[7,1],[11,1],[11,1],[11,1],[11,1],[11,1],[11,1],[11,1],[19,1],[19,1],[9,1],[9,1],[9,1],[9,1],[9,1],[9,1],[9,1],[9,1],[9,1],[9,1],[9,1],[9,2],[9,2],[9,1],[9,1],[9,1],[9,2],[37,2],[37,3],[37,3],[37,4],[37,3],[37,4],[37,2],[44,2],[44,3],[44,3],[44,4],[44,3],[44,4],[44,2]],performAction:(0,r.a)(function(T,a,h,d,b,n,E){var c=n.length-1;switch(b){case 1:return n[c-1];case 2:this.$=[];break;case 3:n[c-1].push(n[c]),this.$=n[c-1];break;case 4:case 5:this.$=n[c];break;case 6:case 7:this.$=[];break;case 8:d.setWeekday("monday");break;case 9:d.setWeekday("tuesday");break;case 10:d.setWeekday("wednesday");break;case 11:d.setWeekday("thursday");break;case 12:d.setWeekday("friday");break;case 13:d.setWeekday("saturday");break;case 14:d.setWeekday("sunday");break;case 15:d.setWeekend("friday");break;case 16:d.setWeekend("saturday");break;case 17:d.setDateFormat(n[c].substr(11)),this.$=n[c].substr(11);break;case 18:d.enableInclusiveEndDates(),this.$=n[c].substr(18);break;case 19:d.TopAxis(),this.$=n[c].substr(8);break;case 20:d.setAxisFormat(n[c].substr(11)),this.$=n[c].substr(11);break;case 21:d.setTickInterval(n[c].substr(13)),this.$=n[c].substr(13);break;case 22:d.setExcludes(n[c].substr(9)),this.$=n[c].substr(9);break;case 23:d.setIncludes(n[c].substr(9)),this.$=n[c].substr(9);break;case 24:d.setTodayMarker(n[c].substr(12)),this.$=n[c].substr(12);break;case 27:d.setDiagramTitle(n[c].substr(6)),this.$=n[c].substr(6);break;case 28:this.$=n[c].trim(),d.setAccTitle(this.$);break;case 29:case 30:this.$=n[c].trim(),d.setAccDescription(this.$);break;case 31:d.addSection(n[c].substr(8)),this.$=n[c].substr(8);break;case 33:d.addTask(n[c-1],n[c]),this.$="task";break;case 34:this.$=n[c-1],d.setClickEvent(n[c-1],n[c],null);break;case 35:this.$=n[c-2],d.setClickEvent(n[c-2],n[c-1],n[c]);break;case 36:this.$=n[c-2],d.setClickEvent(n[c-2],n[c-1],null),d.setLink(n[c-2],n[c]);break;case 37:this.$=n[c-3],d.setClickEvent(n[c-3],n[c-2],n[c-1]),d.setLink(n[c-3],n[c]);break;case 38:this.$=n[c-2],d.setClickEvent(n[c-2],n[c],null),d.setLink(n[c-2],n[c-1]);break;case 39:this.$=n[c-3],d.setClickEvent(n[c-3],n[c-1],n[c]),d.setLink(n[c-3],n[c-2]);break;case 40:this.$=n[c-1],d.setLink(n[c-1],n[c]);break;case 41:case 47:this.$=n[c-1]+" "+n[c];break;case 42:case 43:case 45:this.$=n[c-2]+" "+n[c-1]+" "+n[c];break;case 44:case 46:this.$=n[c-3]+" "+n[c-2]+" "+n[c-1]+" "+n[c];break}},"anonymous"),table:[{3:1,4:[1,2]},{1:[3]},t(i,[2,2],{5:3}),{6:[1,4],7:5,8:[1,6],9:7,10:[1,8],11:17,12:e,13:s,14:o,15:u,16:y,17:m,18:S,19:18,20:v,21:x,22:O,23:Y,24:H,25:N,26:V,27:k,28:p,29:C,30:_,31:P,33:B,35:$,36:f,37:24,38:l,40:g},t(i,[2,7],{1:[2,1]}),t(i,[2,3]),{9:36,11:17,12:e,13:s,14:o,15:u,16:y,17:m,18:S,19:18,20:v,21:x,22:O,23:Y,24:H,25:N,26:V,27:k,28:p,29:C,30:_,31:P,33:B,35:$,36:f,37:24,38:l,40:g},t(i,[2,5]),t(i,[2,6]),t(i,[2,17]),t(i,[2,18]),t(i,[2,19]),t(i,[2,20]),t(i,[2,21]),t(i,[2,22]),t(i,[2,23]),t(i,[2,24]),t(i,[2,25]),t(i,[2,26]),t(i,[2,27]),{32:[1,37]},{34:[1,38]},t(i,[2,30]),t(i,[2,31]),t(i,[2,32]),{39:[1,39]},t(i,[2,8]),t(i,[2,9]),t(i,[2,10]),t(i,[2,11]),t(i,[2,12]),t(i,[2,13]),t(i,[2,14]),t(i,[2,15]),t(i,[2,16]),{41:[1,40],43:[1,41]},t(i,[2,4]),t(i,[2,28]),t(i,[2,29]),t(i,[2,33]),t(i,[2,34],{42:[1,42],43:[1,43]}),t(i,[2,40],{41:[1,44]}),t(i,[2,35],{43:[1,45]}),t(i,[2,36]),t(i,[2,38],{42:[1,46]}),t(i,[2,37]),t(i,[2,39])],defaultActions:{},parseError:(0,r.a)(function(T,a){if(a.recoverable)this.trace(T);else{var h=new Error(T);throw h.hash=a,h}},"parseError"),parse:(0,r.a)(function(T){var a=this,h=[0],d=[],b=[null],n=[],E=this.table,c="",A=0,tt=0,K=0,vt=2,ft=1,xt=n.slice.call(arguments,1),L=Object.create(this.lexer),X={yy:{}};for(var et in this.yy)Object.prototype.hasOwnProperty.call(this.yy,et)&&(X.yy[et]=this.yy[et]);globalThis.heard.lexer(L,T),L.setInput(T,X.yy),X.yy.lexer=L,X.yy.parser=this,typeof L.yylloc>"u"&&(L.yylloc={});var it=L.yylloc;n.push(it);var ut=L.options&&L.options.ranges;typeof X.yy.parseError=="function"?this.parseError=X.yy.parseError:this.parseError=Object.getPrototypeOf(this).parseError;function dt(j){h.length=h.length-2*j,b.length=b.length-j,n.length=n.length-j}(0,r.a)(dt,"popStack");function st(){var j;return j=d.pop()||L.lex()||ft,typeof j!="number"&&(j instanceof Array&&(d=j,j=d.pop()),j=a.symbols_[j]||j),j}(0,r.a)(st,"lex");for(var I,Q,z,F,yt,J,nt={},kt,G,Pt,mt;;){if(z=h[h.length-1],this.defaultActions[z]?F=this.defaultActions[z]:((I===null||typeof I>"u")&&(I=st()),F=E[z]&&E[z][I]),typeof F>"u"||!F.length||!F[0]){var $t="";mt=[];for(kt in E[z])this.terminals_[kt]&&kt>vt&&mt.push("'"+this.terminals_[kt]+"'");L.showPosition?$t="Parse error on line "+(A+1)+`:
`+L.showPosition()+`
Expecting `+mt.join(", ")+", got '"+(this.terminals_[I]||I)+"'":$t="Parse error on line "+(A+1)+": Unexpected "+(I==ft?"end of input":"'"+(this.terminals_[I]||I)+"'"),this.parseError($t,{text:L.match,token:this.terminals_[I]||I,line:L.yylineno,loc:it,expected:mt})}if(F[0]instanceof Array&&F.length>1)throw new Error("Parse Error: multiple actions possible at state: "+z+", token: "+I);switch(F[0]){case 1:h.push(I),b.push(L.yytext),n.push(L.yylloc),h.push(F[1]),I=null,Q?(I=Q,Q=null):(tt=L.yyleng,c=L.yytext,A=L.yylineno,it=L.yylloc,K>0&&K--);break;case 2:if(G=this.productions_[F[1]][1],nt.$=b[b.length-G],nt._$={first_line:n[n.length-(G||1)].first_line,last_line:n[n.length-1].last_line,first_column:n[n.length-(G||1)].first_column,last_column:n[n.length-1].last_column},ut&&(nt._$.range=[n[n.length-(G||1)].range[0],n[n.length-1].range[1]]),J=this.performAction.apply(nt,[c,tt,A,X.yy,F[1],b,n].concat(xt)),typeof J<"u")return J;G&&(h=h.slice(0,-1*G*2),b=b.slice(0,-1*G),n=n.slice(0,-1*G)),h.push(this.productions_[F[1]][0]),b.push(nt.$),n.push(nt._$),Pt=E[h[h.length-2]][h[h.length-1]],h.push(Pt);break;case 3:return!0}}return!0},"parse")},D=(function(){var T={EOF:1,parseError:(0,r.a)(function(a,h){if(this.yy.parser)this.yy.parser.parseError(a,h);else throw new Error(a)},"parseError"),setInput:(0,r.a)(function(a,h){return this.yy=h||this.yy||{},this._input=a,this._more=this._backtrack=this.done=!1,this.yylineno=this.yyleng=0,this.yytext=this.matched=this.match="",this.conditionStack=["INITIAL"],this.yylloc={first_line:1,first_column:0,last_line:1,last_column:0},this.options.ranges&&(this.yylloc.range=[0,0]),this.offset=0,this},"setInput"),input:(0,r.a)(function(){var a=this._input[0];this.yytext+=a,this.yyleng++,this.offset++,this.match+=a,this.matched+=a;var h=a.match(/(?:\r\n?|\n).*/g);return h?(this.yylineno++,this.yylloc.last_line++):this.yylloc.last_column++,this.options.ranges&&this.yylloc.range[1]++,this._input=this._input.slice(1),a},"input"),unput:(0,r.a)(function(a){var h=a.length,d=a.split(/(?:\r\n?|\n)/g);this._input=a+this._input,this.yytext=this.yytext.substr(0,this.yytext.length-h),this.offset-=h;var b=this.match.split(/(?:\r\n?|\n)/g);this.match=this.match.substr(0,this.match.length-1),this.matched=this.matched.substr(0,this.matched.length-1),d.length-1&&(this.yylineno-=d.length-1);var n=this.yylloc.range;return this.yylloc={first_line:this.yylloc.first_line,last_line:this.yylineno+1,first_column:this.yylloc.first_column,last_column:d?(d.length===b.length?this.yylloc.first_column:0)+b[b.length-d.length].length-d[0].length:this.yylloc.first_column-h},this.options.ranges&&(this.yylloc.range=[n[0],n[0]+this.yyleng-h]),this.yyleng=this.yytext.length,this},"unput"),more:(0,r.a)(function(){return this._more=!0,this},"more"),reject:(0,r.a)(function(){if(this.options.backtrack_lexer)this._backtrack=!0;else return this.parseError("Lexical error on line "+(this.yylineno+1)+`. You can only invoke reject() in the lexer when the lexer is of the backtracking persuasion (options.backtrack_lexer = true).
`+this.showPosition(),{text:"",token:null,line:this.yylineno});return this},"reject"),less:(0,r.a)(function(a){this.unput(this.match.slice(a))},"less"),pastInput:(0,r.a)(function(){var a=this.matched.substr(0,this.matched.length-this.match.length);return(a.length>20?"...":"")+a.substr(-20).replace(/\n/g,"")},"pastInput"),upcomingInput:(0,r.a)(function(){var a=this.match;return a.length<20&&(a+=this._input.substr(0,20-a.length)),(a.substr(0,20)+(a.length>20?"...":"")).replace(/\n/g,"")},"upcomingInput"),showPosition:(0,r.a)(function(){var a=this.pastInput(),h=new Array(a.length+1).join("-");return a+this.upcomingInput()+`
`+h+"^"},"showPosition"),test_match:(0,r.a)(function(a,h){var d,b,n;if(this.options.backtrack_lexer&&(n={yylineno:this.yylineno,yylloc:{first_line:this.yylloc.first_line,last_line:this.last_line,first_column:this.yylloc.first_column,last_column:this.yylloc.last_column},yytext:this.yytext,match:this.match,matches:this.matches,matched:this.matched,yyleng:this.yyleng,offset:this.offset,_more:this._more,_input:this._input,yy:this.yy,conditionStack:this.conditionStack.slice(0),done:this.done},this.options.ranges&&(n.yylloc.range=this.yylloc.range.slice(0))),b=a[0].match(/(?:\r\n?|\n).*/g),b&&(this.yylineno+=b.length),this.yylloc={first_line:this.yylloc.last_line,last_line:this.yylineno+1,first_column:this.yylloc.last_column,last_column:b?b[b.length-1].length-b[b.length-1].match(/\r?\n?/)[0].length:this.yylloc.last_column+a[0].length},this.yytext+=a[0],this.match+=a[0],this.matches=a,this.yyleng=this.yytext.length,this.options.ranges&&(this.yylloc.range=[this.offset,this.offset+=this.yyleng]),this._more=!1,this._backtrack=!1,this._input=this._input.slice(a[0].length),this.matched+=a[0],d=this.performAction.call(this,this.yy,this,h,this.conditionStack[this.conditionStack.length-1]),this.done&&this._input&&(this.done=!1),d)return d;if(this._backtrack){for(var E in n)this[E]=n[E];return!1}return!1},"test_match"),next:(0,r.a)(function(){if(this.done)return this.EOF;this._input||(this.done=!0);var a,h,d,b;this._more||(this.yytext="",this.match="");for(var n=this._currentRules(),E=0;E<n.length;E++)if(d=globalThis.heard.rule(this.rules[n[E]],this._input),d&&(!h||d[0].length>h[0].length)){if(h=d,b=E,this.options.backtrack_lexer){if(a=this.test_match(d,n[E]),a!==!1)return a;if(this._backtrack){h=!1;continue}else return!1}else if(!this.options.flex)break}return h?(a=this.test_match(h,n[b]),a!==!1?a:!1):this._input===""?this.EOF:this.parseError("Lexical error on line "+(this.yylineno+1)+`. Unrecognized text.
`+this.showPosition(),{text:"",token:null,line:this.yylineno})},"next"),lex:(0,r.a)(function(){var a=this.next();return a||this.lex()},"lex"),begin:(0,r.a)(function(a){this.conditionStack.push(a)},"begin"),popState:(0,r.a)(function(){var a=this.conditionStack.length-1;return a>0?this.conditionStack.pop():this.conditionStack[0]},"popState"),_currentRules:(0,r.a)(function(){return this.conditionStack.length&&this.conditionStack[this.conditionStack.length-1]?this.conditions[this.conditionStack[this.conditionStack.length-1]].rules:this.conditions.INITIAL.rules},"_currentRules"),topState:(0,r.a)(function(a){return a=this.conditionStack.length-1-Math.abs(a||0),a>=0?this.conditionStack[a]:"INITIAL"},"topState"),pushState:(0,r.a)(function(a){this.begin(a)},"pushState"),stateStackSize:(0,r.a)(function(){return this.conditionStack.length},"stateStackSize"),options:{"case-insensitive":!0},performAction:(0,r.a)(function(a,h,d,b){var n=b;switch(d){case 0:return this.begin("open_directive"),"open_directive";case 1:return this.begin("acc_title"),31;case 2:return this.popState(),"acc_title_value";case 3:return this.begin("acc_descr"),33;case 4:return this.popState(),"acc_descr_value";case 5:this.begin("acc_descr_multiline");break;case 6:this.popState();break;case 7:return"acc_descr_multiline_value";case 8:break;case 9:break;case 10:break;case 11:return 10;case 12:break;case 13:break;case 14:this.begin("href");break;case 15:this.popState();break;case 16:return 43;case 17:this.begin("callbackname");break;case 18:this.popState();break;case 19:this.popState(),this.begin("callbackargs");break;case 20:return 41;case 21:this.popState();break;case 22:return 42;case 23:this.begin("click");break;case 24:this.popState();break;case 25:return 40;case 26:return 4;case 27:return 22;case 28:return 23;case 29:return 24;case 30:return 25;case 31:return 26;case 32:return 28;case 33:return 27;case 34:return 29;case 35:return 12;case 36:return 13;case 37:return 14;case 38:return 15;case 39:return 16;case 40:return 17;case 41:return 18;case 42:return 20;case 43:return 21;case 44:return"date";case 45:return 30;case 46:return"accDescription";case 47:return 36;case 48:return 38;case 49:return 39;case 50:return":";case 51:return 6;case 52:return"INVALID"}},"anonymous"),rules:[/^(?:%%\{)/i,/^(?:accTitle\s*:\s*)/i,/^(?:(?!\n||)*[^\n]*)/i,/^(?:accDescr\s*:\s*)/i,/^(?:(?!\n||)*[^\n]*)/i,/^(?:accDescr\s*\{\s*)/i,/^(?:[\}])/i,/^(?:[^\}]*)/i,/^(?:%%(?!\{)*[^\n]*)/i,/^(?:[^\}]%%*[^\n]*)/i,/^(?:%%*[^\n]*[\n]*)/i,/^(?:[\n]+)/i,/^(?:\s+)/i,/^(?:%[^\n]*)/i,/^(?:href[\s]+["])/i,/^(?:["])/i,/^(?:[^"]*)/i,/^(?:call[\s]+)/i,/^(?:\([\s]*\))/i,/^(?:\()/i,/^(?:[^(]*)/i,/^(?:\))/i,/^(?:[^)]*)/i,/^(?:click[\s]+)/i,/^(?:[\s\n])/i,/^(?:[^\s\n]*)/i,/^(?:gantt\b)/i,/^(?:dateFormat\s[^#\n;]+)/i,/^(?:inclusiveEndDates\b)/i,/^(?:topAxis\b)/i,/^(?:axisFormat\s[^#\n;]+)/i,/^(?:tickInterval\s[^#\n;]+)/i,/^(?:includes\s[^#\n;]+)/i,/^(?:excludes\s[^#\n;]+)/i,/^(?:todayMarker\s[^\n;]+)/i,/^(?:weekday\s+monday\b)/i,/^(?:weekday\s+tuesday\b)/i,/^(?:weekday\s+wednesday\b)/i,/^(?:weekday\s+thursday\b)/i,/^(?:weekday\s+friday\b)/i,/^(?:weekday\s+saturday\b)/i,/^(?:weekday\s+sunday\b)/i,/^(?:weekend\s+friday\b)/i,/^(?:weekend\s+saturday\b)/i,/^(?:\d\d\d\d-\d\d-\d\d\b)/i,/^(?:title\s[^\n]+)/i,/^(?:accDescription\s[^#\n;]+)/i,/^(?:section\s[^\n]+)/i,/^(?:[^:\n]+)/i,/^(?::[^#\n;]+)/i,/^(?::)/i,/^(?:$)/i,/^(?:.)/i],conditions:{acc_descr_multiline:{rules:[6,7],inclusive:!1},acc_descr:{rules:[4],inclusive:!1},acc_title:{rules:[2],inclusive:!1},callbackargs:{rules:[21,22],inclusive:!1},callbackname:{rules:[18,19,20],inclusive:!1},href:{rules:[15,16],inclusive:!1},click:{rules:[24,25],inclusive:!1},INITIAL:{rules:[0,1,3,5,8,9,10,11,12,13,14,17,23,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52],inclusive:!0}}};return T})();w.lexer=D;function M(){this.yy={}}return(0,r.a)(M,"Parser"),M.prototype=w,w.Parser=M,new M})();wt.parser=wt;var me=wt;Z.default.extend(de.default),Z.default.extend(he.default),Z.default.extend(fe.default);var Bt={friday:5,saturday:6},U="",Dt="",Mt=void 0,Ct="",rt=[],at=[],St=new Map,Yt=[],pt=[],ot="",Et="",Ht=["active","done","crit","milestone","vert"],Ot=[],ct="",ht=!1,Lt=!1,It="sunday",gt="saturday",Wt=0,pe=(0,r.a)(function(){Yt=[],pt=[],ot="",Ot=[],Tt=0,Ft=void 0,bt=void 0,W=[],U="",Dt="",Et="",Mt=void 0,Ct="",rt=[],at=[],ht=!1,Lt=!1,Wt=0,St=new Map,ct="",(0,r.U)(),It="sunday",gt="saturday"},"clear"),ge=(0,r.a)(function(t){ct=t},"setDiagramId"),Te=(0,r.a)(function(t){Dt=t},"setAxisFormat"),be=(0,r.a)(function(){return Dt},"getAxisFormat"),ve=(0,r.a)(function(t){Mt=t},"setTickInterval"),xe=(0,r.a)(function(){return Mt},"getTickInterval"),$e=(0,r.a)(function(t){Ct=t},"setTodayMarker"),_e=(0,r.a)(function(){return Ct},"getTodayMarker"),we=(0,r.a)(function(t){U=t},"setDateFormat"),De=(0,r.a)(function(){ht=!0},"enableInclusiveEndDates"),Me=(0,r.a)(function(){return ht},"endDatesAreInclusive"),Ce=(0,r.a)(function(){Lt=!0},"enableTopAxis"),Se=(0,r.a)(function(){return Lt},"topAxisEnabled"),Ye=(0,r.a)(function(t){Et=t},"setDisplayMode"),Ee=(0,r.a)(function(){return Et},"getDisplayMode"),Oe=(0,r.a)(function(){return U},"getDateFormat"),Rt=(0,r.a)((t,i)=>{let e=i.toLowerCase().split(/[\s,]+/).filter(s=>s!=="");return[...new Set([...t,...e])]},"mergeTokens"),Le=(0,r.a)(function(t){rt=Rt(rt,t)},"setIncludes"),Ie=(0,r.a)(function(){return rt},"getIncludes"),We=(0,r.a)(function(t){at=Rt(at,t)},"setExcludes"),Ae=(0,r.a)(function(){return at},"getExcludes"),Fe=(0,r.a)(function(){return St},"getLinks"),Pe=(0,r.a)(function(t){ot=t,Yt.push(t)},"addSection"),Be=(0,r.a)(function(){return Yt},"getSections"),He=(0,r.a)(function(){let t=Ut(),i=10,e=0;for(;!t&&e<i;)t=Ut(),e++;return pt=W,pt},"getTasks"),jt=(0,r.a)(function(t,i,e,s){let o=t.format(i.trim()),u=t.format("YYYY-MM-DD");return s.includes(o)||s.includes(u)?!1:e.includes("weekends")&&(t.isoWeekday()===Bt[gt]||t.isoWeekday()===Bt[gt]+1)||e.includes(t.format("dddd").toLowerCase())?!0:e.includes(o)||e.includes(u)},"isInvalidDate"),Re=(0,r.a)(function(t){It=t},"setWeekday"),je=(0,r.a)(function(){return It},"getWeekday"),Ne=(0,r.a)(function(t){gt=t},"setWeekend"),Nt=(0,r.a)(function(t,i,e,s){if(!e.length||t.manualEndTime)return;let o;t.startTime instanceof Date?o=(0,Z.default)(t.startTime):o=(0,Z.default)(t.startTime,i,!0),o=o.add(1,"d");let u;t.endTime instanceof Date?u=(0,Z.default)(t.endTime):u=(0,Z.default)(t.endTime,i,!0);let[y,m]=Ve(o,u,i,e,s);t.endTime=y.toDate(),t.renderEndTime=m},"checkTaskDates"),Ve=(0,r.a)(function(t,i,e,s,o){let u=!1,y=null,m=i.add(1e4,"d");for(;t<=i;){if(u||(y=i.toDate()),u=jt(t,e,s,o),u&&(i=i.add(1,"d"),i>m))throw new Error("Failed to find a valid date that was not excluded by `excludes` after 10,000 iterations.");t=t.add(1,"d")}return[i,y]},"fixTaskDates"),At=(0,r.a)(function(t,i,e){if(e=e.trim(),(0,r.a)(u=>{let y=u.trim();return y==="x"||y==="X"},"isTimestampFormat")(i)&&/^\d+$/.test(e))return new Date(Number(e));let s=/^after\s+(?<ids>[\d\w- ]+)/.exec(e);if(s!==null){let u=null;for(let m of s.groups.ids.split(" ")){let S=q(m);S!==void 0&&(!u||S.endTime>u.endTime)&&(u=S)}if(u)return u.endTime;let y=new Date;return y.setHours(0,0,0,0),y}let o=(0,Z.default)(e,i.trim(),!0);if(o.isValid())return o.toDate();{r.d.debug("Invalid date:"+e),r.d.debug("With date format:"+i.trim());let u=new Date(e);if(u===void 0||isNaN(u.getTime())||u.getFullYear()<-1e4||u.getFullYear()>1e4)throw new Error("Invalid date:"+e);return u}},"getStartDate"),Vt=(0,r.a)(function(t){let i=/^(\d+(?:\.\d+)?)([Mdhmswy]|ms)$/.exec(t.trim());return i!==null?[Number.parseFloat(i[1]),i[2]]:[NaN,"ms"]},"parseDuration"),Zt=(0,r.a)(function(t,i,e,s=!1){e=e.trim();let o=/^until\s+(?<ids>[\d\w- ]+)/.exec(e);if(o!==null){let v=null;for(let O of o.groups.ids.split(" ")){let Y=q(O);Y!==void 0&&(!v||Y.startTime<v.startTime)&&(v=Y)}if(v)return v.startTime;let x=new Date;return x.setHours(0,0,0,0),x}let u=(0,Z.default)(e,i.trim(),!0);if(u.isValid())return s&&(u=u.add(1,"d")),u.toDate();let y=(0,Z.default)(t),[m,S]=Vt(e);if(!Number.isNaN(m)){let v=y.add(m,S);v.isValid()&&(y=v)}return y.toDate()},"getEndDate"),Tt=0,lt=(0,r.a)(function(t){return t===void 0?(Tt=Tt+1,"task"+Tt):t},"parseId"),Ze=(0,r.a)(function(t,i){let e;i.substr(0,1)===":"?e=i.substr(1,i.length):e=i;let s=e.split(","),o={};Qt(s,o,Ht);for(let y=0;y<s.length;y++)s[y]=s[y].trim();let u="";switch(s.length){case 1:o.id=lt(),o.startTime=t.endTime,u=s[0];break;case 2:o.id=lt(),o.startTime=At(void 0,U,s[0]),u=s[1];break;case 3:o.id=lt(s[0]),o.startTime=At(void 0,U,s[1]),u=s[2];break;default:}return u&&(o.endTime=Zt(o.startTime,U,u,ht),o.manualEndTime=(0,Z.default)(u,"YYYY-MM-DD",!0).isValid(),Nt(o,U,at,rt)),o},"compileData"),ze=(0,r.a)(function(t,i){let e;i.substr(0,1)===":"?e=i.substr(1,i.length):e=i;let s=e.split(","),o={};Qt(s,o,Ht);for(let u=0;u<s.length;u++)s[u]=s[u].trim();switch(s.length){case 1:o.id=lt(),o.startTime={type:"prevTaskEnd",id:t},o.endTime={data:s[0]};break;case 2:o.id=lt(),o.startTime={type:"getStartDate",startData:s[0]},o.endTime={data:s[1]};break;case 3:o.id=lt(s[0]),o.startTime={type:"getStartDate",startData:s[1]},o.endTime={data:s[2]};break;default:}return o},"parseData"),Ft,bt,W=[],zt={},Ue=(0,r.a)(function(t,i){let e={section:ot,type:ot,processed:!1,manualEndTime:!1,renderEndTime:null,raw:{data:i},task:t,classes:[]},s=ze(bt,i);e.raw.startTime=s.startTime,e.raw.endTime=s.endTime,e.id=s.id,e.prevTaskId=bt,e.active=s.active,e.done=s.done,e.crit=s.crit,e.milestone=s.milestone,e.vert=s.vert,e.vert?e.order=-1:(e.order=Wt,Wt++);let o=W.push(e);bt=e.id,zt[e.id]=o-1},"addTask"),q=(0,r.a)(function(t){let i=zt[t];return W[i]},"findTaskById"),Xe=(0,r.a)(function(t,i){let e={section:ot,type:ot,description:t,task:t,classes:[]},s=Ze(Ft,i);e.startTime=s.startTime,e.endTime=s.endTime,e.id=s.id,e.active=s.active,e.done=s.done,e.crit=s.crit,e.milestone=s.milestone,e.vert=s.vert,Ft=e,pt.push(e)},"addTaskOrg"),Ut=(0,r.a)(function(){let t=(0,r.a)(function(e){let s=W[e],o="";switch(W[e].raw.startTime.type){case"prevTaskEnd":{let u=q(s.prevTaskId);s.startTime=u.endTime;break}case"getStartDate":o=At(void 0,U,W[e].raw.startTime.startData),o&&(W[e].startTime=o);break}return W[e].startTime&&(W[e].endTime=Zt(W[e].startTime,U,W[e].raw.endTime.data,ht),W[e].endTime&&(W[e].processed=!0,W[e].manualEndTime=(0,Z.default)(W[e].raw.endTime.data,"YYYY-MM-DD",!0).isValid(),Nt(W[e],U,at,rt))),W[e].processed},"compileTask"),i=!0;for(let[e,s]of W.entries())t(e),i=i&&s.processed;return i},"compileTasks"),Ge=(0,r.a)(function(t,i){let e=i;(0,r.$)().securityLevel!=="loose"&&(e=(0,ue.sanitizeUrl)(i)),t.split(",").forEach(function(s){q(s)!==void 0&&(Gt(s,()=>{window.open(e,"_self")}),St.set(s,e))}),Xt(t,"clickable")},"setLink"),Xt=(0,r.a)(function(t,i){t.split(",").forEach(function(e){let s=q(e);s!==void 0&&s.classes.push(i)})},"setClass"),Qe=(0,r.a)(function(t,i,e){if((0,r.$)().securityLevel!=="loose"||i===void 0)return;let s=[];if(typeof e=="string"){s=e.split(/,(?=(?:(?:[^"]*"){2})*[^"]*$)/);for(let o=0;o<s.length;o++){let u=s[o].trim();u.startsWith('"')&&u.endsWith('"')&&(u=u.substr(1,u.length-2)),s[o]=u}}s.length===0&&s.push(t),q(t)!==void 0&&Gt(t,()=>{Kt.n.runFunc(i,...s)})},"setClickFun"),Gt=(0,r.a)(function(t,i){Ot.push(function(){let e=ct?`${ct}-${t}`:t,s=document.querySelector(`[id="${e}"]`);s!==null&&s.addEventListener("click",function(){i()})},function(){let e=ct?`${ct}-${t}`:t,s=document.querySelector(`[id="${e}-text"]`);s!==null&&s.addEventListener("click",function(){i()})})},"pushFun"),Ke=(0,r.a)(function(t,i,e){t.split(",").forEach(function(s){Qe(s,i,e)}),Xt(t,"clickable")},"setClickEvent"),Je=(0,r.a)(function(t){Ot.forEach(function(i){i(t)})},"bindFunctions"),qe={getConfig:(0,r.a)(()=>(0,r.$)().gantt,"getConfig"),clear:pe,setDateFormat:we,getDateFormat:Oe,enableInclusiveEndDates:De,endDatesAreInclusive:Me,enableTopAxis:Ce,topAxisEnabled:Se,setAxisFormat:Te,getAxisFormat:be,setTickInterval:ve,getTickInterval:xe,setTodayMarker:$e,getTodayMarker:_e,setAccTitle:r.V,getAccTitle:r.W,setDiagramTitle:r.Z,getDiagramTitle:r._,setDiagramId:ge,setDisplayMode:Ye,getDisplayMode:Ee,setAccDescription:r.X,getAccDescription:r.Y,addSection:Pe,getSections:Be,getTasks:He,addTask:Ue,findTaskById:q,addTaskOrg:Xe,setIncludes:Le,getIncludes:Ie,setExcludes:We,getExcludes:Ae,setClickEvent:Ke,setLink:Ge,getLinks:Fe,bindFunctions:Je,parseDuration:Vt,isInvalidDate:jt,setWeekday:Re,getWeekday:je,setWeekend:Ne};function Qt(t,i,e){let s=!0;for(;s;)s=!1,e.forEach(function(o){let u="^\\s*"+o+"\\s*$",y=new RegExp(u);t[0].match(y)&&(i[o]=!0,t.shift(1),s=!0)})}ye.default.extend(ke.default);var ti=(0,r.a)(t=>`
  .mermaid-main-font {
        font-family: ${t.fontFamily};
  }

  .exclude-range {
    fill: ${t.excludeBkgColor};
  }

  .section {
    stroke: none;
    opacity: 0.2;
  }

  .section0 {
    fill: ${t.sectionBkgColor};
  }

  .section2 {
    fill: ${t.sectionBkgColor2};
  }

  .section1,
  .section3 {
    fill: ${t.altSectionBkgColor};
    opacity: 0.2;
  }

  .sectionTitle0 {
    fill: ${t.titleColor};
  }

  .sectionTitle1 {
    fill: ${t.titleColor};
  }

  .sectionTitle2 {
    fill: ${t.titleColor};
  }

  .sectionTitle3 {
    fill: ${t.titleColor};
  }

  .sectionTitle {
    text-anchor: start;
    font-family: ${t.fontFamily};
  }


  /* Grid and axis */

  .grid .tick {
    stroke: ${t.gridColor};
    opacity: 0.8;
    shape-rendering: crispEdges;
  }

  .grid .tick text {
    font-family: ${t.fontFamily};
    fill: ${t.textColor};
  }

  .grid path {
    stroke-width: 0;
  }


  /* Today line */

  .today {
    fill: none;
    stroke: ${t.todayLineColor};
    stroke-width: 2px;
  }


  /* Task styling */

  /* Default task */

  .task {
    stroke-width: 2;
  }

  .taskText {
    text-anchor: middle;
    font-family: ${t.fontFamily};
  }

  .taskTextOutsideRight {
    fill: ${t.taskTextDarkColor};
    text-anchor: start;
    font-family: ${t.fontFamily};
  }

  .taskTextOutsideLeft {
    fill: ${t.taskTextDarkColor};
    text-anchor: end;
  }


  /* Special case clickable */

  .task.clickable {
    cursor: pointer;
  }

  .taskText.clickable {
    cursor: pointer;
    fill: ${t.taskTextClickableColor} !important;
    font-weight: bold;
  }

  .taskTextOutsideLeft.clickable {
    cursor: pointer;
    fill: ${t.taskTextClickableColor} !important;
    font-weight: bold;
  }

  .taskTextOutsideRight.clickable {
    cursor: pointer;
    fill: ${t.taskTextClickableColor} !important;
    font-weight: bold;
  }


  /* Specific task settings for the sections*/

  .taskText0,
  .taskText1,
  .taskText2,
  .taskText3 {
    fill: ${t.taskTextColor};
  }

  .task0,
  .task1,
  .task2,
  .task3 {
    fill: ${t.taskBkgColor};
    stroke: ${t.taskBorderColor};
  }

  .taskTextOutside0,
  .taskTextOutside2
  {
    fill: ${t.taskTextOutsideColor};
  }

  .taskTextOutside1,
  .taskTextOutside3 {
    fill: ${t.taskTextOutsideColor};
  }


  /* Active task */

  .active0,
  .active1,
  .active2,
  .active3 {
    fill: ${t.activeTaskBkgColor};
    stroke: ${t.activeTaskBorderColor};
  }

  .activeText0,
  .activeText1,
  .activeText2,
  .activeText3 {
    fill: ${t.taskTextDarkColor} !important;
  }


  /* Completed task */

  .done0,
  .done1,
  .done2,
  .done3 {
    stroke: ${t.doneTaskBorderColor};
    fill: ${t.doneTaskBkgColor};
    stroke-width: 2;
  }

  .doneText0,
  .doneText1,
  .doneText2,
  .doneText3 {
    fill: ${t.taskTextDarkColor} !important;
  }

  /* Done task text displayed outside the bar sits against the diagram background,
     not against the done-task bar, so it must use the outside/contrast color. */
  .doneText0.taskTextOutsideLeft,
  .doneText0.taskTextOutsideRight,
  .doneText1.taskTextOutsideLeft,
  .doneText1.taskTextOutsideRight,
  .doneText2.taskTextOutsideLeft,
  .doneText2.taskTextOutsideRight,
  .doneText3.taskTextOutsideLeft,
  .doneText3.taskTextOutsideRight {
    fill: ${t.taskTextOutsideColor} !important;
  }


  /* Tasks on the critical line */

  .crit0,
  .crit1,
  .crit2,
  .crit3 {
    stroke: ${t.critBorderColor};
    fill: ${t.critBkgColor};
    stroke-width: 2;
  }

  .activeCrit0,
  .activeCrit1,
  .activeCrit2,
  .activeCrit3 {
    stroke: ${t.critBorderColor};
    fill: ${t.activeTaskBkgColor};
    stroke-width: 2;
  }

  .doneCrit0,
  .doneCrit1,
  .doneCrit2,
  .doneCrit3 {
    stroke: ${t.critBorderColor};
    fill: ${t.doneTaskBkgColor};
    stroke-width: 2;
    cursor: pointer;
    shape-rendering: crispEdges;
  }

  .milestone {
    transform: rotate(45deg) scale(0.8,0.8);
  }

  .milestoneText {
    font-style: italic;
  }
  .doneCritText0,
  .doneCritText1,
  .doneCritText2,
  .doneCritText3 {
    fill: ${t.taskTextDarkColor} !important;
  }

  /* Done-crit task text outside the bar \u2014 same reasoning as doneText above. */
  .doneCritText0.taskTextOutsideLeft,
  .doneCritText0.taskTextOutsideRight,
  .doneCritText1.taskTextOutsideLeft,
  .doneCritText1.taskTextOutsideRight,
  .doneCritText2.taskTextOutsideLeft,
  .doneCritText2.taskTextOutsideRight,
  .doneCritText3.taskTextOutsideLeft,
  .doneCritText3.taskTextOutsideRight {
    fill: ${t.taskTextOutsideColor} !important;
  }

  .vert {
    stroke: ${t.vertLineColor};
  }

  .vertText {
    font-size: 15px;
    text-anchor: middle;
    fill: ${t.vertLineColor} !important;
  }

  .activeCritText0,
  .activeCritText1,
  .activeCritText2,
  .activeCritText3 {
    fill: ${t.taskTextDarkColor} !important;
  }

  .titleText {
    text-anchor: middle;
    font-size: 18px;
    fill: ${t.titleColor||t.textColor};
    font-family: ${t.fontFamily};
  }
`,"getStyles"),ei=ti,qt={parser:me,db:qe,renderer:void 0,styles:ei};
