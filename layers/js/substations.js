// Substations: squares by voltage, the highest first; lower ones appear as the reader zooms in.
outageBrief.layer("substations", async (page, data) => {
  "use strict";
  const { x, y } = page.points(await page.bytes("substations"));
  const classes = page.style.voltages;
  const GROW = [[1, 100], [0.75, 250], [0.55, 500], [0.36, Infinity]]; // size, up to so many symbols in a million pixels
  let at = 0;
  // What stands at each site, the highest voltage first
  const sites = data.sizes.map((size) => Array.from({ length: size }, () => {
    const [kv, words] = data.voltages[data.voltage[at]];
    return { kv, label: [data.names[at++], words].filter(Boolean).join(", ") };
  }));
  const classOf = sites.map(([highest]) => classes.findIndex((one) => highest.kv >= one.from));
  const top = Math.min(...classOf); // the highest of this dataset is drawn at every zoom, whatever it is
  let drawn = [];
  page.nearEnough = (kind, zoom) => kind <= top || zoom >= classes[kind].zoom;

  page.symbols ??= {};
  page.symbols.substation = (ctx, kind, cx, cy, grow = 1) => {
    const quiet = page.minKv === null, size = classes[kind].size * grow * (quiet ? 0.7 : 1);
    ctx.fillStyle = page.style.voltageColours[kind];
    if (grow < 0.5) { // a crowd: a dot each, without the rim that would hide the regions
      ctx.fillRect(cx - size, cy - size, 2 * size, 2 * size);
      return;
    }
    // Where they stand is the background of what is reported: a thin rim, unless the reader asks for a voltage
    if (quiet) {
      ctx.strokeStyle = ctx.fillStyle;
      ctx.fillStyle = page.style.paper;
    } else ctx.strokeStyle = page.style.paper;
    ctx.lineWidth = 1.2 * grow;
    ctx.beginPath();
    ctx.rect(cx - size, cy - size, 2 * size, 2 * size);
    ctx.fill();
    ctx.stroke();
  };

  const shownAt = (i) => sites[i].filter(({ kv }) => kv >= (page.minKv ?? 0));

  function inView(view) {
    const found = [];
    // From the lowest voltage up, so that a higher one is never hidden; sites are sorted, so walk backwards
    for (let i = x.length - 1; i >= 0; i--) {
      if (sites[i][0].kv < (page.minKv ?? 0) || !page.nearEnough(classOf[i], view.zoom)) continue;
      const cx = x[i] * view.scale + view.x, cy = y[i] * view.scale + view.y;
      if (cx > -9 && cy > -9 && cx < view.width + 9 && cy < view.height + 9) found.push([cx, cy, i]);
    }
    return found;
  }

  function growth(found, view) {
    const perMegapixel = found.length / (view.width * view.height) * 1e6;
    return GROW.find(([, upTo]) => perMegapixel < upTo)[0];
  }

  page.spots.substations = (view, reach) => {
    const found = inView(view);
    return growth(found, view) > 0.5 ? found.map(([cx, cy]) => [cx - reach, cy - reach, cx + reach, cy + reach]) : [];
  };

  page.part({
    name: "substations", pane: "over",
    paint(ctx, view) {
      drawn = inView(view);
      const grow = growth(drawn, view);
      for (const [cx, cy, i] of drawn) page.symbols.substation(ctx, classOf[i], cx, cy, grow);
    },
    hit(point) {
      for (let k = drawn.length - 1; k >= 0; k--) {
        const [cx, cy, i] = drawn[k];
        if (Math.abs(cx - point.x) < 7 && Math.abs(cy - point.y) < 7) return told(shownAt(i));
      }
      return null;
    },
  });

  function told(here) {
    const lines = here.length > 1 ? here.slice(0, 6).map(({ label }) => label) : [];
    if (here.length > 6) lines.push(page.say("andMore", { more: here.length - 6 }));
    const title = here.length > 1 ? page.say("substations", { count: here.length }) : here[0].label;
    return { title, lines: [...lines, page.say("substation", { precision: data.precision })] };
  }
});
