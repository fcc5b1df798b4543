// Where names stand. The ground under a view is read as cells, so that a name knows on whose ground it is written; a name takes
// the first box that is free, and keeps it for all dates.
(() => {
  "use strict";
  const page = window.outageBrief;
  const CELL = 3; // pixels
  const SEA = 0, ABROAD = 1, BORDER = 2, EDGE = 3, REGION = 4; // what a cell holds; REGION + n is the region n
  const RIM = 3, KEPT = 8;
  // Around a point, the nearest first; names are wide, so a step to the side is a small one
  const AROUND = [];
  for (let dy = -96; dy <= 96; dy += 4) for (let dx = -132; dx <= 132; dx += 6) AROUND.push([dx, dy]);
  const far = ([dx, dy]) => (dx / 1.3) ** 2 + dy ** 2;
  AROUND.sort((a, b) => far(a) - far(b));
  // Beside a point, the places that mapmakers prefer first: right, left, above, below
  const BESIDE = [[1, -0.4], [1, 0.4], [1, 0], [-1, -0.4], [-1, 0.4], [-1, 0], [0, -1], [0, 1]];

  // Asked some million times: boxes are not taken apart
  page.overlap = (one, other) => other[0] < one[2] && one[0] < other[2] && other[1] < one[3] && one[1] < other[3];

  // The colour of a kind of cell; the third channel proves it, for on an edge two colours mix
  const proof = (kind) => ((kind * 167) ^ (kind >> 3)) & 255;
  const colour = (kind) => `rgb(${kind >> 8},${kind & 255},${proof(kind)})`;

  class Ground {
    constructor(view) {
      const columns = Math.ceil(view.width / CELL), rows = Math.ceil(view.height / CELL), { count, boxes, shapes } = page.regions;
      const ctx = Object.assign(document.createElement("canvas"), { width: columns, height: rows }).getContext("2d", { willReadFrequently: true });
      const fill = (kind) => { ctx.fillStyle = ctx.strokeStyle = colour(kind); };
      fill(SEA);
      ctx.fillRect(0, 0, columns, rows);
      const k = view.scale / CELL;
      ctx.setTransform(k, 0, 0, k, view.x / CELL, view.y / CELL);
      fill(ABROAD);
      if (page.land) ctx.fill(page.land);
      for (let region = 0; region < count; region++) {
        const [west, north, east, south] = boxes[region].map((n, i) => n * view.scale + (i % 2 ? view.y : view.x));
        if (east < 0 || south < 0 || west > view.width || north > view.height) continue;
        fill(REGION + region);
        ctx.fill(shapes.paths[region]);
      }
      fill(BORDER);
      ctx.lineWidth = 1 / k;
      if (page.borders) ctx.stroke(page.borders);
      if (page.disputed) ctx.stroke(page.disputed.lines);
      page.edgesOfInsets?.(ctx);
      this.read(ctx.getImageData(0, 0, columns, rows).data, columns, rows);
    }
    // For each cell also how many cells of its kind end with it in its row: a box is of one kind if the last of each row says so
    read(data, columns, rows) {
      const size = columns * rows, kinds = new Uint16Array(size), runs = new Uint16Array(size);
      for (let i = 0; i < size; i++) {
        const kind = (data[4 * i] << 8) + data[4 * i + 1];
        kinds[i] = data[4 * i + 2] === proof(kind) ? kind : EDGE;
        runs[i] = i % columns && kinds[i] === kinds[i - 1] ? runs[i - 1] + 1 : 1;
      }
      Object.assign(this, { kinds, runs, columns, rows, first: REGION });
    }
    cells([x0, y0, x1, y1]) {
      const cell = (n, most) => Math.max(0, Math.min(most - 1, Math.floor(n / CELL)));
      return [cell(x0, this.columns), cell(y0, this.rows), cell(x1, this.columns), cell(y1, this.rows)];
    }
    regionAt(x, y) {
      const [column, row] = this.cells([x, y, x, y]);
      return this.kinds[row * this.columns + column] - REGION;
    }
    isOn(kind, box) {
      const [left, top, right, bottom] = this.cells(box);
      for (let row = top; row <= bottom; row++) {
        const last = row * this.columns + right;
        if (this.kinds[last] !== kind || this.runs[last] < right - left + 1) return false;
      }
      return true;
    }
    // Whether a line runs over land abroad alone, as far as it is seen
    joins([x0, y0], [x1, y1]) {
      const count = Math.ceil(Math.hypot(x1 - x0, y1 - y0) / CELL) + 1;
      return Array.from({ length: count }, (_, i) => [x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count])
        .every(([x, y]) => x < 0 || y < 0 || x >= this.columns * CELL || y >= this.rows * CELL || this.regionAt(x, y) === ABROAD - REGION);
    }
    // Whether all that a box lies on is right, by the number of its region (below 0: no region); an edge of two regions is nobody's
    isOnAll(box, isRight) {
      const [left, top, right, bottom] = this.cells(box);
      for (let row = top; row <= bottom; row++) {
        for (const kind of this.kinds.subarray(row * this.columns + left, row * this.columns + right + 1)) {
          if (kind !== EDGE && !isRight(kind - REGION)) return false;
        }
      }
      return true;
    }
    // Whether a box covers a region more than all others together: else what is written there would pass for another's name.
    // Of 12 cells, 5 on A, 4 on B and 3 in the sea: it is A's; 5 on A, 3 on B and 3 on C: it is nobody's
    isOwn(box, home) {
      const [left, top, right, bottom] = this.cells(box);
      let more = 0;
      for (let row = top; row <= bottom; row++) {
        for (const kind of this.kinds.subarray(row * this.columns + left, row * this.columns + right + 1)) {
          if (kind >= REGION) more += kind === REGION + home ? 1 : -1;
        }
      }
      return more > 0;
    }
    // How much a box covers that it should not, for each cell: the sea least, a border between countries most
    cost(box, home, loud) {
      const [left, top, right, bottom] = this.cells(box);
      let sum = 0;
      for (let row = top; row <= bottom; row++) {
        for (let at = row * this.columns + left; at <= row * this.columns + right; at++) {
          const kind = this.kinds[at];
          if (kind >= REGION) sum += kind === REGION + home ? 0 : loud?.has(kind - REGION) ? 5 : 2;
          else sum += kind === BORDER ? 30 : kind;
        }
      }
      return sum / ((right - left + 1) * (bottom - top + 1));
    }
  }

  class Layout {
    constructor(view, cards, soft, ground = new Ground(view)) {
      this.insets = page.insetsOn?.(view) ?? [];
      Object.assign(this, { view, cards, soft, ground, names: [], lacking: [], symbols: [], plates: [], dropped: [], taken: [...cards] });
    }
    inside([a, b, c, d]) { return a >= RIM && b >= RIM && c <= this.view.width - RIM && d <= this.view.height - RIM; }
    // `soft`: of what a name should not cover but may, how many kinds it keeps away from
    isFree(box, soft = this.soft.length) {
      const hits = (other) => page.overlap(box, other);
      return this.inside(box) && !this.insets.some((inset) => cuts(inset, box)) && !this.taken.some(hits) && !this.soft.slice(0, soft).some((kind) => kind.some(hits));
    }
    add(name, box, how, more) {
      const placed = { ...name, box, how, ...more };
      this.taken.push(box);
      this.names.push(placed);
      return placed;
    }
    // As near as possible to the point, where the ground is right
    near(name, [x, y], how, { soft, tries = AROUND.length, right }) {
      for (let i = 0; i < tries; i++) {
        const box = around(name, x + AROUND[i][0] * page.bigger, y + AROUND[i][1] * page.bigger);
        if (right(box) && this.isFree(box, soft)) return this.add(name, box, how);
      }
      return null;
    }
    // On the region's own ground
    onGround(name, at, how, more) {
      return this.near(name, at, how, { ...more, right: (box) => this.ground.isOn(REGION + name.region, box) });
    }
    // Beside a point, where the least is covered; `most` is how much may be; `own`: of other regions less than of its own
    beside(name, [x, y], { gap, most, loud, soft, own = false }) {
      let best = { cost: most };
      BESIDE.forEach(([across, down], rank) => {
        const wide = name.width / 2 + gap, high = name.height / 2 + (across ? 0 : gap);
        const box = around(name, x + across * wide, y + down * high);
        if (!this.isFree(box, soft) || (own && !this.ground.isOwn(box, name.region))) return;
        const cost = this.ground.cost(box, name.region, loud) + rank * 0.02;
        if (cost < best.cost) best = { cost, box };
      });
      return best.box && this.add(name, best.box, "beside", { dot: [x, y] });
    }
    // On land abroad and nothing else, and on the same as its point: beyond a border it would name another country
    onLand(name, at) {
      const right = (box) => this.ground.isOn(ABROAD, box) && this.ground.joins(at, [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
      return this.near(name, at, "ground", { tries: 200, right });
    }
    // The boxes of what lies far off that a point is not in: neither its name nor its line may seem to be of what lies there
    strangeTo([x, y]) { return this.insets.filter((box) => !page.overlap([x, y, x, y], box)); }
    // Over its own middle and a little of its neighbours, never of another country
    across(tries, [x, y], loud) {
      let best = { cost: 2.7 };
      for (const name of tries) {
        for (const [dx, dy] of AROUND.slice(0, 120)) {
          const box = around(name, x + dx, y + dy);
          if (!this.isFree(box, 0) || this.ground.regionAt(x + dx, y + dy) !== name.region || !this.ground.isOwn(box, name.region)) continue;
          const cost = this.ground.cost(box, name.region, loud) + 0.5 * [1, 2, 3].filter((soft) => !this.isFree(box, soft)).length + Math.hypot(dx, dy) / 100;
          if (cost < best.cost) best = { cost, box, name };
        }
      }
      return best.box && this.add(best.name, best.box, "across");
    }
    // Away from the region, with a line that leads to the nearest of its feet: in the sea or abroad rather than on others that have news
    outside(name, [x, y], loud, feet = [[x, y]]) {
      let best = { cost: Infinity };
      const look = (cx, cy, crosses = false) => {
        const box = around(name, cx, cy);
        if (!this.isFree(box, 0)) return;
        let away = Infinity, from, to;
        for (const foot of feet) {
          const end = [Math.max(box[0], Math.min(box[2], foot[0])), Math.max(box[1], Math.min(box[3], foot[1]))];
          const far = Math.hypot(end[0] - foot[0], end[1] - foot[1]);
          if (far < away) [away, from, to] = [far, foot, end];
        }
        const cost = 2 * this.ground.cost(box, name.region, loud) + away / 40 + (this.isFree(box) ? 0 : 0.5);
        if (cost >= best.cost || away < 5) return;
        const steps = dotted(from, to), strange = this.strangeTo(from);
        if (strange.some((other) => page.overlap(box, other) || steps.some((step) => page.overlap(step, other)))) return;
        if (crosses || !steps.slice(2).some((step) => this.taken.some((other) => page.overlap(step, other)))) best = { cost, box, from, to, steps };
      };
      for (let reach = 14; reach < 300; reach += 14) {
        for (let turn = 0; turn < 24; turn++) {
          const [across, down] = [Math.cos(turn * Math.PI / 12), Math.sin(turn * Math.PI / 12)];
          look(x + across * (reach + name.width / 2), y + down * (reach + name.height / 2));
        }
      }
      for (const crosses of [false, true]) {
        if (best.box) break;
        for (let cy = 0; cy < this.view.height; cy += 6) for (let cx = 0; cx < this.view.width; cx += 12) look(cx, cy, crosses);
      }
      if (!best.box) return null;
      const placed = this.add(name, best.box, "outside", { leader: [best.from, best.to], steps: best.steps });
      this.taken.push(...best.steps);
      return placed;
    }
  }

  const around = ({ width, height }, x, y) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];

  // Whether the edge of a box for what lies far off would run through another box
  const cuts = (inset, box) => page.overlap(inset, box) && !(box[0] >= inset[0] && box[1] >= inset[1] && box[2] <= inset[2] && box[3] <= inset[3]);

  // A line as small boxes, that nothing is written over it
  function dotted([x0, y0], [x1, y1]) {
    const count = Math.max(1, Math.floor(Math.hypot(x1 - x0, y1 - y0) / 4));
    return Array.from({ length: count }, (_, i) => {
      const x = x0 + (x1 - x0) * i / count, y = y0 + (y1 - y0) * i / count;
      return [x - 2, y - 2, x + 2, y + 2];
    });
  }

  // What lies over the map, as boxes of the view: cards and controls of the page, the scale of a sheet
  function cardsOver(view) {
    const own = page.map.getContainer().getBoundingClientRect(), boxes = [];
    for (const card of document.querySelectorAll(".side, .dates, .panel:not([hidden]), .leaflet-control")) {
      const { left, top, right, bottom } = card.getBoundingClientRect(), x = left - own.left, y = top - own.top;
      const box = [x, y, x + right - left, y + bottom - top];
      if (right > left && page.overlap(box, [0, 0, view.width, view.height])) boxes.push(box);
    }
    return boxes;
  }

  // The names of a view, solved once for all its dates. Layers say what they have: `page.spots` where their symbols stand on any date,
  // `page.named` which names there are
  page.spots = {}; // by layer
  page.around = AROUND;
  const solved = new Map();
  let painted = null;

  // What the last painting wrote, and where, in pixels of its map: for tests, and for whoever scripts the page
  page.labels = () => {
    const { names, lacking, symbols, plates, cards, view: { width, height } } = painted;
    const plain = ({ kind, words, box, how, must = false, note = "" }) => ({ kind, words, box, how, must, note });
    return {
      width, height, cards, symbols, names: names.map(plain), lacking: lacking.map(({ words }) => words),
      plates: plates.map(({ kind, lines, box, leader }) => ({ kind, words: lines.join("; "), box, leader })),
    };
  };

  page.layoutOf = (view) => {
    if (view.layout) return view.layout;
    const cards = [...(view.alone ? view.cards : cardsOver(view)), ...(page.captions?.(view) ?? [])], on = ["labels", "reports", "substations"].map(page.isOn);
    const { level } = page.regions, place = [view.zoom, view.scale, view.x, view.y, view.width, view.height, page.bigger];
    const key = JSON.stringify([place, cards, on, level, page.minKv, page.setOfNames?.()]);
    if (!solved.has(key)) {
      const spots = [["reports", 4], ["reports", 9], ["substations", 4]].map(([name, reach]) => (page.isOn(name) ? page.spots[name]?.(view, reach) ?? [] : []));
      const layout = new Layout(view, cards, spots);
      if (on[0]) page.named?.(layout);
      if (solved.size >= KEPT) solved.delete(solved.keys().next().value);
      solved.set(key, layout);
    }
    const { names, lacking, ground } = solved.get(key), shown = (one) => page.isNamed(one, view);
    painted = view.layout = new Layout(view, cards, [], ground);
    view.layout.names = names.map((one) => ({ ...one })).filter(shown);
    view.layout.lacking = lacking.filter(shown);
    return view.layout;
  };
})();
