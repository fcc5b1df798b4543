// A sign on a region: "?" where a name may mean it, or the number of a record that speaks of it.
outageBrief.layer("marks", (page, data) => {
  "use strict";
  const RADIUS = 8;
  page.part({
    name: "marks", pane: "over",
    changed: (what) => what === "level",
    paint(ctx, view) {
      const { codes, anchors } = page.regions;
      Object.assign(ctx, { lineWidth: 1.6, textAlign: "center", textBaseline: "middle", font: `600 12px "${page.style.font}"` });
      for (const [code, sign] of Object.entries(data.signs)) {
        const region = codes.indexOf(code);
        if (region < 0) continue;
        const x = anchors.x[region] * view.scale + view.x, y = anchors.y[region] * view.scale + view.y;
        ctx.beginPath();
        ctx.arc(x, y, RADIUS, 0, 2 * Math.PI);
        Object.assign(ctx, { fillStyle: page.style.paper, strokeStyle: page.style.accent });
        ctx.fill();
        ctx.stroke();
        ctx.fillStyle = page.style.ink;
        ctx.fillText(sign, x, y + 0.5);
      }
    },
  });
});
