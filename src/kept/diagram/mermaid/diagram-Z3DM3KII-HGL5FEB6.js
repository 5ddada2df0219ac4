var d=Object.defineProperty;var $=Object.getOwnPropertyDescriptor;var y=Object.getOwnPropertyNames;var C=Object.prototype.hasOwnProperty;var v=(t,e)=>{for(var o in e)d(t,o,{get:e[o],enumerable:!0})},B=(t,e,o,s)=>{if(e&&typeof e=="object"||typeof e=="function")for(let a of y(e))!C.call(t,a)&&a!==o&&d(t,a,{get:()=>e[a],enumerable:!(s=$(e,a))||s.enumerable});return t};var z=t=>B(d({},"__esModule",{value:!0}),t);var x={};v(x,{diagram:()=>w});module.exports=z(x);var g=require("./chunk-FGB257GX.js"),u=require("./chunk-ANTIUZZC.js"),A=require("./chunk-TBAUMLRC.js"),Y=require("./chunk-XWGI5CDL.js"),j=require("./chunk-P3RPABKC.js"),G=require("./chunk-J3EMN22D.js"),I=require("./chunk-BSO6SJZQ.js"),L=require("./chunk-JCUUNRPR.js"),M=require("./chunk-RKHANP3D.js"),N=require("./chunk-IHV4HAWO.js"),R=require("./chunk-LLBMBSLD.js"),U=require("./chunk-54RK5DLH.js"),V=require("./chunk-VCPTLSXP.js"),X=require("./chunk-EZTM6Z6X.js"),Z=require("./chunk-4Z6VLIVE.js"),_=require("./chunk-QHDN2ML5.js"),q=require("./chunk-VVJKV4OV.js"),H=require("./chunk-XLTPY6OO.js"),J=require("./chunk-FAVO43KI.js"),k=require("./chunk-BK547LQQ.js"),K=require("./chunk-N7V7OAB2.js"),r=require("./chunk-J66JG4ZI.js"),O=require("./chunk-SQE76S5B.js"),S=r.o.packet,m=class{constructor(){this.packet=[],this.setAccTitle=r.V,this.getAccTitle=r.W,this.setDiagramTitle=r.Z,this.getDiagramTitle=r._,this.getAccDescription=r.Y,this.setAccDescription=r.X}static{(0,r.a)(this,"PacketDB")}getConfig(){let t=(0,k.m)({...S,...(0,r.y)().packet});return t.showBits&&(t.paddingY+=10),t}getPacket(){return this.packet}pushWord(t){t.length>0&&this.packet.push(t)}clear(){(0,r.U)(),this.packet=[]}},F=1e4,P=(0,r.a)((t,e)=>{(0,g.a)(t,e);let o=-1,s=[],a=1,{bitsPerRow:p}=e.getConfig();for(let{start:i,end:l,bits:n,label:c}of t.blocks){if(i!==void 0&&l!==void 0&&l<i)throw new Error(`Packet block ${i} - ${l} is invalid. End must be greater than start.`);if(i??=o+1,i!==o+1)throw new Error(`Packet block ${i} - ${l??i} is not contiguous. It should start from ${o+1}.`);if(n===0)throw new Error(`Packet block ${i} is invalid. Cannot have a zero bit field.`);for(l??=i+(n??1)-1,n??=l-i+1,o=l,r.d.debug(`Packet block ${i} - ${o} with label ${c}`);s.length<=p+1&&e.getPacket().length<F;){let[b,h]=E({start:i,end:l,bits:n,label:c},a,p);if(s.push(b),b.end+1===a*p&&(e.pushWord(s),s=[],a++),!h)break;({start:i,end:l,bits:n,label:c}=h)}}e.pushWord(s)},"populate"),E=(0,r.a)((t,e,o)=>{if(t.start===void 0)throw new Error("start should have been set during first phase");if(t.end===void 0)throw new Error("end should have been set during first phase");if(t.start>t.end)throw new Error(`Block start ${t.start} is greater than block end ${t.end}.`);if(t.end+1<=e*o)return[t,void 0];let s=e*o-1,a=e*o;return[{start:t.start,end:s,label:t.label,bits:s-t.start},{start:a,end:t.end,label:t.label,bits:t.end-a}]},"getNextFittingBlock"),f={parser:{yy:void 0},parse:(0,r.a)(async t=>{let e=await(0,u.a)("packet",t),o=f.parser?.yy;if(!(o instanceof m))throw new Error("parser.parser?.yy was not a PacketDB. This is due to a bug within Mermaid, please report this issue at https://github.com/mermaid-js/mermaid/issues.");r.d.debug(e),P(e,o)},"parse")},D={byteFontSize:"10px",startByteColor:"black",endByteColor:"black",labelColor:"black",labelFontSize:"12px",titleColor:"black",titleFontSize:"14px",blockStrokeColor:"black",blockStrokeWidth:"1",blockFillColor:"#efefef"},T=(0,r.a)(({packet:t}={})=>{let e=(0,k.m)(D,t);return`
	.packetByte {
		font-size: ${e.byteFontSize};
	}
	.packetByte.start {
		fill: ${e.startByteColor};
	}
	.packetByte.end {
		fill: ${e.endByteColor};
	}
	.packetLabel {
		fill: ${e.labelColor};
		font-size: ${e.labelFontSize};
	}
	.packetTitle {
		fill: ${e.titleColor};
		font-size: ${e.titleFontSize};
	}
	.packetBlock {
		stroke: ${e.blockStrokeColor};
		stroke-width: ${e.blockStrokeWidth};
		fill: ${e.blockFillColor};
	}
	`},"styles"),w={parser:f,get db(){return new m},renderer:void 0,styles:T};
