// Names. Each is drawn only where its whole box is free and inside the frame; the more important ones choose first.
outageBrief.layer("labels", async (page, data) => {
  "use strict";
  const cities = page.points(await page.bytes("cities"));
  const AROUND = [[0, 0]];
  for (const far of [18, 32, 46, 62, 80]) {
    for (let turn = 0; turn < 12; turn++) AROUND.push([1.3 * far * Math.sin(turn * Math.PI / 6), -far * Math.cos(turn * Math.PI / 6)]);
  }
  const font = (weight, size) => `${weight} ${size * page.bigger}px "${page.style.font}"`;

  page.part({
    name: "labels", pane: "over",
    changed: (what) => what === "level" || (what === "date" && page.statement.any),
    paint(ctx, view) {
      if (!view.alone) keepCardsFree(view);
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      if (page.regions) regionNames(ctx, view);
      if (cities.x.length) cityNames(ctx, view);
      if (page.countries) countryNames(ctx, view);
    },
  });

  // A name under a card of the page would be cut by it
  function keepCardsFree(view) {
    const corner = page.map.getContainer().getBoundingClientRect();
    for (const card of document.querySelectorAll(".side, .dates, .panel:not([hidden])")) {
      const box = card.getBoundingClientRect();
      view.free.take([box.left - corner.left, box.top - corner.top, box.right - corner.left, box.bottom - corner.top]);
    }
  }

  function text(ctx, words, x, y, colour) {
    ctx.lineWidth = 3;
    ctx.strokeStyle = "rgba(250,250,247,0.9)";
    ctx.strokeText(words, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(words, x, y);
  }

  // Draw words centred at (x, y) if there is room; half the width, half the height
  function placed(ctx, view, words, x, y, half, colour) {
    half *= page.bigger;
    const width = ctx.measureText(words).width / 2 + 2, box = [x - width, y - half, x + width, y + half];
    const inside = box[0] > 2 && box[1] > 2 && box[2] < view.width - 2 && box[3] < view.height - 2;
    if (!inside || !view.free.isFree(box)) return false;
    view.free.take(box);
    text(ctx, words, x, y, colour);
    return true;
  }

  function regionNames(ctx, view) {
    const { short, anchors, boxes } = page.regions;
    const size = view.zoom < 5.4 ? 11.5 : 13;
    ctx.textAlign = "center";
    for (const i of order()) {
      const [left, , right] = boxes[i], wide = (right - left) * view.scale;
      if (wide < 24) continue;
      ctx.font = font(600, size);
      if (ctx.measureText(short[i]).width > wide * 1.35) continue;
      const x = anchors.x[i] * view.scale + view.x, y = anchors.y[i] * view.scale + view.y;
      // Around its middle if a symbol stands there, but never on a neighbour's ground
      const home = AROUND.filter(([dx, dy]) => page.regions.contains(i, anchors.x[i] + dx / view.scale, anchors.y[i] + dy / view.scale));
      const fits = (words) => home.some(([dx, dy]) => placed(ctx, view, words, x + dx, y + dy, size * 0.62, page.style.ink));
      if (!fits(named(i))) fits(short[i]); // better a name without its age than a region without a name
    }
  }

  // What is last known is old news: say how old
  function named(region) {
    const name = page.isolated(page.regions.short[region]);
    if (page.note) return page.note(region) ? `${name}: ${page.note(region)}` : name;
    const days = page.regions.codeAt(region, page.index) & page.flags.LAST_KNOWN && page.regions.ageAt(region, page.index);
    return days ? `${name}, ${days} ${days === 1 ? "day" : "days"} old` : name;
  }

  // Regions that are affected on some date first, then the larger ones. The order is one for all dates, so names keep their places
  const orders = new Map(); // by level
  function order() {
    if (orders.has(page.regions)) return orders.get(page.regions);
    const { count, boxes, codeAt } = page.regions;
    const worst = Array.from({ length: count }, (_, region) => {
      let most = 0;
      for (let index = 0; index < page.days; index++) most = Math.max(most, page.stateOf(codeAt(region, index)));
      return most;
    });
    const area = ([a, b, c, d]) => (c - a) * (d - b);
    const ordered = worst.map((_, i) => i).sort((a, b) => worst[b] - worst[a] || area(boxes[b]) - area(boxes[a]));
    orders.set(page.regions, ordered);
    return ordered;
  }

  function cityNames(ctx, view) {
    const least = view.zoom < 5.2 ? 900000 : view.zoom < 6 ? 350000 : view.zoom < 7 ? 120000 : view.zoom < 8 ? 50000 : 0;
    ctx.font = font(400, 12);
    for (let i = 0; i < cities.x.length && data.population[i] >= least; i++) {
      const x = cities.x[i] * view.scale + view.x, y = cities.y[i] * view.scale + view.y;
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const width = ctx.measureText(data.cities[i]).width / 2, beside = width + 10;
      const tries = [[beside, 0], [-beside, 0], [0, 14], [0, -14], [beside, 11], [-beside, 11]];
      const bare = view.free.isFree([x - 2, y - 2, x + 2, y + 2]); // a symbol that stands there marks the city already
      if (tries.some(([dx, dy]) => placed(ctx, view, data.cities[i], x + dx, y + dy, 7.5, page.style.ink)) && bare) dot(ctx, x, y);
    }
  }

  function dot(ctx, x, y) {
    ctx.beginPath();
    ctx.arc(x, y, 2.4, 0, 2 * Math.PI);
    ctx.fillStyle = page.style.ink;
    ctx.strokeStyle = page.style.paper;
    ctx.lineWidth = 1.2;
    ctx.fill();
    ctx.stroke();
  }

  function countryNames(ctx, view) {
    ctx.font = font(400, 12.5);
    ctx.textAlign = "center";
    ctx.letterSpacing = "1.2px";
    page.countries.names.forEach((name, i) => {
      const x = page.countries.x[i] * view.scale + view.x, y = page.countries.y[i] * view.scale + view.y;
      placed(ctx, view, name.toUpperCase(), x, y, 9, page.style.quiet);
    });
    ctx.letterSpacing = "0px";
  }
});
