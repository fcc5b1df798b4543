// Symbols of reports. A dashed ring says: somewhere in this area; the exact place was not reported.
outageBrief.layer("reports", async (page, data) => {
  "use strict";
  const { x, y } = page.points(await page.bytes("reports"));
  const KINDS = ["hit", "advisory", "services"];
  const STACKED = 14, COUNT = 5, SPOTS = 150, RING = 16;
  let drawn = [];

  page.symbols ??= {};
  page.symbols.report = (ctx, kind, cx, cy, { area = false, lastKnown = false } = {}) => {
    ctx.save();
    ctx.globalAlpha = lastKnown ? 0.55 : 1;
    ctx.lineJoin = "round";
    if (area) ring(ctx, cx, cy);
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

  function ring(ctx, cx, cy) {
    ctx.beginPath();
    ctx.arc(cx, cy, RING - 1, 0, 2 * Math.PI);
    ctx.fillStyle = "rgba(250,250,247,0.55)";
    ctx.fill();
    ctx.setLineDash([3.5, 3]);
    ctx.lineWidth = 1.4;
    ctx.strokeStyle = page.style.hit;
    ctx.stroke();
    ctx.setLineDash([]);
  }

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
    Array.from({ length: Math.min(SPOTS, x.length) }, (_, i) =>
      boxOf(x[i] * view.scale + view.x, y[i] * view.scale + view.y, reach > 8 && ringed(i) ? RING : reach));
  const ringed = (i) => data.area[i] === 1 && KINDS[data.symbols[i]] === "hit";
  const boxOf = (cx, cy, reach) => [cx - reach, cy - reach, cx + reach, cy + reach];

  // Reports of one kind that would hide each other share a symbol, that says how many they are
  function stacksOn(view) {
    const stacks = [];
    for (let i = 0; i < x.length; i++) {
      const shown = page.statement.on(data.statement[i], page.index);
      if (!shown) continue;
      const cx = x[i] * view.scale + view.x, cy = y[i] * view.scale + view.y, kind = KINDS[data.symbols[i]];
      if (cx < -40 || cy < -40 || cx > view.width + 40 || cy > view.height + 40) continue;
      const same = stacks.find((one) => one.kind === kind && Math.hypot(one.cx - cx, one.cy - cy) < STACKED);
      const stack = same ?? { kind, cx, cy, of: [], area: false, loose: true, lastKnown: true };
      if (!same) stacks.push(stack);
      stack.of.push(i);
      stack.area ||= ringed(i);
      stack.loose &&= data.area[i] === 1;
      stack.lastKnown &&= shown === "last_known";
    }
    return stacks.sort((a, b) => a.loose - b.loose); // what stands for an area may give way to what stands for a place
  }

  // At its point, or as near to it as names and other symbols let it; if it can be, on the ground of the same region
  function place(stacks, { names, symbols, cards, ground, view }) {
    const boxOn = ({ cx, cy, area, tight, of }, [dx, dy]) => {
      const [left, top, right, bottom] = boxOf(cx + dx, cy + dy, area && !tight ? RING : 9);
      return [left, top, right + (of.length > 1 ? COUNT : 0), bottom];
    };
    const free = (box) => box[0] > 2 && box[1] > 2 && box[2] < view.width - 2 && box[3] < view.height - 2
      && ![...names, ...symbols].some((one) => [one.box, ...(one.steps ?? [])].some((other) => page.overlap(box, other)))
      && !cards.some((card) => page.overlap(box, card));
    const put = (stack, offset) => {
      stack.at = [stack.cx + offset[0], stack.cy + offset[1]];
      symbols.push({ kind: stack.kind, box: boxOn(stack, offset), count: stack.of.length });
    };
    for (const stack of stacks) if (free(boxOn(stack, [0, 0]))) put(stack, [0, 0]);
    for (const stack of stacks) {
      if (stack.at) continue;
      const { cx, cy } = stack, home = ground.regionAt(cx, cy), open = () => page.around.filter((offset) => free(boxOn(stack, offset)));
      const own = (offsets) => offsets.find(([dx, dy]) => ground.regionAt(cx + dx, cy + dy) === home);
      let offset = own(open());
      if (!offset && stack.area) { // better a name across its ring than a ring on the ground of another region
        stack.tight = true;
        offset = own(open());
      }
      put(stack, offset ?? open()[0] ?? [0, 0]);
    }
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

  page.part({
    name: "reports", pane: "over",
    changed: (what) => what === "date" && x.length > 0,
    paint(ctx, view) {
      const layout = page.layoutOf(view);
      drawn = [];
      const stacks = stacksOn(view);
      place(stacks, layout);
      for (const { kind, of, at, area, lastKnown, cx, cy } of stacks) {
        if (!area) lead(ctx, [cx, cy], at);
        page.symbols.report(ctx, kind, ...at, { area, lastKnown });
        if (of.length > 1) count(ctx, of.length, at[0] + 8, at[1] - 6);
        drawn.push([...at, of]);
      }
    },
    hit(point) {
      const found = drawn.findLast(([cx, cy]) => Math.hypot(cx - point.x, cy - point.y) < 12);
      if (!found) return null;
      const [first, ...others] = found[2].map((i) => page.statement.tip(data.statement[i]));
      return { title: first.title, lines: [...first.lines, ...others.flatMap(({ title, lines }) => [title, ...lines])] };
    },
  });

  function count(ctx, number, cx, cy) {
    ctx.beginPath();
    ctx.arc(cx, cy, 5.5, 0, 2 * Math.PI);
    Object.assign(ctx, { fillStyle: page.style.paper, strokeStyle: page.style.ink, lineWidth: 1 });
    ctx.fill();
    ctx.stroke();
    Object.assign(ctx, { textAlign: "center", textBaseline: "middle", fillStyle: page.style.ink, font: `600 9px "${page.style.font}"` });
    ctx.fillText(number, cx, cy + 0.5);
  }
});
