// Regions in the colour of their state. One byte a region and date; a date without a report is 0, so no colour can linger.
outageBrief.layer("regions", async (page, data) => {
  "use strict";
  const [shapes, anchors, states] = await Promise.all([
    page.bytes("regions").then(page.shapes), page.bytes("anchors").then(page.points), page.bytes("states"),
  ]);
  const days = page.days, count = data.codes.length;
  const codeAt = (region, index) => (index < 0 || index >= days ? 0 : states[region * days + index]);
  const scratch = document.createElement("canvas").getContext("2d");
  let groups = new Map(), members = new Map(), hovered = null;

  page.regions = { ...data, count, anchors, boxes: shapes.boxes, codeAt, contains, at, hover, positionOf };

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
    changed(what) { if (what === "date") regroup(); return what === "date"; },
    paint(ctx, view) {
      for (const code of [...groups.keys()].sort((a, b) => a - b)) {
        const fill = page.fillOf(ctx, code, view.ratio);
        // A pattern would grow with the zoom: scale it back, and leave it tied to the map
        if (fill instanceof CanvasPattern) fill.setTransform(new DOMMatrix().scale(1 / (view.scale * view.ratio)));
        page.inGrid(ctx, view);
        ctx.fillStyle = fill;
        ctx.fill(groups.get(code));
        if (code & (page.flags.CARRIED | page.flags.ESTIMATED)) edge(ctx, view, code);
        page.inPixels(ctx, view);
      }
    },
  });

  function edge(ctx, view, code) {
    const dash = code & page.flags.ESTIMATED ? [1, 4] : [6, 4];
    for (const region of members.get(code)) {
      ctx.save();
      ctx.clip(shapes.paths[region]); // inside only: the neighbour's edge is its own
      ctx.setLineDash(dash.map((length) => length / view.scale));
      ctx.lineWidth = 4 / view.scale;
      ctx.strokeStyle = page.mix(page.style.states[code & 7], page.style.ink, 0.35);
      ctx.stroke(shapes.paths[region]);
      ctx.restore();
    }
  }

  page.part({
    name: "borders", pane: "over",
    changed: (what) => what === "region",
    paint(ctx, view) {
      page.inGrid(ctx, view);
      ctx.lineJoin = "round";
      stroke(ctx, view, shapes.edges, page.style.hairline, count > 500 && view.zoom < 6 ? 0.45 : 0.9);
      if (page.borders) stroke(ctx, view, page.borders, page.style.border, 1.2);
      if (hovered !== null) stroke(ctx, view, shapes.paths[hovered], page.style.ink, 1.6);
      const chosen = positionOf(page.region);
      if (chosen !== null) stroke(ctx, view, shapes.paths[chosen], page.style.accent, 3);
      page.inPixels(ctx, view);
    },
  });

  function stroke(ctx, view, path, colour, width) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width / view.scale;
    ctx.stroke(path);
  }

  function positionOf(code) {
    const found = code === null ? -1 : data.codes.indexOf(code);
    return found < 0 ? null : found;
  }

  function contains(region, x, y) {
    const box = shapes.boxes[region];
    return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && scratch.isPointInPath(shapes.paths[region], x, y);
  }

  // The region under a point of the map's window, or null
  function at(point) {
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
