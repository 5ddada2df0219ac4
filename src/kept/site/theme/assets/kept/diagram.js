/* Made by kept: draws diagrams on a site whose policy forbids styles within a page.

   Material calls `mermaid.render` and shows what comes back. Mermaid measures and returns a picture with
   <style> elements and style attributes, which the policy would ignore. What stands in here takes their place:
   style attributes are set as properties, which no policy forbids, and <style> elements become constructed
   style sheets. The library itself is loaded when the first diagram is drawn. */
(() => {
  const library = new URL("mermaid.min.js", document.currentScript.src).href;
  const STYLED = "data-kept-style";
  const SHEET = "data-kept-sheet";
  const TAG = /<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>/g;
  const ELEMENT = /<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi;
  const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
  const asData = html =>
    html
      .replace(ELEMENT, (_, text) => {
        const rules = text.replace(/&(lt|gt|amp);/g, entity => ENTITIES[entity]);
        return `<metadata ${SHEET}="${encodeURIComponent(rules)}"></metadata>`;
      })
      .replace(TAG, tag => tag.replace(/(\s)style=(?="|')/, `$1${STYLED}=`));

  /** Give elements the styles that they were written with; returns the text of the style sheets. */
  function styled(root) {
    for (const one of root.querySelectorAll(`[${STYLED}]`)) {
      one.style.cssText = one.getAttribute(STYLED);
      one.removeAttribute(STYLED);
    }
    const sheets = [...root.querySelectorAll(`[${SHEET}]`)];
    for (const one of sheets) one.remove();
    return sheets.map(one => decodeURIComponent(one.getAttribute(SHEET))).join("\n");
  }

  /** While Mermaid measures, its style sheet holds for the page; all its rules name the diagram's id. */
  const measured = new CSSStyleSheet();

  /** What stands in for a <style> element: an empty element that carries the text. */
  function sheet() {
    const made = document.createElementNS("http://www.w3.org/2000/svg", "metadata");
    const text = {
      get: () => decodeURIComponent(made.getAttribute(SHEET) ?? ""),
      set(rules) {
        made.setAttribute(SHEET, encodeURIComponent(rules));
        measured.replaceSync(rules);
      },
    };
    return Object.defineProperties(made, { innerHTML: text, textContent: text });
  }

  function replaceMethod(owner, name, make) {
    owner[name] = make(owner[name]);
  }

  function adapt() {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, measured];
    const isStyle = name => String(name).toLowerCase() === "style";
    replaceMethod(Document.prototype, "createElement", create => function (name, ...rest) {
      return isStyle(name) ? sheet() : create.call(this, name, ...rest);
    });
    replaceMethod(Document.prototype, "createElementNS", create => function (space, name, ...rest) {
      return isStyle(name) ? sheet() : create.call(this, space, name, ...rest);
    });
    replaceMethod(DOMParser.prototype, "parseFromString", parse => function (text, type) {
      return parse.call(this, type === "text/html" ? asData(String(text)) : text, type);
    });
    replaceMethod(Element.prototype, "setAttribute", set => function (name, value) {
      if (isStyle(name) && this.style) this.style.cssText = value;
      else set.call(this, name, value);
    });
    replaceMethod(Element.prototype, "setAttributeNS", set => function (space, name, value) {
      if (isStyle(name) && this.style) this.style.cssText = value;
      else set.call(this, space, name, value);
    });
    const { get, set } = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML");
    Object.defineProperty(Element.prototype, "innerHTML", {
      configurable: true,
      enumerable: true,
      get,
      set(html) {
        if (!/style/i.test(html)) return set.call(this, html);
        set.call(this, asData(String(html)));
        styled(this);
      },
    });
  }

  /** What the theme has no colour for, so that it would be dark on dark. */
  const UNSTYLED = ".sectionTitle, .titleText { fill: var(--md-mermaid-label-fg-color) !important }";

  const options = {
    securityLevel: "strict",
    suppressErrorRendering: true, // the text of a diagram stays in place when it can't be drawn
    // what a text may not hold outside of a diagram either: a reader could be asked for a password
    dompurifyConfig: { FORBID_TAGS: ["style", "form", "input", "button", "select", "textarea"] },
    secure: [
      "secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering",
      "dompurifyConfig", "themeCSS",
    ],
  };
  let loaded;
  function load() {
    loaded ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = library;
      script.onload = () => {
        const { mermaid } = window;
        window.mermaid = drawing;
        adapt();
        mermaid.initialize(options);
        done(mermaid);
      };
      script.onerror = failed;
      document.head.append(script);
    });
    return loaded;
  }

  let before = Promise.resolve(); // one diagram at a time: they share the style sheet that is measured with
  const drawing = {
    initialize(given) {
      Object.assign(options, given, { securityLevel: "strict", themeCSS: (given.themeCSS ?? "") + UNSTYLED });
    },
    render(id, text) {
      const drawn = before.then(load).then(mermaid => mermaid.render(id, text));
      before = drawn.catch(() => {});
      return drawn.then(({ svg }) => ({
        svg: asData(svg),
        fn(root) {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(styled(root));
          root.adoptedStyleSheets = [sheet];
        },
      }));
    },
  };
  window.mermaid = drawing;
})();
