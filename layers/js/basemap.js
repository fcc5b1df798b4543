// Land, borders and the names of neighbours. The sea is the page's ground.
outageBrief.layer("basemap", async (page, data) => {
  "use strict";
  const shapes = page.shapes(await page.bytes("basemap"));
  const places = page.points(await page.bytes("countries"));
  const land = new Path2D(), borders = new Path2D(), disputed = new Path2D();
  const of = { land, border: borders, disputed };
  shapes.paths.forEach((path, i) => of[data.kinds[i]].addPath(path));

  page.part({
    name: "basemap", pane: "ground",
    changed: (what) => what === "level",
    paint(ctx, view) {
      page.inGrid(ctx, view);
      ctx.fillStyle = page.style.land;
      ctx.fill(land);
      // A finer level may know districts of some regions only: the others are land all the same, and no sea
      if (page.regions !== page.levels[0]) for (const path of page.levels[0].shapes.paths) ctx.fill(path);
      ctx.strokeStyle = page.mix(page.style.hairline, page.style.ink, 0.12);
      ctx.lineWidth = 0.7 / view.scale;
      ctx.stroke(land);
      ctx.lineJoin = "round";
      ctx.strokeStyle = page.style.border;
      ctx.lineWidth = 1.1 / view.scale;
      ctx.stroke(borders);
      dashed(ctx, view);
      page.inPixels(ctx, view);
    },
  });
  // A line that is not agreed, as the United Nations draw it: dashed, on a ground that covers any other line there
  function dashed(ctx, view) {
    if (!data.kinds.includes("disputed")) return;
    ctx.strokeStyle = page.style.land;
    ctx.lineWidth = 2.4 / view.scale;
    ctx.stroke(disputed);
    ctx.save();
    ctx.setLineDash([5, 4].map((length) => length / view.scale));
    ctx.strokeStyle = page.style.border;
    ctx.lineWidth = 1.4 / view.scale;
    ctx.stroke(disputed);
    ctx.restore();
  }

  page.countries = { names: data.countries, of: data.countryOf, x: places.x, y: places.y };
  page.land = land;
  page.borders = borders;
  page.disputed = Object.assign(dashed, { lines: disputed });
});
