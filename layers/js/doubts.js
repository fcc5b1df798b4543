// A question mark on each region that a name may mean: nobody has said yet which.
outageBrief.layer("doubts", (page, data) => {
  "use strict";
  const RADIUS = 8;
  page.part({
    name: "doubts", pane: "over",
    changed: (what) => what === "level",
    paint(ctx, view) {
      const { codes, anchors } = page.regions;
      Object.assign(ctx, { lineWidth: 1.6, textAlign: "center", textBaseline: "middle", font: `600 12px "${page.style.font}"` });
      for (const region of data.codes.map((code) => codes.indexOf(code)).filter((one) => one >= 0)) {
        const x = anchors.x[region] * view.scale + view.x, y = anchors.y[region] * view.scale + view.y;
        ctx.beginPath();
        ctx.arc(x, y, RADIUS, 0, 2 * Math.PI);
        Object.assign(ctx, { fillStyle: page.style.paper, strokeStyle: page.style.accent });
        ctx.fill();
        ctx.stroke();
        ctx.fillStyle = page.style.ink;
        ctx.fillText("?", x, y + 0.5);
      }
    },
  });
});
