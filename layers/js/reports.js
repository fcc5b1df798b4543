// Symbols of reports. A dashed ring says: somewhere in this area; the exact place was not reported.
outageBrief.layer("reports", async (page, data) => {
  "use strict";
  const { x, y } = page.points(await page.bytes("reports"));
  const KINDS = ["hit", "advisory", "services"];
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
    ctx.arc(cx, cy, 15, 0, 2 * Math.PI);
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

  page.part({
    name: "reports", pane: "over",
    changed: (what) => what === "date" && x.length > 0,
    paint(ctx, view) {
      drawn = [];
      const beside = new Map(); // symbols of one place stand side by side
      for (let i = 0; i < x.length; i++) {
        const shown = page.statement.on(data.statement[i], page.index);
        if (!shown) continue;
        const cx = x[i] * view.scale + view.x, cy = y[i] * view.scale + view.y;
        if (cx < -40 || cy < -40 || cx > view.width + 40 || cy > view.height + 40) continue;
        const key = `${x[i]},${y[i]}`, nth = beside.get(key) ?? 0;
        beside.set(key, nth + 1);
        // A place's symbol stands above it, so that its dot and name stay readable
        const left = cx + nth * 19, top = data.area[i] ? cy : cy - 15;
        const ringed = data.area[i] && KINDS[data.symbols[i]] === "hit";
        page.symbols.report(ctx, KINDS[data.symbols[i]], left, top, { area: ringed, lastKnown: shown === "last_known" });
        const reach = ringed ? 17 : 10;
        view.free.take([left - reach, top - reach, left + reach, top + reach]);
        drawn.push([left, top, i]);
      }
    },
    hit(point) {
      for (let k = drawn.length - 1; k >= 0; k--) {
        const [cx, cy, i] = drawn[k];
        if (Math.hypot(cx - point.x, cy - point.y) < 12) return page.statement.tip(data.statement[i]);
      }
      return null;
    },
  });
});
