// Regions in the colour of their state. One byte a region and date; a date without a report is 0, so no colour can linger.
outageBrief.layer("regions", async (page, data) => {
  "use strict";
  const SPECK = 2, THICKER = 4, ALONE = 30, MOST_SEEN = 8; // pixels; rings of a region that are looked at
  const scratch = document.createElement("canvas").getContext("2d");
  let groups = new Map(), members = new Map(), hovered = null, codeAt, count, shapes;

  page.levels = await Promise.all(data.levels.map(read));
  page.setLevel = (number) => {
    page.regions = page.levels.find((one) => one.level === number) ?? page.levels[0];
    ({ codeAt, count, shapes } = page.regions);
    hovered = null;
  };
  page.setLevel(page.level);

  // One level: a byte a region and date for its state, another for the rule that chose it
  async function read(level, order) {
    const section = (name) => page.bytes(`${name}@${order}`);
    const [shapes, anchors, states, rules, news, outlined, chosen] = await Promise.all([
      section("regions").then(page.shapes), section("anchors").then(page.points),
      Promise.all(["states", "hidden", "unsaid"].map(section)).then(withFlags), section("rules"), section("ages"), section("outlined"),
      section("chosen"),
    ]);
    const days = page.days, at = (table, region, index) => (!table || index < 0 || index >= days ? 0 : table[region * days + index]);
    const before = chosen && page.varints(chosen); // how many days before each date its worst one lies
    const ages = news && agesOf(states, page.varints(news));
    const stateAt = (region, index) => at(states, region, index), counts = await page.counts?.(level, section, states);
    return {
      ...level, ...data, order, count: level.codes.length, shapes, anchors, boxes: shapes.boxes, contains, hover, positionOf,
      stateAt, codeAt: counts?.codeAt ?? stateAt, counts, ruleAt: (region, index) => at(rules, region, index), at: under,
      ageAt: (region, index) => at(ages, region, index),
      worstAt: (region, index) => (before && index > page.data.dates.since && stateAt(region, index) ? index - at(before, region, index) : null),
      outlinedAt: (region, index) => at(outlined, region, index),
    };
  }

  // Flags above the byte go by themselves, a bit for each region and date, and only where they occur
  function withFlags([states, ...higher]) {
    return higher.reduce((codes, bits, order) => bits
      ? Uint16Array.from(codes, (code, cell) => (bits[cell >> 3] & (128 >> (cell & 7)) ? code | [page.flags.HIDDEN, page.flags.UNSAID][order] : code))
      : codes, states);
  }

  // Ages of cells that are last known, in days: a number that is sent, or, where it is 0, one more than the day before
  function agesOf(states, news) {
    const ages = new Uint32Array(states.length);
    for (let cell = 0, next = 0; cell < ages.length; cell++) {
      if (states[cell] & page.flags.LAST_KNOWN) ages[cell] = news[next++] || (ages[cell - 1] ?? 0) + 1;
    }
    return ages;
  }

  function regroup() {
    groups = new Map();
    members = new Map();
    for (let region = 0; region < count; region++) {
      const code = codeAt(region, page.index);
      if (!groups.has(code)) { groups.set(code, new Path2D()); members.set(code, []); }
      groups.get(code).addPath(shapes.paths[region]);
      members.get(code).push(region);
    }
  }

  page.part({
    name: "regions", pane: "regions",
    changed(what) {
      const anew = what === "date" || what === "level";
      if (anew) regroup();
      return anew;
    },
    paint(ctx, view) {
      for (const code of [...groups.keys()].sort((a, b) => a - b)) {
        const fill = page.fillOf(ctx, code, view.ratio);
        // A pattern would grow with the zoom: scale it back, and leave it tied to the map
        if (fill instanceof CanvasPattern) fill.setTransform(new DOMMatrix().scale(1 / (view.scale * view.ratio)));
        page.inGrid(ctx, view);
        ctx.fillStyle = fill;
        ctx.fill(groups.get(code));
        if (code) thicken(ctx, view, code);
        if (code & (page.flags.LAST_KNOWN | page.flags.ESTIMATED)) edge(ctx, view, code);
        if (code & page.flags.SCHEDULED) outline(ctx, view, code);
        page.inPixels(ctx, view);
      }
      const change = page.changeNow();
      if (change) page.paintEdges(ctx, view, change.kinds);
    },
  });

  // Islands that are specks at this scale are drawn a little thicker, where nothing else near by shows the colour of their region:
  // of an atoll the edge alone would be seen
  function thicken(ctx, view, code) {
    const reach = ALONE / view.scale, wider = ([a, b, c, d]) => [a - reach, b - reach, c + reach, d + reach];
    for (const rings of members.get(code).map((region) => shapes.rings[region])) {
      const specks = rings.filter(({ thick }) => thick * view.scale < SPECK);
      const seen = rings.slice(0, Math.min(rings.length - specks.length, MOST_SEEN)).map(({ box }) => wider(box));
      for (const { box, path } of specks) if (!seen.some((other) => page.overlap(box, other))) stroke(ctx, view, path, ctx.fillStyle, THICKER);
    }
  }

  // What changed: `kinds` has a letter for each region. The colour stays that of the state, and the change is an edge, with a light
  // line within, and a sign beside the name
  page.kindOf = (letter) => letter.charCodeAt(0) - 97;
  page.paintEdges = (ctx, view, kinds) => {
    page.inGrid(ctx, view);
    [...kinds].forEach((letter, region) => {
      if (!data.changes.notes[page.kindOf(letter)]) return;
      const [west, north, east, south] = shapes.boxes[region], width = Math.min(5, 0.08 * Math.min(east - west, south - north) * view.scale);
      ctx.save();
      ctx.clip(shapes.paths[region]);
      stroke(ctx, view, shapes.paths[region], page.style.paper, 3 * width);
      stroke(ctx, view, shapes.paths[region], page.style.changes[page.kindOf(letter)], 2 * width);
      ctx.restore();
    });
    page.inPixels(ctx, view);
  };
  const ofChange = (words) => (region) => {
    const change = page.changeNow();
    return change && words[page.kindOf(change.kinds[region])];
  };
  page.signOf = ofChange(data.changes.signs);
  page.note = ofChange(data.changes.notes);

  function edge(ctx, view, code) {
    const estimated = code & page.flags.ESTIMATED, dash = estimated ? [9, 5] : [6, 4];
    for (const region of members.get(code)) {
      ctx.save();
      ctx.clip(shapes.paths[region]); // inside only: the neighbour's edge is its own
      ctx.setLineDash(dash.map((length) => length / view.scale));
      ctx.lineWidth = (estimated ? 5 : 4) / view.scale;
      ctx.strokeStyle = estimated ? page.style.ink : page.mix(page.style.states[page.stateOf(code)], page.style.ink, 0.35);
      ctx.stroke(shapes.paths[region]);
      ctx.restore();
    }
  }

  // Planned work is outlined and not filled: a fill is an outage. The light line within tells it from a river or a border
  function outline(ctx, view, code) {
    for (const region of members.get(code)) {
      const [west, north, east, south] = shapes.boxes[region];
      const width = Math.min(8, 0.35 * Math.min(east - west, south - north) * view.scale); // a small region keeps its fill
      ctx.save();
      ctx.clip(shapes.paths[region]);
      stroke(ctx, view, shapes.paths[region], page.style.paper, 1.5 * width);
      stroke(ctx, view, shapes.paths[region], page.style.scheduled, width);
      ctx.restore();
    }
  }

  page.part({
    name: "borders", pane: "over",
    changed: (what) => what === "region" || what === "level" || (what === "date" && page.regions.order > 0),
    paint(ctx, view) {
      page.inGrid(ctx, view);
      ctx.lineJoin = "round";
      stroke(ctx, view, shapes.edges, page.style.hairline, count > 500 && view.zoom < 6 ? 0.45 : 0.9);
      if (page.borders) stroke(ctx, view, page.borders, page.style.border, 1.2);
      page.disputed?.(ctx, view);
      if (page.regions.order > 0) coarser(ctx, view);
      if (hovered !== null) stroke(ctx, view, shapes.paths[hovered], page.style.ink, 1.6);
      const chosen = positionOf(page.region);
      if (chosen !== null) stroke(ctx, view, shapes.paths[chosen], page.style.accent, 3);
      page.inPixels(ctx, view);
    },
  });

  // On a finer level: an outline of each region that is reported as a whole, for nobody said how it is spread over its districts.
  // What a region is only because of its districts, or what was said of a part of it, is not painted as if it were of the whole
  function coarser(ctx, view) {
    const whole = page.levels[0];
    stroke(ctx, view, whole.shapes.edges, page.style.border, 1.1);
    for (let region = 0; region < whole.count; region++) {
      const code = page.metric && page.metric !== "state" ? 0 : page.regions.outlinedAt(region, page.index);
      if (!page.isOut(code)) continue;
      ctx.save();
      ctx.clip(whole.shapes.paths[region]);
      stroke(ctx, view, whole.shapes.paths[region], page.style.states[page.stateOf(code)], 9);
      ctx.restore();
    }
  }

  function stroke(ctx, view, path, colour, width) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width / view.scale;
    ctx.stroke(path);
  }

  function positionOf(code) {
    const found = code === null ? -1 : page.regions.codes.indexOf(code);
    return found < 0 ? null : found;
  }

  function contains(region, x, y) {
    const box = shapes.boxes[region];
    return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && scratch.isPointInPath(shapes.paths[region], x, y);
  }

  // The region under a point of the map's window, or null
  function under(point) {
    const view = page.view(), x = (point.x - view.x) / view.scale, y = (point.y - view.y) / view.scale;
    for (let region = 0; region < count; region++) if (contains(region, x, y)) return region;
    return null;
  }

  function hover(region) {
    if (hovered === region) return;
    hovered = region;
    page.paint(new Set(["over"]));
  }
});
