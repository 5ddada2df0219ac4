// Makes the parts of Mermaid that parse into src/kept/diagram/mermaid/: one file for each chunk, which the
// engine loads when a diagram asks for it; what draws is left out.
import * as esbuild from "esbuild";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const [target] = process.argv.slice(2);
const modules = path.resolve("node_modules");

/** Libraries that only draw, lay out or clean what is drawn. */
const DRAWING =
  /^(d3|d3-sankey|cytoscape.*|dagre-d3-es.*|elkjs.*|roughjs|katex|fastdom.*|@upsetjs\/venn\.js|stylis|@iconify\/utils|marked|uuid|dompurify)$/;
/** Chunks of Mermaid that only lay out or draw; they are loaded when a diagram is drawn. */
const LAYOUTS = /[\\/](dagre|cose-bilkent|swimlanes|sizeCapture)-\w+\.mjs$/;

/** An object that is a function, a class and everything else at once, and does nothing. */
const NOTHING = `
const nothing = new Proxy(function () {}, {
  get: (_, key) => key === Symbol.toPrimitive ? () => "" : key === "then" || key === "__esModule" ? undefined : nothing,
  apply: () => nothing,
  construct: () => nothing,
});
module.exports = nothing;
`;
/** What Mermaid calls while it reads: it must get its text back. */
const PURIFY = `
module.exports = { addHook() {}, removeHook() {}, sanitize: text => String(text), isSupported: true };
`;

/** Where the engine listens, to know how far a parser got, or stands in; each must be found, or the build fails. */
const LISTENING = [
  [/\b(\w+)\.setInput\(input, sharedState\.yy\);/g, "globalThis.heard.lexer($1, input); $&"],
  [/return new _?Diagram\d*\(type, \w+, (\w+),/g, "globalThis.heard.database($1); $&"],
  [/\b(langiumParser\d*)\.parse\(input\)/g, "(globalThis.heard.text(input), $1).parse(input)"],
  [/this\._input\.match\((this\.rules\[rules\[i\]\])\)/g, "globalThis.heard.rule($1, this._input)"],
  [/return assignWithDepth_default\(\{\}, currentConfig\);/g, "return globalThis.heard.config(currentConfig);"],
  [/\bassignWithDepth_default\(\{\}, (\w+)\)/g, "globalThis.copied($1)"],
  [/\bparser(\d*)\.parse\(text\);\n  if \(result\.lexerErrors/g, (found, number) =>
    `(globalThis.heard.text(text), parser${number}).parse(text);\n  if (result.lexerErrors`],
];
const heard = LISTENING.map(() => 0);

function withoutDrawing(text) {
  return text
    .replace(/[dD]iagram\w* = \{[\s\S]*?\n\};/g, object => object.replace(/^(  renderer)(: [\w$]+)?(,?)$/gm, "$1: void 0$3"))
    .replace(/^__name\(\w+, "[^"]*"\);$/gm, "");
}

function withListening(text) {
  LISTENING.forEach(([where, what], number) => {
    text = text.replace(where, (...found) => {
      heard[number] += 1;
      return typeof what === "string" ? found[0].replace(new RegExp(where.source), what) : what(...found);
    });
  });
  return text;
}

const parsing = {
  name: "only what parses",
  setup(build) {
    build.onResolve({ filter: DRAWING }, found => ({ path: found.path, namespace: "nothing" }));
    build.onLoad({ filter: /.*/, namespace: "nothing" }, found => ({
      contents: found.path === "dompurify" ? PURIFY : NOTHING,
    }));
    build.onLoad({ filter: LAYOUTS }, () => ({ contents: "export function render() {}" }));
    build.onLoad({ filter: /[\\/](mermaid|@mermaid-js[\\/]parser)[\\/]dist[\\/].*\.mjs$/ }, found => ({
      contents: withListening(withoutDrawing(fs.readFileSync(found.path, "utf8"))),
    }));
  },
};

const { outputFiles, metafile } = await esbuild.build({
  entryPoints: ["entry.mjs"],
  bundle: true,
  splitting: true,
  format: "esm",
  outdir: "out",
  chunkNames: "[name]-[hash]",
  minify: true,
  target: "es2022",
  legalComments: "none",
  metafile: true,
  plugins: [parsing],
  write: false,
});
if (heard.includes(0)) throw new Error(`Mermaid's parsers are called in another way than before: ${heard}`);

const wanted = new Map();
for (const { path: file, text } of outputFiles) {
  const asked = text.replace(/\bimport\(("\.[^"]*")\)/g, "globalThis.wanted($1)");
  const { code } = await esbuild.transform(asked, { format: "cjs", minify: true, target: "es2022" });
  wanted.set(path.basename(file), code);
}

/** The libraries that something is left of, also those that Mermaid's own files hold a copy of. */
function libraries() {
  const found = new Set();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      if (!bytesInOutput || !file.includes("node_modules/")) continue;
      const own = file.slice(file.lastIndexOf("node_modules/") + "node_modules/".length);
      found.add(/^(?:@[^/]+\/)?[^/]+/.exec(own)[0]);
      if (!/^(mermaid|@mermaid-js)\//.test(own)) continue;
      const text = fs.readFileSync(file, "utf8");
      for (const [, name] of text.matchAll(/\.pnpm\/[^/]+\/node_modules\/((?:@[^/]+\/)?[^/]+)/g)) found.add(name);
    }
  }
  return [...found].sort();
}

/** A library's name and licence; without a file of its own, that of the package it belongs to. */
function licence(name) {
  const folder = path.join(modules, name);
  const about = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const family = path.join(modules, name.startsWith("@chevrotain/") ? "chevrotain" : name);
  const file = fs.readdirSync(family).find(one => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} comes without its licence`);
  const text = fs.readFileSync(path.join(family, file), "utf8").trim();
  return `${name} ${about.version} (${about.license ?? text.split("\n")[0]})\n\n${text.replace(/\r/g, "")}\n`;
}

const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
const { version, integrity } = lock.packages["node_modules/mermaid"];
fs.rmSync(target, { recursive: true, force: true });
fs.mkdirSync(target, { recursive: true });
const licences = libraries().map(licence);
fs.writeFileSync(path.join(target, "LICENSES.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));
const files = {};
for (const [name, code] of [...wanted].sort(([one], [other]) => (one < other ? -1 : 1))) {
  fs.writeFileSync(path.join(target, name), code);
  const needs = [...code.matchAll(/\brequire\("\.\/([^"]+)"\)/g)].map(([, one]) => one);
  files[name] = { sha256: crypto.createHash("sha256").update(code).digest("hex"), needs };
}
const about = { version, integrity, esbuild: esbuild.version, files };
fs.writeFileSync(path.join(target, "about.json"), `${JSON.stringify(about, null, 2)}\n`);
console.log(`Mermaid ${version}: ${wanted.size} files, ${[...wanted.values()].join("").length} bytes`);
