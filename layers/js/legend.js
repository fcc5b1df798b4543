// The legend, and the toggle of each layer at the head of its lines. Lines stay while dates change.
outageBrief.layer("legend", (page, data) => {
  "use strict";
  const side = document.querySelector(".side");
  const card = page.element("details", "card legend", undefined, side);
  const narrow = window.matchMedia("(max-width: 640px)"); // as in page.css: there the legend would hide the map
  card.open = !narrow.matches && !page.embedded;
  narrow.addEventListener("change", () => { card.open = !narrow.matches && !page.embedded; });
  page.element("summary", "", page.say(page.embedded ? "moreSigns" : "legendAndLayers"), card);
  // In the app the classes always stand below the map; what else there is to know opens from beside them
  const { HIDDEN, UNSAID, SCHEDULED } = page.flags, above = new Set([HIDDEN, UNSAID]); // flags that stand for a class of their own
  const classes = page.embedded ? page.element("div", "lines classes", undefined, undefined) : null;
  if (classes) card.before(classes);
  const off = classes && page.element("p", "off", "", classes); // instead of the classes of a layer that is not drawn
  const levels = page.levels.length > 1 ? levelSwitch() : [];
  const groups = data.layers.map((layer) => {
    const group = page.element("div", "group", undefined, card);
    const label = page.element("label", "toggle", undefined, group);
    const box = page.element("input", "", undefined, label);
    box.type = "checkbox";
    box.dataset.layer = layer.name;
    page.element("span", "", layer.title, label);
    box.addEventListener("change", () => page.toggle(layer.name, box.checked));
    const lines = page.element("div", "lines", undefined, group);
    for (const entry of layer.entries) {
      const counts = entry.swatch === "state" || (entry.swatch === "flag" && above.has(entry.key));
      const line = page.element("div", "line", undefined, counts && classes ? classes : lines);
      entry.canvas = line.appendChild(swatch(entry));
      entry.said = page.element("span", "", entry.words, line);
      if (counts) entry.counted = page.element("span", "count", "", line);
      entry.line = line;
    }
    return { layer, box, lines, group };
  });

  // A class of voltages that ends below what the reader asked for
  page.filteredOut = filteredOut;
  function filteredOut(kind) {
    const above = kind > 0 ? page.style.voltages[kind - 1].from : Infinity;
    return page.minKv !== null && above <= page.minKv;
  }

  function levelSwitch() {
    const group = page.element("div", "group levels", undefined, card);
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-label", page.say("levelOfRegions"));
    return page.levels.map((one) => {
      const label = page.element("label", "toggle", undefined, group);
      const radio = page.element("input", "", undefined, label);
      Object.assign(radio, { type: "radio", name: "level", value: one.level });
      page.element("span", "", one.title, label);
      radio.addEventListener("change", () => page.showLevel(one.level));
      return radio;
    });
  }

  page.swatch = swatch;
  function swatch(entry) {
    const canvas = page.element("canvas", "swatch");
    const ratio = Math.max(2, window.devicePixelRatio || 1), width = 34, height = 20;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const ctx = canvas.getContext("2d");
    if (!["substation", "report", "circle"].includes(entry.swatch)) area(ctx, entry, ratio, width, height);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (entry.swatch === "substation") page.symbols.substation(ctx, entry.key, width / 2, height / 2);
    if (entry.swatch === "circle") page.symbols.circle(ctx, width / 2, height / 2, page.circles.radiusOf(...entry.key.split("/").map(Number)));
    if (entry.swatch === "report") page.symbols.report(ctx, entry.key, width / 2, height / 2);
    return canvas;
  }

  // A flag is shown on the state it is most often read with
  function area(ctx, entry, ratio, width, height) {
    const change = entry.swatch === "change";
    const plan = entry.swatch === "flag" && entry.key === page.flags.SCHEDULED;
    const none = plan || above.has(entry.key), { NO_REPORT, LARGE_PART, PART } = page.STATES;
    const most = none ? NO_REPORT : entry.key === page.flags.CONTESTED ? LARGE_PART : PART;
    const outline = entry.swatch === "outline";
    const code = change ? entry.code ?? 0 : outline ? 0 : entry.swatch === "flag" ? entry.key | most : entry.key;
    ctx.fillStyle = page.fillOf(ctx, code, ratio);
    ctx.fillRect(0, 0, width * ratio, height * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const dashed = code & (page.flags.LAST_KNOWN | page.flags.ESTIMATED);
    const estimated = code & page.flags.ESTIMATED;
    ctx.setLineDash(estimated ? [7, 4] : dashed ? [5, 3] : []);
    const own = page.mix(page.style.states[page.stateOf(code)], page.style.ink, 0.35);
    ctx.strokeStyle = outline ? page.style.states[entry.key] : plan ? page.style.scheduled : estimated ? page.style.ink : dashed ? own : page.style.border;
    ctx.lineWidth = plan || outline ? 5 : dashed ? 2.4 : 1;
    ctx.strokeRect(0.5, 0.5, width - 1, height - 1);
    if (change) edged(ctx, entry.key, width, height);
  }

  // As a map shows a change: an edge with a light line within, and its sign
  function edged(ctx, key, width, height) {
    const { signs } = page.regions.changes;
    for (const [line, colour] of [[10, page.style.paper], [7, page.style.changes[key]]]) {
      Object.assign(ctx, { strokeStyle: colour, lineWidth: line });
      ctx.strokeRect(0, 0, width, height);
    }
    page.sign(ctx, signs[key], width / 2, height / 2, 11);
  }

  // Between two dates the classes of change stand before those of the states
  const changes = page.element("div", "lines classes changes", undefined, undefined);
  (classes ?? card.querySelector(".lines") ?? card).before(changes);
  function sayChange() {
    const change = page.changeNow(), seen = new Map();
    for (const letter of change?.kinds ?? "") seen.set(page.kindOf(letter), (seen.get(page.kindOf(letter)) ?? 0) + 1);
    changes.replaceChildren();
    changes.hidden = !change || !page.isOn("regions");
    document.body.classList.toggle("comparing", Boolean(change)); // the classes of states have less room beside these
    if (!change) return;
    page.element("p", "meaning", page.say("changeFrom", { since: page.dateText(change.since), date: page.dateText(page.index) }), changes);
    const told = [...seen].filter(([key]) => page.regions.changes.notes[key]); // the others look like the states that they are
    for (const [key, number] of told.sort(([a], [b]) => b - a)) {
      const line = page.element("div", "line", undefined, changes);
      line.appendChild(swatch({ swatch: "change", key }));
      page.element("span", "", page.regions.changes.words[key], line);
      page.element("span", "count", number, line);
    }
  }

  function repaint() {
    for (const { layer } of groups) {
      for (const entry of layer.entries) {
        const fresh = swatch(entry);
        entry.canvas.replaceWith(fresh);
        entry.canvas = fresh;
      }
    }
    sayChange();
  }

  // In the app no box says that a layer is off, and its classes stand apart from its other lines
  function sayOff() {
    const hidden = groups.filter(({ layer, box }) => !box.checked && layer.entries.some((entry) => entry.counted));
    for (const { layer } of hidden) for (const entry of layer.entries) if (entry.counted) entry.line.hidden = true;
    off.textContent = hidden.map(({ layer }) => page.say("layerOff", { title: layer.title })).join(" ");
    off.hidden = hidden.length === 0;
  }

  // How many regions are of each class on the date
  function count() {
    const { count, codeAt } = page.regions, found = new Map();
    for (let region = 0; region < count; region++) {
      const code = codeAt(region, page.index), kind = page.unsaid(code) ? UNSAID : page.allHidden(code) ? HIDDEN : page.stateOf(code) || (code & SCHEDULED);
      found.set(kind, (found.get(kind) ?? 0) + 1);
    }
    for (const { layer } of groups) {
      for (const entry of layer.entries.filter((one) => one.counted)) {
        const of = found.get(entry.key) ?? 0;
        entry.counted.textContent = of;
        entry.line.classList.toggle("none", of === 0);
      }
    }
  }

  page.part({
    name: "legend",
    changed(what) {
      if (what === "date" || what === "level") count();
      if (what !== "region" && what !== "look") sayChange();
      if (what === "look") repaint();
      for (const radio of levels) radio.checked = Number(radio.value) === page.regions.level;
      if (what === "region") return;
      for (const { layer, box, lines } of groups) {
        box.checked = page.layers.has(layer.name);
        lines.hidden = !box.checked || layer.entries.length === 0;
        for (const entry of layer.entries) {
          entry.line.hidden = entry.swatch === "substation" ? filteredOut(entry.key) : entry.swatch === "outline" && page.regions.order === 0;
        }
      }
      page.sayMetric?.(card);
      if (classes) sayOff();
      // In the app a title stands here only over lines: what is on is chosen elsewhere
      for (const { lines, group } of groups) group.hidden = page.embedded && (lines.hidden || [...lines.children].every((line) => line.hidden));
      card.hidden = page.embedded && groups.every(({ group }) => group.hidden);
    },
  });
});
