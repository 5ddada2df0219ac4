// What Mermaid's parsers find instead of a browser, how its files are loaded, and what is told about a diagram.
"use strict";

const silent = () => {};
globalThis.window = globalThis.self = globalThis;
globalThis.console = { log: silent, warn: silent, error: silent, info: silent, debug: silent, trace: silent };
globalThis.performance ??= { now: () => 0, mark: silent, measure: silent };
globalThis.setTimeout = globalThis.setInterval = () => 0; // nothing here waits
globalThis.clearTimeout = globalThis.clearInterval = silent;
globalThis.queueMicrotask ??= job => void Promise.resolve().then(job);
globalThis.navigator = { userAgent: "", language: "en", languages: ["en"], platform: "" };
globalThis.location = { href: "about:blank", protocol: "about:", host: "", pathname: "blank", search: "", hash: "" };
globalThis.addEventListener = globalThis.removeEventListener = silent;

globalThis.structuredClone ??= value => {
  const known = new Map();
  const copy = one => {
    if (typeof one === "function" || typeof one === "symbol") throw new Error("it cannot be cloned");
    if (one === null || typeof one !== "object") return one;
    if (known.has(one)) return known.get(one);
    if (one instanceof Date) return new Date(one);
    if (one instanceof RegExp) return new RegExp(one.source, one.flags);
    const made = Array.isArray(one) ? [] : one instanceof Map ? new Map() : one instanceof Set ? new Set() : {};
    known.set(one, made);
    if (one instanceof Map) one.forEach((item, key) => made.set(copy(key), copy(item)));
    else if (one instanceof Set) one.forEach(item => made.add(copy(item)));
    else for (const key of Object.keys(one)) made[key] = copy(one[key]);
    return made;
  };
  return copy(value);
};

globalThis.TextEncoder ??= class {
  encode(text = "") {
    const escaped = encodeURIComponent(String(text).toWellFormed());
    return Uint8Array.from(escaped.match(/%..|[^]/g) ?? [], one =>
      one.length === 3 ? parseInt(one.slice(1), 16) : one.charCodeAt(0));
  }
};
globalThis.TextDecoder ??= class {
  decode(bytes = []) {
    return decodeURIComponent(Array.from(bytes, one => "%" + one.toString(16).padStart(2, "0")).join(""));
  }
};

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
globalThis.btoa ??= text => {
  let made = "";
  for (let at = 0; at < text.length; at += 3) {
    const [one, two, three] = [0, 1, 2].map(next => text.charCodeAt(at + next));
    if (one > 255 || two > 255 || three > 255) throw new Error("a letter is out of range");
    made += LETTERS[one >> 2] + LETTERS[((one & 3) << 4) | (two >> 4)];
    made += at + 1 < text.length ? LETTERS[((two & 15) << 2) | (three >> 6)] : "=";
    made += at + 2 < text.length ? LETTERS[three & 63] : "=";
  }
  return made;
};
globalThis.atob ??= text => {
  let [made, bits, held] = ["", 0, 0];
  for (const one of text.replace(/[\s=]/g, "")) {
    held = ((held << 6) | LETTERS.indexOf(one)) & 0xffff;
    bits += 6;
    if (bits >= 8) made += String.fromCharCode((held >> (bits -= 8)) & 255);
  }
  return made;
};

// Addresses are only asked whether they are some, and for what stands before the colon.
globalThis.URL ??= class {
  constructor(address, base) {
    const scheme = /^\s*([a-z][a-z\d+.-]*):(.*)$/is.exec(address);
    if (!scheme && base === undefined) throw new TypeError(`Invalid URL: ${address}`);
    if (!scheme) return Object.assign(this, { ...new URL(base), href: String(address) });
    const isWeb = /^(https?|ftp|wss?)$/i.test(scheme[1]);
    const host = isWeb ? /^[/\\]*(?:[^/?#@]*@)?([^/?#\\]*)/.exec(scheme[2])[1] : "";
    if (isWeb && (!host || /[\s<>^|%]/.test(host))) throw new TypeError(`Invalid URL: ${address}`);
    this.href = String(address).trim();
    this.protocol = `${scheme[1].toLowerCase()}:`;
    this.host = this.hostname = host;
    this.search = /\?[^#]*/.exec(this.href)?.[0] ?? "";
    this.hash = /#.*$/s.exec(this.href)?.[0] ?? "";
  }
  static canParse(address, base) {
    try {
      return Boolean(new URL(address, base));
    } catch {
      return false;
    }
  }
  toString() {
    return this.href;
  }
};

// A page without anything in it: what asks for elements gets none, and what makes one gets an idle one.
globalThis.CSSStyleSheet ??= class {
  cssRules = [];
  insertRule() {}
  replaceSync() {}
};
// Colours as browsers know them: a group of participants is called by its first word when that is none.
const COLOURS = new Set(`
  accentcolor accentcolortext activeborder activecaption activetext aliceblue antiquewhite appworkspace aqua
  aquamarine azure background beige bisque black blanchedalmond blue blueviolet brown burlywood buttonborder
  buttonface buttonhighlight buttonshadow buttontext cadetblue canvas canvastext captiontext chartreuse
  chocolate coral cornflowerblue cornsilk crimson currentcolor cyan darkblue darkcyan darkgoldenrod darkgray
  darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
  darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey
  dodgerblue field fieldtext firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray
  graytext green greenyellow grey highlight highlighttext honeydew hotpink inactiveborder inactivecaption
  inactivecaptiontext indianred indigo infobackground infotext inherit initial ivory khaki lavender
  lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen
  lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue
  lightyellow lime limegreen linen linktext magenta mark marktext maroon mediumaquamarine mediumblue
  mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
  menu menutext midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange
  orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum
  powderblue purple rebeccapurple red revert rosybrown royalblue saddlebrown salmon sandybrown scrollbar
  seagreen seashell selecteditem selecteditemtext sienna silver skyblue slateblue slategray slategrey snow
  springgreen steelblue tan teal thistle threeddarkshadow threedface threedhighlight threedlightshadow
  threedshadow tomato transparent turquoise unset violet visitedtext wheat white whitesmoke window windowframe
  windowtext yellow yellowgreen
`.trim().split(/\s+/));
const NUMBER = "(?:[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[-+]?\\d+)?)";
const [PERCENT, ANGLE] = [`${NUMBER}%`, `${NUMBER}(?:deg|grad|rad|turn)?`];
const oneOf = (...forms) => `(?:${forms.join("|")})`;
const withCommas = parts => parts.join("\\s*,\\s*") + `(?:\\s*,\\s*${oneOf(NUMBER, PERCENT)})?`;
const withBlanks = parts =>
  parts.map(one => oneOf("none", one)).join("\\s+") + `(?:\\s*/\\s*${oneOf("none", PERCENT, NUMBER)})?`;
const FUNCTION = new RegExp(`^(?:${[
  ["rgba?", withCommas([NUMBER, NUMBER, NUMBER]), withCommas([PERCENT, PERCENT, PERCENT]),
    withBlanks(Array(3).fill(oneOf(PERCENT, NUMBER)))],
  ["hsla?", withCommas([ANGLE, PERCENT, PERCENT]), withBlanks([ANGLE, ...Array(2).fill(oneOf(PERCENT, NUMBER))])],
].map(([name, ...forms]) => `${name}\\(\\s*${oneOf(...forms)}\\s*\\)`).join("|")})$`);
const isColour = text =>
  COLOURS.has(text) || /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/.test(text) || FUNCTION.test(text);
globalThis.CSS ??= { supports: (_, value) => isColour(String(value).trim().toLowerCase()) };
globalThis.Option ??= class {
  style = {
    set color(value) {
      Object.defineProperty(this, "color", { value: CSS.supports("color", value) ? String(value) : "" });
    },
  };
};
const idle = () => ({
  style: {}, dataset: {}, children: [], childNodes: [], textContent: "", innerHTML: "",
  setAttribute: silent, getAttribute: () => null, appendChild: silent, append: silent, remove: silent,
  addEventListener: silent, querySelector: () => null, querySelectorAll: () => [],
  classList: { add: silent, remove: silent, contains: () => false },
});
globalThis.document = {
  ...idle(), body: idle(), head: idle(), documentElement: idle(), baseURI: "about:blank", readyState: "loading",
  createElement: idle, createElementNS: idle, createTextNode: idle,
  getElementById: () => null, getElementsByTagName: () => [], getElementsByClassName: () => [],
};

const [modules, sources, asked] = [new Map(), new Map(), new Map()];
const named = path => path.slice(path.lastIndexOf("/") + 1);
function load(name) {
  if (!modules.has(name)) {
    const module = { exports: {} };
    modules.set(name, module);
    sources.get(name)(path => load(named(path)), module, module.exports);
  }
  return modules.get(name).exports;
}
/** Mermaid asks for what reads a kind of diagram; who runs this brings it, with what it needs. */
globalThis.wanted = path => new Promise(done => asked.set(named(path), done));
function missing() {
  return [...asked.keys()][0] ?? null;
}
function provide(name, source) {
  sources.set(name, source);
}
function provided(name) {
  const found = load(name);
  asked.get(name)?.(found);
  asked.delete(name);
}

/** A copy, down to the values of values of values: what Mermaid's `assignWithDepth` makes of it, in a tenth of the time. */
globalThis.copied = (source, depth = 2) => {
  if (Array.isArray(source)) return [...new Set(source)];
  const made = { ...source };
  for (const key of depth > 0 ? Object.keys(made) : []) {
    const value = made[key];
    if (value === null) delete made[key];
    else if (typeof value === "object") made[key] = copied(value, depth - 1);
  }
  return made;
};

const rules = new Map();
let last = {};
/** Mermaid's parsers say here what they were given, and by which lexer they read it. */
globalThis.heard = {
  lexer(lexer, input) {
    last.lexer = lexer;
    last.input = String(input);
  },
  /** What a rule of a lexer matches at the beginning. QuickJS would look for one that begins with `^` everywhere. */
  rule(rule, input) {
    let anchored = rules.get(rule);
    if (!anchored) rules.set(rule, (anchored = new RegExp(rule.source, `${rule.flags}y`)));
    anchored.lastIndex = 0;
    return anchored.exec(input);
  },
  /** The configuration, copied once for a diagram. Mermaid copies all of it whenever it looks at one of its values. */
  config(current) {
    if (last.current !== current) {
      last.current = current;
      last.config = copied(current);
    }
    return last.config;
  },
  database(database) {
    last.database = database;
  },
  text(text) {
    last.lexer = null;
    last.input = String(text);
  },
};

/** Where a lexer stopped: how much it had taken before its last token, and what that was. */
function stopped(lexer) {
  if (typeof lexer?.matched !== "string") return null;
  const [matched, match] = [lexer.matched, lexer.match ?? ""];
  return { start: matched.length - match.length, end: matched.length, states: lexer.conditionStack ?? [] };
}

/** The places that a parser of the other family names: offsets into what it was given. */
function places(result) {
  const lexed = (result.lexerErrors ?? []).map(one => ({ at: one.offset, message: one.message }));
  const parsed = (result.parserErrors ?? []).map(({ token, previousToken, message }) => ({
    at: Number.isFinite(token?.startOffset) ? token.startOffset : (previousToken?.endOffset ?? -2) + 1,
    previous: Number.isFinite(previousToken?.endOffset) ? previousToken.endOffset : -1,
    message,
  }));
  return [...lexed, ...parsed];
}

/** What browsers say of a value that is none, which this engine says in other words. */
const inTheirWords = message =>
  message.replace(/^cannot (read|set) property '([^']*)' of (undefined|null)$/, (_, what, name, value) =>
    `Cannot ${what} properties of ${value} (${what === "set" ? "setting" : "reading"} '${name}')`);

function failure(error) {
  const hash = error?.hash;
  return {
    ok: false,
    name: String(error?.name ?? ""),
    message: inTheirWords(String(error?.message ?? error)),
    input: last.input ?? null,
    lexer: stopped(last.lexer),
    expected: Array.isArray(hash?.expected) ? hash.expected : null,
    token: hash?.token === undefined || hash?.token === null ? null : String(hash.token),
    isLexical: /^Lexical error/.test(error?.message ?? ""),
    places: error?.result ? places(error.result) : null,
  };
}

/** A node from which one comes back to itself, going from each to those that `next` names. */
function inCircle(nodes, next) {
  const state = new Map();
  for (const begin of nodes) {
    const path = [[begin, [...next(begin)]]];
    while (!state.has(begin) || path.length) {
      const [node, left] = path[path.length - 1];
      state.set(node, "open");
      const one = left.pop();
      if (one === undefined) {
        state.set(node, "done");
        path.pop();
      } else if (state.get(one) === "open") return one;
      else if (!state.has(one)) path.push([one, [...next(one)]]);
    }
  }
  return null;
}

function inItself(parents) {
  const found = inCircle(parents.keys(), one => (parents.has(one) ? [parents.get(one)] : []));
  return found === null ? null : { why: "group-in-itself", what: String(found) };
}

/** What Mermaid reads and then does not draw, by the kind of the diagram. */
const OBSTACLES = {
  flowchart(database) {
    const parents = new Map();
    for (const group of [...database.getSubGraphs()].reverse()) {
      for (const node of group.nodes) parents.set(node, group.id);
    }
    return inItself(parents);
  },
  stateDiagram(database) {
    const { nodes } = database.getData();
    return inItself(new Map(nodes.filter(one => one.parentId).map(one => [one.id, one.parentId])));
  },
  sankey(database) {
    const { links } = database.getGraph();
    const targets = new Map();
    for (const { source, target } of links) targets.set(source, [...(targets.get(source) ?? []), target]);
    const found = inCircle(targets.keys(), one => targets.get(one) ?? []);
    return found === null ? null : { why: "circle", what: String(found) };
  },
  gantt(database) {
    try {
      database.getTasks();
      return null;
    } catch (error) {
      const named = /^Invalid date:(.*)/s.exec(error?.message ?? "");
      if (/excludes/.test(error?.message ?? "")) return { why: "no-day", what: "excludes" };
      return { why: "date", what: named?.[1] ?? "" };
    }
  },
  xychart() {
    return /^\s*(bar|line)\b/m.test(last.input ?? "") ? null : { why: "no-data", what: "" };
  },
};
function obstacle(kind) {
  const look = OBSTACLES[kind.replace(/^flowchart.*/, "flowchart")];
  try {
    return (look && last.database && look(last.database)) || null;
  } catch {
    return null; // a guess at what Mermaid would do, not its word
  }
}

let answer = null;
/** Begin to parse; the answer is there when no job is left. */
function begin(text) {
  answer = null;
  last = {};
  mermaid.mermaidAPI.parse(text).then(
    ({ diagramType }) => {
      last.kind = diagramType;
      answer = JSON.stringify({ ok: true, kind: diagramType, obstacle: obstacle(diagramType) });
    },
    error => { answer = JSON.stringify(failure(error)); },
  );
}
function told() {
  return answer;
}
