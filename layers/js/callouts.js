// Plates: words over a map with a line to the region that they are about. Incidents without a place have them on a page, and a sheet
// tells its story in them. They are placed after the names that must stand; a plate that finds no place is counted as dropped.
(() => {
  "use strict";
  const page = window.outageBrief;
  const TEXT = 12.5, LINE = 1.2, AWAY = 12, RIM = 4, STEP = 10, NEAREST = 10, BESIDE = 15, NARROW = 700, SMALL = 24, FEET = 40, NEIGHBOUR = 3, LETTERS = 30, MOST_LINES = 4;
  const FARTHEST = 0.25, LEAST_REACH = 150; // of the map's width, and pixels: a line is no longer
  const CELL = 3, COST = { sea: 0.1, abroad: 0.5, border: 0.8, quiet: 4, loud: 24 }; // what a plate covers, for each cell
  const GLYPHS = { hit: 16, services: 17, advisory: 23 }; // pixels that a glyph takes: a triangle is wider
  const scratch = document.createElement("canvas").getContext("2d");
  const font = (weight) => `${weight} ${TEXT * page.bigger}px "${page.style.font}"`;
  const boxOf = (x, y, reach) => [x - reach, y - reach, x + reach, y + reach];

  page.plates = { place, draw };

  // Place plates in their order; if some find no place, those are tried first once more
  function place(layout, view, plates) {
    const sized = plates.map((plate) => fitted(plate, view)).map((plate) => ({ ...plate, ...sizeOf(plate) })), tries = [sized];
    let best = null;
    for (let turn = 0; turn < tries.length && turn < 3; turn++) {
      const found = placeAll(layout, view, tries[turn]);
      if (!best || found.placed.length > best.placed.length) best = found;
      if (found.dropped.length) tries.push([...found.dropped, ...tries[turn].filter((one) => !found.dropped.includes(one))]);
      else break;
    }
    layout.plates.push(...best.placed);
    layout.dropped.push(...best.dropped);
  }

  // On a narrow map lines are shorter, and what lies between the head and the speaker gives way: the lists have it
  function fitted(plate, view) {
    if (!plate.sentences || view.width >= NARROW) return plate;
    const blocks = plate.sentences.map((words) => wrapped(words));
    while (blocks.length > 2 && blocks.flat().length > MOST_LINES) blocks.splice(-2, 1);
    return { ...plate, lines: blocks.flat(), head: blocks[0].length };
  }

  function wrapped(words) {
    const lines = [""];
    for (const word of words.split(" ").filter(Boolean)) {
      if (lines.at(-1) && lines.at(-1).length + word.length >= LETTERS) lines.push("");
      lines.push(`${lines.pop()} ${word}`.trim());
    }
    return lines;
  }

  function sizeOf({ lines, head = 1, kind }) {
    const width = Math.max(...lines.map((line, i) => { scratch.font = font(i < head ? 600 : 400); return scratch.measureText(page.isolated(line)).width; }));
    const glyph = GLYPHS[kind] ?? 0;
    return { width: width + (glyph + 9) * page.bigger, height: (lines.length * TEXT * LINE + 5) * page.bigger, glyph: glyph * page.bigger };
  }

  function placeAll(layout, view, plates) {
    const fixed = layout.names.filter((one) => one.must || one.loud), soft = layout.names.filter((one) => !fixed.includes(one)).flatMap(({ box, kind }) => Array(kind === "country" ? NEIGHBOUR : 1).fill(box));
    const taken = [...layout.cards, ...layout.symbols.map(({ box }) => box), ...fixed.flatMap((one) => [one.box, ...(one.steps ?? [])])];
    const points = layout.names.filter(({ dot }) => dot).map(({ dot }) => boxOf(...dot, AWAY));
    if (page.isOn("substations") && !view.without?.includes("substations")) points.push(...page.spots.substations?.(view, AWAY) ?? []);
    const ground = covered(layout.ground), placed = [], dropped = [];
    for (const plate of plates) {
      const tries = [() => besidePoint(plate, view, taken), ...[7, RIM].map((rim) => () => feetOf(plate, view, [...taken, ...points], rim)),
        () => feetOf(plate, view, taken, 2)];
      const own = ([x, y]) => plate.level !== page.regions || layout.ground.regionAt(x, y) === plate.at;
      const inside = tries.reduce((some, look) => (some.length ? some : look().filter(own)), []);
      const feet = inside.length ? inside : middleOf(plate, view), small = !inside.length;
      // A region of a few pixels has its own name at its middle: only the line of that name may begin there too
      const others = small ? taken.filter((one) => one[2] - one[0] > STEP || !feet.some((foot) => page.overlap(boxOf(...foot, 3), one))) : taken;
      const found = feet.length && placeOne(plate, layout, { feet, taken: others, soft, ground, view });
      if (!found) { dropped.push(plate); continue; }
      placed.push({ ...plate, ...found });
      taken.push(found.box, boxOf(...found.leader[0], 8), ...found.steps);
    }
    return { placed, dropped };
  }

  // The box with the least cost whose line crosses nothing: costs first, which are cheap, then lines from the best box on
  function placeOne({ width, height }, layout, { feet, taken, soft, ground, view }) {
    const most = Math.max(FARTHEST * view.width, LEAST_REACH), found = [];
    const some = feet.filter((_, i) => i % Math.ceil(feet.length / FEET) === 0), [xs, ys] = [some.map(([x]) => x), some.map(([, y]) => y)];
    const reach = [Math.min(...xs) - most, Math.min(...ys) - most, Math.max(...xs) + most, Math.max(...ys) + most];
    const near = taken.filter((other) => page.overlap(other, reach.map((n, i) => n + (i < 2 ? -1 : 1) * (width + height))));
    const covers = [...near, ...page.insetsOn?.(view) ?? []]; // a line may begin in a box for what lies far off, words hide none
    const columns = Math.max(0, Math.ceil((view.width - width) / STEP - 0.3)), blocked = new Uint8Array(columns), hidden = new Uint8Array(columns);
    for (let top = 3; top < view.height - height - 3; top += STEP) {
      if (top + height < reach[1] || top > reach[3]) continue;
      mark(blocked, covers, top, { width, height });
      mark(hidden, soft, top, { width, height });
      for (let i = 0; i < columns; i++) {
        const left = 3 + i * STEP, box = [left, top, left + width, top + height];
        if (blocked[i] || box[2] < reach[0] || left > reach[2] || !layout.inside(box)) continue;
        const foot = nearest(some, box), far = distance(box, foot);
        if (far <= most && far >= 9) found.push({ box, foot, cost: ground(box) + far / 45 + 0.3 * hidden[i] });
      }
    }
    found.sort((a, b) => a.cost - b.cost);
    for (const { box, foot } of found.slice(0, 600)) {
      for (const line of linesTo(box, foot)) {
        const length = line.slice(1).reduce((sum, to, i) => sum + Math.hypot(to[0] - line[i][0], to[1] - line[i][1]), 0);
        if (length > most) continue;
        const [all, others] = [line.map(([x]) => x), line.map(([, y]) => y)];
        const around = [Math.min(...all) - 2, Math.min(...others) - 2, Math.max(...all) + 2, Math.max(...others) + 2];
        const beside = [...near, ...layout.strangeTo(foot)].filter((other) => page.overlap(around, other));
        const steps = line.slice(1).flatMap((to, i) => dotted(line[i], to));
        if (steps.every((step) => layout.inside(step) && !beside.some((other) => page.overlap(step, other)))) return { box, leader: line, steps };
      }
    }
    return null;
  }

  // How many of some boxes a box covers, for each place that it may have in a row of them: what is free is known without a look at each
  function mark(row, boxes, top, { width, height }) {
    row.fill(0);
    for (const [x0, y0, x1, y1] of boxes) {
      if (y0 >= top + height || top >= y1) continue;
      const first = Math.max(0, Math.floor((x0 - width - 3) / STEP) + 1), last = Math.min(row.length - 1, Math.ceil((x1 - 3) / STEP) - 1);
      for (let i = first; i <= last; i++) if (row[i] < 255) row[i]++;
    }
  }

  function nearest(feet, box) {
    let best = Infinity, found;
    for (const foot of feet) {
      const dx = Math.max(box[0] - foot[0], 0, foot[0] - box[2]), dy = Math.max(box[1] - foot[1], 0, foot[1] - box[3]), away = dx * dx + dy * dy;
      if (away < best) [best, found] = [away, foot];
    }
    return found;
  }

  const distance = ([x0, y0, x1, y1], [x, y]) => Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1));

  // Lines from the foot to a box: straight, or along one side and then at 45 degrees
  function linesTo([x0, y0, x1, y1], [fx, fy]) {
    const straight = [[fx, fy], [Math.max(x0, Math.min(x1, fx)), Math.max(y0, Math.min(y1, fy))]];
    const mx = (x0 + x1) / 2, my = (y0 + y1) / 2, lines = [straight];
    const side = fx < x0 ? x0 : x1, across = Math.abs(fx - side) - Math.abs(fy - my);
    if ((fx < x0 || fx > x1) && across > 0) lines.push([[fx, fy], [fx + Math.sign(side - fx) * Math.abs(fy - my), my], [side, my]]);
    const end = fy < y0 ? y0 : y1, along = Math.abs(fy - end) - Math.abs(fx - mx);
    if ((fy < y0 || fy > y1) && along > 0) lines.push([[fx, fy], [mx, fy + Math.sign(end - fy) * Math.abs(fx - mx)], [mx, end]]);
    return lines;
  }

  // A line as small boxes, that nothing is written over it
  function dotted([x0, y0], [x1, y1]) {
    const count = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 4));
    return Array.from({ length: count }, (_, i) => boxOf(x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count, 2));
  }

  // What a box covers, for each of its cells: the sea costs least, then land abroad, quiet regions, those that have news. Sums of all
  // cells above and left of each make any box four look-ups
  function covered(ground) {
    const { kinds, columns, rows, first } = ground, wide = columns + 1, sums = new Float64Array(wide * (rows + 1));
    const costs = [COST.sea, COST.abroad, COST.border, COST.abroad];
    const loud = Array.from({ length: page.regions.count }, (_, region) => page.hasNews(page.regions.codeAt(region, page.index)));
    for (let row = 0; row < rows; row++) {
      for (let column = 0, sum = 0; column < columns; column++) {
        const kind = kinds[row * columns + column];
        sum += kind < first ? costs[kind] : loud[kind - first] ? COST.loud : COST.quiet;
        sums[(row + 1) * wide + column + 1] = sums[row * wide + column + 1] + sum;
      }
    }
    return (box) => {
      const [left, top, right, bottom] = box.map((n, i) => Math.max(0, Math.min(i % 2 ? rows : columns, Math.round(n / CELL))));
      const sum = sums[bottom * wide + right] - sums[top * wide + right] - sums[bottom * wide + left] + sums[top * wide + left];
      return sum / Math.max(1, (right - left) * (bottom - top));
    };
  }

  function middleOf({ level: { boxes, anchors }, at }, view) {
    const [west, north, east, south] = boxes[at], size = Math.min(east - west, south - north) * view.scale;
    const [x, y] = [anchors.x[at] * view.scale + view.x, anchors.y[at] * view.scale + view.y];
    return size < SMALL && x > 4 && y > 4 && x < view.width - 4 && y < view.height - 4 ? [[x, y]] : [];
  }

  const insideOf = ({ level, at }, view) => (x, y) => scratch.isPointInPath(level.shapes.paths[at], (x - view.x) / view.scale, (y - view.y) / view.scale);

  // If a plate is of a place, its line ends beside the symbol there
  function besidePoint(plate, view, taken) {
    const point = plate.point?.(view), within = insideOf(plate, view);
    if (!point) return [];
    const ring = Array.from({ length: 24 }, (_, i) => [Math.cos(i * Math.PI / 12), Math.sin(i * Math.PI / 12)]);
    return ring.map(([dx, dy]) => [point[0] + dx * BESIDE, point[1] + dy * BESIDE])
      .filter(([x, y]) => within(x, y) && within(x + 2, y) && within(x - 2, y) && !taken.some((one) => page.overlap(boxOf(x, y, 2.5), one)));
  }

  // Where else it may end: on the ground of its region, and on no name, symbol, city or substation, which it would accuse
  function feetOf(plate, view, taken, rim) {
    const { level, at, point } = plate, within = insideOf(plate, view);
    const box = level.boxes[at].map((n, i) => n * view.scale + (i % 2 ? view.y : view.x)), feet = [];
    const step = Math.max(5, (box[2] - box[0]) / 14, (box[3] - box[1]) / 14);
    for (let x = box[0] + step / 2; x < box[2]; x += step) {
      for (let y = box[1] + step / 2; y < box[3]; y += step) {
        const free = x > 4 && y > 4 && x < view.width - 4 && y < view.height - 4 && !taken.some((one) => page.overlap(boxOf(x, y, 3), one));
        if (free && [[-1, -1], [1, -1], [-1, 1], [1, 1]].every(([dx, dy]) => within(x + dx * rim, y + dy * rim))) feet.push([x, y]);
      }
    }
    const anchor = point?.(view), away = anchor && (([x, y]) => Math.hypot(x - anchor[0], y - anchor[1]));
    return anchor ? feet.sort((a, b) => away(a) - away(b)).slice(0, NEAREST) : feet;
  }

  function draw(ctx, { lines, head = 1, kind, glyph, box: [left, top, right, bottom], leader }) {
    page.leader(ctx, ...leader);
    const [x, y] = leader[0], step = TEXT * LINE * page.bigger;
    ctx.beginPath();
    ctx.arc(x, y, 2.6, 0, 2 * Math.PI);
    Object.assign(ctx, { fillStyle: page.style.ink, strokeStyle: page.style.paper, lineWidth: 1.2 });
    ctx.stroke();
    ctx.fill();
    ctx.fillStyle = page.style.plate;
    ctx.fillRect(left, top, right - left, bottom - top);
    if (glyph) page.symbols.report(ctx, kind, left + 4 * page.bigger + glyph / 2, top + 2 * page.bigger + 0.55 * step);
    Object.assign(ctx, { textAlign: "left", textBaseline: "middle", fillStyle: page.style.ink });
    lines.forEach((line, i) => {
      ctx.font = font(i < head ? 600 : 400);
      ctx.fillText(page.isolated(line), left + 5 * page.bigger + glyph, top + 2.5 * page.bigger + (i + 0.5) * step);
    });
  }
})();
