// Customers out as circles over the share of customers out as colour: a large county has many customers, whatever its share.
(() => {
  "use strict";
  const page = window.outageBrief;
  const MOST = 20, LEAST = 1.2; // radii in pixels of the map
  page.circles = { paint, radiusOf };

  // By area: four times as many customers, twice the radius
  function radiusOf(customers, most) {
    return Math.max(LEAST, MOST * Math.sqrt(customers / most));
  }

  function paint(ctx, view, { regions, customers, most }) {
    const { x, y } = page.regions.anchors;
    regions.forEach((region, i) => {
      ring(ctx, x[region] * view.scale + view.x, y[region] * view.scale + view.y, radiusOf(customers[i], most));
    });
  }

  page.symbols ??= {};
  page.symbols.circle = ring;
  function ring(ctx, cx, cy, radius) {
    ctx.beginPath();
    ctx.arc(cx, cy, radius, 0, 2 * Math.PI);
    Object.assign(ctx, { fillStyle: page.style.plate, globalAlpha: 0.38 });
    ctx.fill();
    ctx.globalAlpha = 1;
    for (const [width, colour] of [[2.8, page.style.paper], [1.2, page.style.ink]]) {
      Object.assign(ctx, { lineWidth: width, strokeStyle: colour });
      ctx.stroke();
    }
  }
})();
