// Symbols of reports. Those whose place was given, the first ones, stand there. No point is made up for the others: an incident
// stands in words, with a line to its region; an advisory or a word on services stands beside its region's name.
outageBrief.layer("reports", async (page, data) => {
  "use strict";
  const { x, y } = page.points(await page.bytes("reports"));
  const KINDS = ["hit", "advisory", "services"];
  const STACKED = 14, COUNT = 5, SPOTS = 150, REACH = 9, LETTERS = 26;
  const BESIDE = [30, 14]; // on a sheet a symbol without a point is no farther from its name: elsewhere it would be of nobody
  let drawn = [];

  page.symbols ??= {};
  page.symbols.report = (ctx, kind, cx, cy, { lastKnown = false } = {}) => {
    ctx.save();
    ctx.globalAlpha = lastKnown ? 0.55 : 1;
    ctx.lineJoin = "round";
    ctx.fillStyle = kind === "hit" ? page.style.hit : kind === "advisory" ? page.style.paper : page.style.accent;
    ctx.strokeStyle = kind === "advisory" ? page.style.advisory : page.style.paper;
    ctx.lineWidth = kind === "advisory" ? 2 : 1.5;
    ctx.beginPath();
    if (kind === "services") ctx.arc(cx, cy, 6.5, 0, 2 * Math.PI);
    else polygon(ctx, kind === "hit" ? BOLT : TRIANGLE, cx, cy);
    ctx.fill();
    ctx.stroke();
    if (kind !== "hit") letter(ctx, kind === "advisory" ? "!" : "i", cx, cy + (kind === "advisory" ? 1.5 : 0));
    ctx.restore();
  };
  const BOLT = [[1.5, -9], [-6, 1.5], [-1, 1.5], [-2, 9], [6, -2.5], [1, -2.5]];
  const TRIANGLE = [[0, -8.5], [9, 7], [-9, 7]];

  function polygon(ctx, corners, cx, cy) {
    corners.forEach(([dx, dy], i) => (i ? ctx.lineTo(cx + dx, cy + dy) : ctx.moveTo(cx + dx, cy + dy)));
    ctx.closePath();
  }

  function letter(ctx, text, cx, cy) {
    ctx.fillStyle = text === "!" ? page.style.advisory : page.style.paper;
    ctx.font = `600 10.5px "${page.style.font}"`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(text, cx, cy + 0.5);
  }

  // Where a symbol may come to stand on some date: names keep away from there, from its middle first
  page.spots.reports = (view, reach) =>
    Array.from({ length: Math.min(SPOTS, x.length) }, (_, i) => boxOf(x[i] * view.scale + view.x, y[i] * view.scale + view.y, reach));
  const boxOf = (cx, cy, reach) => [cx - reach, cy - reach, cx + reach, cy + reach];

  // The region that a statement speaks of: of the level that is shown, or else of the coarsest
  function regionOf(k) {
    const { order } = page.regions, own = page.statement.region(k, order);
    return own < 0 ? { level: page.levels[0], region: page.statement.region(k, 0) } : { level: page.regions, region: own };
  }

  // Beside the name of its region, where that is written, else in its middle
  function besideName(k, view, { names }) {
    const { level, region } = regionOf(k), name = level === page.regions && names.find((one) => one.kind === "region" && one.region === region);
    if (name) return [name.box[2] + REACH + 1, (name.box[1] + name.box[3]) / 2];
    return [level.anchors.x[region] * view.scale + view.x, level.anchors.y[region] * view.scale + view.y];
  }

  // Reports of one kind that would hide each other share a symbol, that says how many they are
  function stacksOn(view, layout) {
    const stacks = [];
    for (let i = 0; i < data.symbols.length; i++) {
      const k = data.statement[i], shown = page.statement.on(k, page.index), kind = KINDS[data.symbols[i]], loose = i >= x.length;
      if (!shown || (loose && kind === "hit")) continue;
      const [cx, cy] = loose ? besideName(k, view, layout) : [x[i] * view.scale + view.x, y[i] * view.scale + view.y];
      if (cx < -40 || cy < -40 || cx > view.width + 40 || cy > view.height + 40) continue;
      const same = stacks.find((one) => one.kind === kind && one.loose === loose && Math.hypot(one.cx - cx, one.cy - cy) < STACKED);
      const stack = same ?? { kind, cx, cy, of: [], loose, lastKnown: true };
      if (!same) stacks.push(stack);
      stack.of.push(i);
      stack.lastKnown &&= shown === "last_known";
    }
    return stacks.sort((a, b) => a.loose - b.loose); // what stands for an area gives way to what stands for a place
  }

  // At its point, or as near to it as names and other symbols let it; if it can be, on the ground of the same region
  function place(stacks, { names, symbols, cards, ground, view }) {
    const boxOn = ({ cx, cy, of }, [dx, dy]) => {
      const [left, top, right, bottom] = boxOf(cx + dx, cy + dy, REACH);
      return [left, top, right + (of.length > 1 ? COUNT : 0), bottom];
    };
    const taken = [...cards, ...[...names, ...symbols].flatMap((one) => [one.box, ...(one.steps ?? [])])];
    const free = (box) => box[0] > 2 && box[1] > 2 && box[2] < view.width - 2 && box[3] < view.height - 2 && !taken.some((other) => page.overlap(box, other));
    const put = (stack, offset) => {
      const box = boxOn(stack, offset);
      stack.at = [stack.cx + offset[0], stack.cy + offset[1]];
      symbols.push({ kind: stack.kind, box, count: stack.of.length, loose: stack.loose });
      taken.push(box);
    };
    for (const stack of stacks) if (free(boxOn(stack, [0, 0]))) put(stack, [0, 0]);
    for (const stack of stacks) {
      if (stack.at) continue;
      const { cx, cy } = stack, home = ground.regionAt(cx, cy);
      const beside = ([dx, dy]) => !stack.loose || !view.alone || (Math.abs(dx) <= BESIDE[0] && Math.abs(dy) <= BESIDE[1]);
      const open = (offset) => beside(offset) && free(boxOn(stack, offset));
      const found = page.around.find((offset) => ground.regionAt(cx + offset[0], cy + offset[1]) === home && open(offset)) ?? page.around.find(open);
      if (!found && view.alone && stack.kind !== "hit") continue; // the list of a sheet has what its map has no room for
      put(stack, found ?? [0, 0]);
    }
  }

  // In words: what was hit in a region at a place that was not given. One plate a region
  function platesOn() {
    const plates = new Map();
    for (let i = x.length; i < data.symbols.length; i++) {
      const k = data.statement[i], shown = page.statement.on(k, page.index);
      if (!shown || KINDS[data.symbols[i]] !== "hit") continue;
      const { level, region } = regionOf(k), key = `${level.order} ${region}`;
      if (!plates.has(key)) plates.set(key, { level, at: region, of: [], where: new Set(), lastKnown: true });
      const plate = plates.get(key);
      plate.of.push(i);
      plate.where.add(data.where[i - x.length]);
      plate.lastKnown &&= shown === "last_known";
    }
    return [...plates.values()].map((plate) => ({ ...plate, kind: "hit", lines: linesOf(plate) }));
  }

  // The callouts of a sheet stand instead: each may name a statement, beside whose symbol its line ends
  function calloutsOn(callouts, stacks) {
    return callouts.map(({ order, region, at, ...more }) => {
      const i = data.statement.indexOf(at), stack = i < 0 ? null : stacks.find(({ of, loose }) => !loose && of.includes(i));
      return { ...more, level: page.levels[order], at: region, of: [], point: stack ? () => stack.at : null };
    });
  }

  function linesOf({ level, at, of, where, lastKnown }) {
    const count = of.length, [part, ...others] = where, places = others.length || part === level.names[at] ? [] : wrapped(part);
    return [page.say(count > 1 ? "hits" : "hit", { region: level.short[at], count }), ...places, page.say(count > 1 ? "placesNotGiven" : "placeNotGiven"),
      ...(lastKnown ? [page.say("noNews")] : [])];
  }

  function wrapped(words) {
    const lines = [""];
    for (const word of words.split(" ").filter(Boolean)) {
      if (lines.at(-1) && lines.at(-1).length + word.length >= LETTERS) lines.push("");
      lines.push(`${lines.pop()} ${word}`.trim());
    }
    return lines.filter(Boolean);
  }

  // A symbol that had to give way says where it belongs
  function lead(ctx, from, to) {
    if (Math.hypot(from[0] - to[0], from[1] - to[1]) < 24) return;
    ctx.beginPath();
    ctx.moveTo(...from);
    ctx.lineTo(...to);
    Object.assign(ctx, { lineWidth: 1.1, strokeStyle: page.style.ink });
    ctx.stroke();
  }

  // Symbols and plates find their places once for a view, before anything of it is painted
  page.arrange = (view) => {
    const layout = page.layoutOf(view);
    if (layout.stacks) return layout;
    const shown = page.isOn("reports") && !view.without?.includes("reports");
    layout.stacks = shown ? stacksOn(view, layout) : [];
    place(layout.stacks, layout);
    layout.stacks = layout.stacks.filter(({ at }) => at);
    page.plates.place(layout, view, view.callouts ? calloutsOn(view.callouts, layout.stacks) : shown ? platesOn() : []);
    return layout;
  };

  page.part({
    name: "reports", pane: "over",
    changed: (what) => what === "date" && data.symbols.length > 0,
    paint(ctx, view) {
      const { stacks } = page.arrange(view);
      drawn = [];
      for (const { kind, of, at, loose, lastKnown, cx, cy } of stacks) {
        if (!loose) lead(ctx, [cx, cy], at);
        page.symbols.report(ctx, kind, ...at, { lastKnown });
        if (of.length > 1) count(ctx, of.length, at[0] + 8, at[1] - 6, view.alone ? 12.5 : 9);
        drawn.push({ box: boxOf(...at, 12), of });
      }
    },
    hit({ x: px, y: py }) {
      const found = drawn.findLast(({ box }) => page.overlap(box, [px, py, px, py]));
      if (!found) return null;
      const [first, ...others] = found.of.map((i) => page.statement.tip(data.statement[i]));
      return { title: first.title, lines: [...first.lines, ...others.flatMap(({ title, lines }) => [title, ...lines])] };
    },
  });

  page.part({
    name: "plates", of: "reports", pane: "over",
    paint(ctx, view) {
      const { plates } = page.arrange(view);
      for (const plate of plates) page.plates.draw(ctx, plate);
      drawn.push(...plates);
    },
  });

  function count(ctx, number, cx, cy, size) {
    ctx.beginPath();
    ctx.arc(cx, cy, 0.6 * size, 0, 2 * Math.PI);
    Object.assign(ctx, { fillStyle: page.style.paper, strokeStyle: page.style.ink, lineWidth: 1 });
    ctx.fill();
    ctx.stroke();
    Object.assign(ctx, { textAlign: "center", textBaseline: "middle", fillStyle: page.style.ink, font: `600 ${size}px "${page.style.font}"` });
    ctx.fillText(number, cx, cy + 0.5);
  }
});
