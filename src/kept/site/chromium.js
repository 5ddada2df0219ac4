/* Draws diagrams within Chromium for `kept.site.chromium`: each with the colours that stand for what they are for,
   as Mermaid writes it, and each with Mermaid's own, as a page can show it without a style sheet: what styles say
   is written into attributes, and all ids are replaced. */
(async () => {
  const INHERITED = [
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap",
    "stroke-linejoin", "font-family", "font-size", "font-weight", "font-style", "text-anchor",
    "dominant-baseline", "visibility", "marker-start", "marker-mid", "marker-end",
  ];
  const FAMILY = 'Arial, "Liberation Sans", Arimo, Helvetica, sans-serif'; // see `kept.diagram.drawing`
  const OWN = { opacity: "1", display: "inline" };

  /** A drawing on the page without a style sheet. */
  function plain(svg) {
    const all = [svg, ...svg.querySelectorAll("*")];
    const initial = getComputedStyle(svg.parentNode.appendChild(svg.cloneNode(false)));
    const styles = new Map(all.map(one => [one, getComputedStyle(one)]));
    const found = all.map(one => {
      const style = styles.get(one);
      const above = styles.get(one.parentNode) ?? initial;
      const inherited = INHERITED.map(name => {
        const value = style.getPropertyValue(name);
        return [name, value === above.getPropertyValue(name) && one !== svg ? "" : value];
      });
      const own = Object.entries(OWN).map(([name, usual]) => {
        const value = style.getPropertyValue(name);
        return [name, value === usual || value === "block" ? "" : value];
      });
      return [...inherited, ...own];
    });
    all.forEach((one, at) => {
      for (const [name, value] of found[at])
        if (value) one.setAttribute(name, value);
        else one.removeAttribute(name);
      one.removeAttribute("style");
      one.removeAttribute("class");
    });
    for (const one of svg.querySelectorAll("style")) one.remove();
    return svg;
  }

  /** Give a drawing ids that all begin alike. */
  function named(svg, prefix) {
    const isUnused = one => !svg.outerHTML.includes(`#${one.id}`);
    for (const one of svg.querySelectorAll("marker")) if (isUnused(one)) one.remove();
    const ids = new Map([...svg.querySelectorAll("[id]")].map((one, at) => [one.id, prefix + at]));
    const reference = text => text.replace(/url\("?#([^")]*)"?\)/g, (_, id) => `url(#${ids.get(id)})`);
    for (const one of [svg, ...svg.querySelectorAll("*")])
      for (const { name, value } of [...one.attributes]) {
        if (name === "id") one.setAttribute(name, ids.get(value));
        else if (value.includes("url(")) one.setAttribute(name, reference(value));
      }
    svg.removeAttribute("id");
    return svg;
  }

  async function rendered(text, theme) {
    mermaid.initialize({ ...OPTIONS, ...theme });
    const made = await mermaid.render("drawing", text);
    document.body.innerHTML = made.svg;
    const svg = document.querySelector("svg");
    for (const one of svg.querySelectorAll(".today")) one.remove(); // it is another day when it is read
    return svg;
  }

  /** What Mermaid makes of a text in colours that stand for others. */
  async function raw(text, htmlLabels) {
    try {
      const options = { ...given.theme, htmlLabels, flowchart: { htmlLabels } };
      return new XMLSerializer().serializeToString(await rendered(text, options));
    } catch {
      return "";
    }
  }

  async function drawn([text, prefix]) {
    const written = [await raw(text, true), await raw(text, false)];
    return [written, ...((await finished(text, prefix)) ?? ["", 0, 0])];
  }

  async function finished(text, prefix) {
    try {
      const svg = await rendered(text, USUAL);
      if (svg.querySelector("foreignObject, image")) return null;
      const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
      for (const one of svg.querySelectorAll(":scope > title, :scope > desc")) one.remove();
      for (const name of ["role", "aria-roledescription", "aria-labelledby", "aria-describedby"])
        svg.removeAttribute(name);
      named(plain(svg), prefix);
      svg.setAttribute("width", width);
      svg.setAttribute("height", height);
      svg.setAttribute("class", "kept-paper");
      svg.setAttribute("role", "img");
      return [svg.outerHTML, width, height];
    } catch {
      return null;
    }
  }

  const given = JSON.parse(document.getElementById("given").textContent);
  const OPTIONS = {
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    deterministicIds: true,
    fontFamily: FAMILY,
  };
  const USUAL = { theme: "default", themeVariables: { fontFamily: FAMILY } };
  given.theme.themeVariables.fontFamily = FAMILY;
  const found = [];
  for (const one of given.texts) found.push(await drawn(one));
  document.body.innerHTML = "";
  document.body.textContent = `kept:${encodeURIComponent(JSON.stringify(found))}:kept`;
})();
