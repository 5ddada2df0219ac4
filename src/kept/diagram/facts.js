// What stands in a diagram, from the database that Mermaid fills while it reads: its words, and what leads where.
"use strict";

(() => {
  const list = value => (value instanceof Map ? [...value.values()] : Array.isArray(value) ? value : Object.values(value ?? {}));
  const text = value => (Array.isArray(value) ? value.map(text).join("\n") : value === undefined || value === null ? "" : String(value));

  /** Nodes and edges, as the kinds have them that share Mermaid's layout. */
  function graph(nodes, edges, names = new Map(nodes.map(one => [one.id, one.label]))) {
    return {
      labels: [...nodes.map(one => one.label), ...edges.map(one => one.label)],
      relations: edges.map(one => [names.get(one.start) ?? one.start, one.label, names.get(one.end) ?? one.end]),
    };
  }

  /** Shapes of flowcharts that show no text. */
  const SILENT = new Set(
    ("f-circ junction filled-circle fork join hourglass collate bolt com-link lightning-bolt cross-circ crossed-circle " +
      "summary sm-circ small-circle start fr-circ framed-circle stop").split(" "),
  );
  function flowchart(db) {
    const { nodes, edges } = db.getData();
    const names = new Map(nodes.map(one => [one.id, one.label || one.id]));
    const found = graph(nodes.filter(one => !SILENT.has(one.shape)), edges, names);
    const isStyled = db.getEdges().some(one => one.classes?.length || one.animate || one.animation);
    return { ...found, beyond: isStyled ? "an arrow has a class or moves" : "" };
  }

  /** A tree: `word` says a node's own, `below` those under it. */
  function tree(root, word, below) {
    const [labels, relations] = [[], []];
    const walk = node => {
      labels.push(word(node));
      for (const one of below(node) ?? []) {
        relations.push([word(node), "", word(one)]);
        walk(one);
      }
    };
    if (root) walk(root);
    return { labels, relations };
  }

  const KINDS = {
    flowchart,
    stateDiagram(db) {
      const { nodes, edges } = db.getData();
      const silent = /^(stateStart|stateEnd|fork|join|choice|divider)$/;
      const words = one => (silent.test(one.shape) ? "" : one.label);
      const names = new Map(nodes.map(one => [one.id, words(one) || (/^state(Start|End)$/.test(one.shape) ? "●" : one.id)]));
      const shown = nodes.filter(one => one.shape !== "noteGroup");
      const found = graph(
        shown.map(one => ({ id: one.id, label: words(one) })),
        edges.filter(one => one.arrowTypeEnd !== "" && one.arrowTypeEnd !== "none" || one.label),
        names,
      );
      found.labels.push(...nodes.flatMap(one => [one.description ?? []].flat()));
      return found;
    },
    classDiagram(db) {
      const { nodes, edges } = db.getData();
      const names = new Map(nodes.map(one => [one.id, one.text || one.label]));
      const found = graph(nodes.map(one => ({ id: one.id, label: one.text || one.label })), edges, names);
      for (const one of nodes) {
        found.labels.push(...(one.annotations ?? []).map(word => `«${word}»`), ...[...(one.members ?? []), ...(one.methods ?? [])].map(part => part.text));
      }
      for (const one of edges) found.labels.push(one.startLabelRight, one.endLabelLeft);
      return found;
    },
    er(db) {
      const { nodes, edges } = db.getData();
      const names = new Map(nodes.map(one => [one.id, one.alias || one.label]));
      const found = graph(nodes.map(one => ({ id: one.id, label: names.get(one.id) })), edges, names);
      for (const one of nodes.flatMap(node => node.attributes ?? [])) {
        found.labels.push(one.type.replace(/~([^~]*)~/g, "<$1>"), one.name, (one.keys ?? []).join(","), one.comment);
      }
      return found;
    },
    requirement(db) {
      const { nodes, edges } = db.getData();
      const found = graph(nodes.map(one => ({ id: one.id, label: one.name })), edges);
      const said = { ID: "requirementId", Text: "text", Risk: "risk", Verification: "verifyMethod", "Doc Ref": "docRef" };
      for (const one of nodes) {
        for (const [word, key] of Object.entries(said)) found.labels.push(one[key] ? `${word}: ${one[key]}` : "");
      }
      return found;
    },
    kanban(db) {
      const { nodes } = db.getData();
      const names = new Map(nodes.map(one => [one.id, one.label]));
      return {
        labels: nodes.flatMap(one => [one.label, one.ticket, one.assigned]),
        relations: nodes.filter(one => one.parentId).map(one => [names.get(one.parentId), "", one.label]),
      };
    },
    mindmap: db => tree(db.getMindmap(), one => one.descr, one => one.children),
    ishikawa: db => tree(db.getRoot(), one => one.text, one => one.children),
    treeView: db => {
      const { labels, relations } = tree(db.getRoot(), one => one.name, one => one.children);
      return { labels: labels.slice(1), relations: relations.filter(([from]) => from !== "/") };
    },
    treemap(db) {
      const found = { labels: [], relations: [] };
      for (const one of db.getRoot()?.children ?? []) {
        const { labels, relations } = tree(one, node => node.name, node => node.children);
        found.labels.push(...labels);
        found.relations.push(...relations);
      }
      return found;
    },
    sequence(db) {
      const actors = db.getActors();
      const name = id => text(actors.get(id)?.description ?? id);
      const found = { labels: list(actors).map(one => one.description), relations: [] };
      found.labels.push(...db.getBoxes().map(one => one.name));
      for (const one of db.getMessages()) {
        if (typeof one.message !== "string" || one.type === db.LINETYPE.RECT_START) continue;
        found.labels.push(one.message);
        if (one.from && one.to && one.placement === undefined) found.relations.push([name(one.from), one.message, name(one.to)]);
      }
      return found;
    },
    gitGraph(db) {
      const isMade = one => /^\d+-[\da-f]{7}$/.test(one.id);
      const { showBranches, showCommitLabel } = db.getConfig();
      const isShown = one => !isMade(one) && (one.type !== 3 || one.customId) && one.type !== 4;
      const commits = db.getCommitsArray();
      const names = new Map(commits.map(one => [one.id, isMade(one) ? one.message || one.branch : one.id]));
      return {
        labels: [
          ...(showBranches === false ? [] : db.getBranchesAsObjArray().map(one => one.name)),
          ...commits.flatMap(one => [isShown(one) && showCommitLabel !== false ? one.id : "", ...(one.tags ?? [])]),
        ],
        relations: commits.flatMap(one => one.parents.map(parent => [names.get(parent) ?? parent, one.branch, names.get(one.id)])),
      };
    },
    pie: db => ({
      labels: [...db.getSections()].map(([label, value]) => (db.getShowData() ? `${label} [${value}]` : label)),
      relations: [...db.getSections()].map(([label, value]) => [label, "", String(value)]),
    }),
    journey(db) {
      const tasks = [...new Set(db.getTasks())]; // asked a second time, Mermaid lists them twice
      return {
        labels: [...db.getSections(), ...tasks.map(one => one.task), ...db.getActors()],
        relations: tasks.map(one => [one.section, one.people.join(", "), `${one.task} (${one.score})`]),
      };
    },
    gantt(db) {
      const tasks = db.getTasks();
      return {
        labels: [...db.getSections(), ...tasks.map(one => one.task)],
        relations: tasks.map(one => [one.section, "", one.task]),
      };
    },
    timeline(db) {
      const tasks = [...new Set(db.getTasks())];
      return {
        labels: [...db.getSections(), ...tasks.flatMap(one => [one.task, ...one.events])],
        relations: tasks.flatMap(one => one.events.map(event => [one.task, one.section, event])),
      };
    },
    architecture(db) {
      const names = new Map([...db.getServices(), ...db.getGroups()].map(one => [one.id, one.title || one.id]));
      return {
        labels: [...db.getServices(), ...db.getGroups()].map(one => one.title).concat(db.getEdges().map(one => one.title)),
        relations: db.getEdges().map(one => [names.get(one.lhsId) ?? one.lhsId, one.title, names.get(one.rhsId) ?? one.rhsId]),
      };
    },
    block(db) {
      const nodes = db.getBlocksFlat().filter(one => one.id !== "root" && one.type !== "space");
      return graph(nodes, db.getEdges());
    },
    packet: db => ({ labels: db.getPacket().flat().map(one => one.label), relations: [] }),
    sankey(db) {
      const { nodes, links } = db.getGraph();
      const { showValues = true, prefix = "", suffix = "" } = db.getConfig?.() ?? {};
      const sum = (id, end) => links.filter(one => one[end] === id).reduce((all, one) => all + one.value, 0);
      const value = id => Math.round(Math.max(sum(id, "source"), sum(id, "target")) * 100) / 100;
      return {
        labels: nodes.map(one => (showValues ? `${one.id} ${prefix}${value(one.id)}${suffix}` : one.id)),
        relations: links.map(one => [one.source, String(one.value), one.target]),
      };
    },
    /** Mermaid keeps these where only what draws gets at them, so they are read line by line. */
    quadrantChart() {
      const bare = word => word.trim().replace(/^"`?|`?"$/g, "");
      const [labels, relations] = [[], []];
      for (const line of (last.input ?? "").split("\n").map(one => one.trim())) {
        const axis = /^([xy])-axis\s+(.*)$/i.exec(line);
        const point = /^("[^"]*"|[^:]*?)\s*(?::::[^:\s]+)?\s*:\s*\[\s*([\d.]+)\s*,\s*([\d.]+)\s*\]/.exec(line);
        const quadrant = /^quadrant-[1-4]\s+(.*)$/i.exec(line);
        if (axis) {
          const ends = axis[2].split(/-->/).map(bare);
          labels.push(...(ends[1] === "" ? [`${ends[0]} ⟶`] : ends));
        }
        else if (quadrant) labels.push(bare(quadrant[1]));
        else if (point) {
          labels.push(bare(point[1]));
          relations.push([bare(point[1]), "", `${point[2]}, ${point[3]}`]);
        } else if (line && !/^(quadrantChart|title|accTitle|accDescr|classDef|%%)/i.test(line)) throw new Error(line);
      }
      return { labels, relations };
    },
    xychart(db) {
      const { xAxis, yAxis, plots, title } = db.getXYChartData();
      return {
        labels: [title, xAxis.title, yAxis.title, ...(xAxis.categories ?? [])],
        relations: plots.flatMap(one => one.data.map(([at, value]) => [String(at), one.title, String(value)])),
      };
    },
    venn: db => ({ labels: [...db.getSubsetData().map(one => one.label), ...db.getTextData().map(one => one.label)], relations: [] }),
    radar: db => ({
      labels: [...db.getAxes(), ...db.getCurves()].map(one => one.label),
      relations: db.getCurves().flatMap(curve =>
        db.getAxes().map((axis, at) => [curve.label, axis.label, String(curve.entries[at])])),
    }),
    wardley(db) {
      const { nodes, links, notes, annotations } = db.getWardleyData();
      const names = new Map(nodes.map(one => [one.id, one.label]));
      return {
        labels: [...nodes.map(one => one.label), ...(notes ?? []).map(one => one.text), ...(annotations ?? []).map(one => `${one.number}. ${one.text}`), ...links.map(one => one.label)],
        relations: links.map(one => [names.get(one.source) ?? one.source, one.label, names.get(one.target) ?? one.target]),
      };
    },
    c4(db) {
      const said = value => (value && typeof value === "object" ? value.text : value);
      const shapes = db.getC4ShapeArray();
      const names = new Map(shapes.map(one => [one.alias, said(one.label)]));
      return {
        labels: shapes.flatMap(one => [said(one.label), said(one.descr), said(one.techn)]).concat(db.getRels().map(one => said(one.label))),
        relations: db.getRels().map(one => [names.get(one.from) ?? one.from, said(one.label), names.get(one.to) ?? one.to]),
      };
    },
  };
  KINDS["flowchart-v2"] = KINDS["flowchart-elk"] = KINDS.swimlane = flowchart;

  const ask = (db, name) => (typeof db?.[name] === "function" ? text(db[name]()) : "");

  globalThis.facts = () => {
    const db = last.database;
    const read = Object.hasOwn(KINDS, last.kind) ? KINDS[last.kind] : null;
    let found = { labels: [], relations: [] };
    let complete = Boolean(db && read);
    if (complete) {
      try {
        found = read(db);
      } catch {
        complete = false;
      }
    }
    const title = ask(db, "getDiagramTitle");
    const { layout, look, themeCSS } = mermaid.mermaidAPI.getConfig();
    return JSON.stringify({
      asked: { layout, look, themeCSS: Boolean(themeCSS) },
      kind: last.kind ?? "",
      complete,
      beyond: found.beyond ?? "",
      heading: title,
      title: ask(db, "getAccTitle"),
      description: ask(db, "getAccDescription"),
      labels: [last.kind === "ishikawa" ? "" : title, ...found.labels].map(text),
      relations: found.relations.map(one => one.map(text)),
    });
  };
})();
