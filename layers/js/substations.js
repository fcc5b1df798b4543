// Substations: squares by voltage, the highest first; lower ones appear as the reader zooms in.
outageBrief.layer("substations", async (page, data) => {
  "use strict";
  const { x, y } = page.points(await page.bytes("substations"));
  const classes = page.style.voltages;
  let drawn = [];

  page.symbols ??= {};
  page.symbols.substation = (ctx, kind, cx, cy, grow = 1) => {
    const size = classes[kind].size * grow;
    ctx.fillStyle = classes[kind].colour;
    if (grow < 0.5) { // a crowd: a dot each, without the rim that would hide the regions
      ctx.fillRect(cx - size, cy - size, 2 * size, 2 * size);
      return;
    }
    ctx.strokeStyle = page.style.paper;
    ctx.lineWidth = 1.4;
    ctx.beginPath();
    ctx.rect(cx - size, cy - size, 2 * size, 2 * size);
    ctx.fill();
    ctx.stroke();
  };

  page.part({
    name: "substations", pane: "over",
    paint(ctx, view) {
      drawn = [];
      // From the lowest voltage up, so that a higher one is never hidden; classes are sorted, so walk backwards
      for (let i = x.length - 1; i >= 0; i--) {
        if (view.zoom < classes[data.classes[i]].zoom) continue;
        const cx = x[i] * view.scale + view.x, cy = y[i] * view.scale + view.y;
        if (cx > -9 && cy > -9 && cx < view.width + 9 && cy < view.height + 9) drawn.push([cx, cy, i]);
      }
      const grow = drawn.length < 200 ? 1 : drawn.length < 500 ? 0.75 : 0.36;
      for (const [cx, cy, i] of drawn) {
        page.symbols.substation(ctx, data.classes[i], cx, cy, grow);
        if (grow > 0.5) view.free.take([cx - 6, cy - 6, cx + 6, cy + 6]);
      }
    },
    hit(point) {
      for (let k = drawn.length - 1; k >= 0; k--) {
        const [cx, cy, i] = drawn[k];
        if (Math.abs(cx - point.x) < 7 && Math.abs(cy - point.y) < 7) {
          const names = data.names[i], more = names.length - 6;
          const lines = names.length > 1 ? names.slice(0, 6) : [];
          if (more > 0) lines.push(`and ${more} more`);
          return { title: names.length > 1 ? `${names.length} substations` : names[0], lines: [...lines, `Substation, ${data.precision}`] };
        }
      }
      return null;
    },
  });
});
