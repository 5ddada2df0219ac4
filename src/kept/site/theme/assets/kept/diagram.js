/* Made by kept: draws diagrams on a site whose policy forbids styles within a page.

   Material calls `mermaid.render` and shows what comes back. Mermaid measures and returns a picture with
   <style> elements and style attributes, which the policy would ignore. What stands in here takes their place:
   style attributes are set as properties, which no policy forbids, and <style> elements become constructed
   style sheets. The library itself is loaded when the first diagram is drawn. */
(() => {
  const library = new URL("mermaid.min.js", document.currentScript.src).href;
  const STYLED = "data-kept-style";
  const TAG = /<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>/g;
  const asData = html =>
    html
      .replace(TAG, tag => tag.replace(/(\s)style=(?="|')/, `$1${STYLED}=`))
      .replace(/<(\/?)style\b/gi, "<$1kept-style");

  /** Give elements the styles that they were written with; returns the text of the style sheets. */
  function styled(root) {
    for (const one of root.querySelectorAll(`[${STYLED}]`)) {
      one.style.cssText = one.getAttribute(STYLED);
      one.removeAttribute(STYLED);
    }
    const sheets = [...root.querySelectorAll("kept-style")];
    for (const one of sheets) one.remove();
    return sheets.map(one => one.textContent).join("\n");
  }

  /** While Mermaid measures, its style sheet holds for the page; all its rules name the diagram's id. */
  const measured = new CSSStyleSheet();
  function holds(style) {
    style.setAttribute("type", "text/plain"); // so that the browser doesn't take it for a style sheet
    for (const [name, owner] of [["innerHTML", Element], ["textContent", Node]]) {
      const { get, set } = Object.getOwnPropertyDescriptor(owner.prototype, name);
      Object.defineProperty(style, name, {
        get,
        set(text) {
          set.call(this, text);
          measured.replaceSync(text);
        },
      });
    }
    return style;
  }

  function replaceMethod(owner, name, make) {
    owner[name] = make(owner[name]);
  }

  function adapt() {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, measured];
    const isStyle = name => String(name).toLowerCase() === "style";
    replaceMethod(Document.prototype, "createElement", create => function (name, ...rest) {
      const made = create.call(this, name, ...rest);
      return isStyle(name) && this === document ? holds(made) : made;
    });
    replaceMethod(Document.prototype, "createElementNS", create => function (space, name, ...rest) {
      const made = create.call(this, space, name, ...rest);
      return isStyle(name) && this === document ? holds(made) : made;
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
        if (this instanceof HTMLStyleElement || !/style/i.test(html)) return set.call(this, html);
        set.call(this, asData(String(html)));
        const sheets = styled(this);
        if (sheets) measured.replaceSync(sheets);
      },
    });
  }

  const options = {
    securityLevel: "strict",
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
      Object.assign(options, given, { securityLevel: "strict" });
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
