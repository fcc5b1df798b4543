// Land, borders and the names of neighbours. The sea is the page's ground.
outageBrief.layer("basemap", async (page, data) => {
  "use strict";
  const shapes = page.shapes(await page.bytes("basemap"));
  const places = page.points(await page.bytes("countries"));
  const land = new Path2D(), borders = new Path2D();
  shapes.paths.forEach((path, i) => (data.kinds[i] === "land" ? land : borders).addPath(path));

  page.part({
    name: "basemap", pane: "ground",
    paint(ctx, view) {
      page.inGrid(ctx, view);
      ctx.fillStyle = page.style.land;
      ctx.fill(land);
      ctx.strokeStyle = page.mix(page.style.hairline, page.style.ink, 0.12);
      ctx.lineWidth = 0.7 / view.scale;
      ctx.stroke(land);
      ctx.lineJoin = "round";
      ctx.strokeStyle = page.style.border;
      ctx.lineWidth = 1.1 / view.scale;
      ctx.stroke(borders);
      page.inPixels(ctx, view);
    },
  });
  page.countries = { names: data.countries, x: places.x, y: places.y };
  page.borders = borders;
});
