// Names. What has news is named first and always: on its own ground in one line or two, beside the dot of its city, or outside with a
// line that leads to it. Then come cities that a report names, what regions are parts of (the states of counties), quiet regions, other
// cities, countries: each only where it has room.
outageBrief.layer("labels", async (page, data) => {
  "use strict";
  const [cities, areas] = (await Promise.all([page.bytes("cities"), page.bytes("areas")])).map(page.points);
  const MOST = 40, TEN = 10; // so many regions are named for all dates; of more on one date, the worst ten
  const POINT = 24; // pixels: a region no wider is a point, and its name stands beside it as that of a city
  const LINE = 1.18, SIGN = 14, NEAR = 420, QUIET = 12.5, QUIET_SHARE = 1 / 3, SPACED = 0.8;
  let noteSize = 11; // of the age below a name, or of what became of its region; on a sheet no words are smaller than others may be
  const scratch = document.createElement("canvas").getContext("2d");
  const font = (weight, size) => `${weight} ${size * page.bigger}px "${page.style.font}"`;
  const widthOf = (words, weight, size) => { scratch.font = font(weight, size); return scratch.measureText(words).width; };

  // A name as it may be set; `room`: with a line below it, for its age
  function set(kind, lines, { size, weight = 400, room = false, ...more }) {
    const width = Math.max(...lines.map((line) => widthOf(line, weight, size)), room ? widthOf(page.say("daysOld", { count: "00" }), 400, noteSize) : 0) + 4;
    const height = (lines.length * size * LINE + (room ? noteSize * LINE : 0)) * page.bigger;
    return { kind, words: lines.join(" ").replace("- ", "-"), lines, size, weight, room, width, height, ...more };
  }

  // In two lines, parted as near to the middle as can be
  function parted(words) {
    const gaps = [...words.matchAll(/[ -]/g)].map(({ index }) => index + 1).filter((at) => at > 2 && at < words.length - 2);
    const at = gaps.sort((a, b) => Math.abs(a - words.length / 2) - Math.abs(b - words.length / 2))[0];
    return at ? [words.slice(0, at).trim(), words.slice(at)] : null;
  }

  page.parted = parted;

  // Which regions have news on a date, or are last known, disputed or planned: they must be named
  function hasNews(code) {
    const { LAST_KNOWN, CONTESTED, SCHEDULED } = page.flags;
    return page.stateOf(code) > page.STATES.POWER_ON || (code & (LAST_KNOWN | CONTESTED | SCHEDULED)) > 0 || page.allHidden(code) || page.unsaid(code);
  }

  page.hasNews = hasNews;

  // Regions by how bad they are on their worst date, then by size; the order is one for all dates, so names keep their places
  const orders = new Map(); // by level and metric
  function order() {
    const key = `${page.regions.level} ${page.metric}`, { count, boxes, codeAt } = page.regions;
    if (!orders.has(key)) {
      const worst = new Float64Array(count), ever = new Set();
      for (let region = 0; region < count; region++) {
        for (let index = 0; index < page.days; index++) {
          const code = codeAt(region, index);
          worst[region] = Math.max(worst[region], page.stateOf(code));
          if (hasNews(code)) ever.add(region);
        }
      }
      const area = ([a, b, c, d]) => (c - a) * (d - b);
      const all = Array.from(worst, (_, i) => i).sort((a, b) => worst[b] - worst[a] || area(boxes[b]) - area(boxes[a]));
      orders.set(key, { all, ever: all.filter((region) => ever.has(region)), few: ever.size <= MOST });
    }
    return orders.get(key);
  }

  const newsNow = (region) => hasNews(page.regions.codeAt(region, page.index)) || Boolean(page.note(region));
  function musts() {
    const { ever, few } = order(), state = (region) => page.stateOf(page.regions.codeAt(region, page.index));
    if (few) return ever;
    const now = ever.filter(newsNow).sort((a, b) => state(b) - state(a));
    return now.length > MOST ? now.slice(0, TEN) : now;
  }
  page.mustBeNamed = (region) => page.regions.order === 0 && musts().includes(region);
  page.setOfNames = () => [page.metric, order().few ? null : page.index];

  const saidNow = (city) => data.said.some(([row, k]) => row === city && page.statement.on(k, page.index));
  const least = ({ zoom }) => (zoom < 5.2 ? 900000 : zoom < 6 ? 350000 : zoom < 7 ? 120000 : zoom < 8 ? 50000 : 0);
  page.isNamed = (name, view) => {
    if (name.kind === "city") name.loud = name.said && saidNow(name.city);
    if (name.kind === "city") return name.loud || data.population[name.city] >= least(view);
    if (name.kind === "wider") name.must = page.isOut(outlineOf(name.region, page.index));
    if (name.kind === "wider") return name.must;
    if (name.kind === "region") name.must = newsNow(name.region) && musts().includes(name.region);
    return name.how !== "outside" || name.must;
  };
  const outlineOf = (region, index) => (!page.metric || page.metric === "state" ? page.regions.outlinedAt(region, index) : 0);
  // A name as it sounds, for sources spell it in two ways: Vinnytsya and Vinnytsia, Mykolayiv and Mykolaiv, Odessa and Odesa
  const sound = (name) => name.normalize("NFD").replace(/[\p{M}'’ʼ-]/gu, "").toLowerCase().replace(/[yj]/g, "i").replace(/(.)\1+/gu, "$1");
  // The city that a region shares its name with, by level: both are named once
  const namesakes = new Map();
  function namesakeOf(region) {
    const { level, short, contains } = page.regions;
    if (!namesakes.has(level)) {
      const found = new Map(), sounds = short.map(sound);
      data.cities.forEach((name, city) => {
        const of = sounds.indexOf(sound(name));
        if (of >= 0 && !found.has(of) && contains(of, cities.x[city], cities.y[city])) found.set(of, city);
      });
      namesakes.set(level, found);
    }
    return namesakes.get(level).get(region);
  }

  page.named = (layout) => {
    noteSize = layout.view.alone ? QUIET : 11;
    const { view, ground } = layout, { short, anchors, boxes } = page.regions, must = musts(), loud = new Set(must), done = new Set();
    const on = ({ x, y }, i) => [x[i] * view.scale + view.x, y[i] * view.scale + view.y];
    const sizes = view.alone ? [15.5, 13] : [13.5, 11.5];
    const isSaid = new Set(data.said.map(([city]) => city)), from = least(view);
    const seenWidth = (region) => (boxes[region][2] - boxes[region][0]) * view.scale;
    const covered = ([x, y]) => !layout.inside([x, y, x, y]) || layout.cards.some((card) => page.overlap([x, y, x, y], card));

    // Where a name of a region begins to look for a place: its pole, or what of it is seen
    function footing(region) {
      const pole = on(anchors, region);
      if (!covered(pole)) return pole;
      const [x, y] = [Math.max(0, Math.min(view.width, pole[0])), Math.max(0, Math.min(view.height, pole[1]))];
      const seen = page.around.map(([dx, dy]) => [x + 2 * dx, y + 2 * dy]);
      return seen.find((at) => !covered(at) && ground.regionAt(...at) === region);
    }

    function besideCity(region, make) {
      const city = namesakeOf(region);
      if (city === undefined || !(isSaid.has(city) || data.population[city] >= from)) return null;
      const name = make([short[region]], sizes[0]), point = on(cities, city), tiny = seenWidth(region) < name.width;
      const options = { gap: isSaid.has(city) ? 11 : 5, most: tiny ? 9 : loud.has(region) ? 0.3 : 2.6, loud, own: seenWidth(region) >= POINT };
      const found = layout.beside({ ...name, city }, point, options);
      if (found) done.add(city);
      return found;
    }

    const captioned = new Set();
    for (const { names: region, name, box } of page.namedByCaptions?.(view) ?? []) {
      captioned.add(region);
      done.add(namesakeOf(region));
      if (loud.has(region)) layout.add({ ...set("region", [name], { size: sizes[0], weight: 600, region }), must: true }, box, "caption");
    }
    const waiting = [], feet = must.filter((region) => !captioned.has(region)).map((region) => [region, footing(region)]).filter(([, at]) => at);
    // A line must be able to begin on a region that is too small for its name
    for (const [region, [x, y]] of feet) {
      if (seenWidth(region) < widthOf(short[region], 600, sizes[0])) layout.soft[0].push([x - 5, y - 5, x + 5, y + 5]);
    }
    for (const [region, at] of feet) {
      const weight = 600, make = (lines, size, room = true) => set("region", lines, { size, weight, room, region, must: true });
      if (besideCity(region, make)) continue;
      done.add(namesakeOf(region));
      const lines = [[short[region]], parted(short[region])].filter(Boolean);
      const tries = sizes.flatMap((size) => [true, false].flatMap((room) => lines.map((some) => make(some, size, room))));
      const how = ({ lines: { length }, size }) => (size < sizes[0] ? "smaller" : length > 1 ? "two lines" : "ground");
      const placed = [3, 2, 1, 0].some((soft) => tries.some((name) => layout.onGround(name, at, how(name), { soft })));
      if (!placed) waiting.push([at, lines.map((some) => make(some, sizes.at(-1), false)), make(lines[0], sizes[0], false)]);
    }
    for (const [at, small, large] of waiting) {
      const led = view.alone ? [large, ...small] : small; // on others' ground it is no larger than the names there
      const placed = layout.across(small, at, loud) || led.some((name) => layout.outside(name, at, loud));
      if (!placed) layout.lacking.push(large);
    }

    nameOutlined(layout, sizes[0], on);

    const nameCity = (city, said) => {
      const point = on(cities, city);
      if (done.has(city) || !layout.inside([...point, ...point])) return;
      const name = set("city", [data.cities[city]], { size: view.alone ? 12.5 : 12, weight: said ? 600 : 400, city, said, region: ground.regionAt(...point) });
      const options = { gap: said ? 11 : 5, most: said ? 9 : 2.6, loud };
      if (layout.beside(name, point, options) || (said && layout.beside(name, point, { ...options, soft: 0 }))) done.add(city);
    };
    for (const city of isSaid) nameCity(city, true);
    nameAreas(layout, on, loud);

    let quiet = 0, seen = 0;
    const before = [layout.names.length, layout.taken.length];
    for (const region of order().all) {
      const at = on(anchors, region);
      if (loud.has(region) || captioned.has(region) || covered(at)) continue;
      seen++;
      if (seenWidth(region) < POINT) continue;
      const make = (lines) => set("region", lines, { size: view.alone || view.zoom >= 5.4 ? QUIET : 11.5, region });
      const lines = [[short[region]], parted(short[region])].filter(Boolean);
      if (besideCity(region, make) || lines.some((some) => layout.onGround(make(some), at, "ground", { tries: NEAR }))) {
        quiet++;
        done.add(namesakeOf(region));
      }
    }
    // Quiet names stand only if many of them fit: a few on a whole continent would pass for what was reported
    if (quiet < seen * QUIET_SHARE) {
      for (const { region } of layout.names.splice(before[0])) done.delete(namesakeOf(region));
      layout.taken.splice(before[1]);
    }

    for (let city = 0; city < cities.x.length && data.population[city] >= from; city++) nameCity(city, false);
    nameCountries(layout);
  };

  // Each neighbour once, at the first of its points where its name has room
  function nameCountries(layout) {
    const { names, of, x, y } = page.countries ?? { of: [] }, { view } = layout;
    const done = new Set(layout.names.flatMap(({ kind, country }) => (kind === "country" ? [country] : [])));
    of.forEach((country, i) => {
      if (done.has(country)) return;
      const words = names[country].toUpperCase(), at = [x[i] * view.scale + view.x, y[i] * view.scale + view.y];
      const placed = [1.2, 0].some((spaced) => [[words], parted(words)].filter(Boolean).some((lines) => {
        const one = set("country", lines, { size: QUIET, spaced, country });
        one.width += spaced * Math.max(...lines.map(({ length }) => length)) * page.bigger;
        return layout.onLand(one, at);
      }));
      if (placed) done.add(country);
    });
  }

  // On a sheet, which shows one date, names that plates have covered look for another place
  function nameAgain(layout, covered) {
    const { view } = layout, { anchors } = page.regions;
    const boxes = [...layout.names, ...layout.symbols, ...layout.plates].flatMap(({ box, steps = [] }) => [box, ...steps]);
    layout.taken = [...layout.cards, ...boxes];
    for (const name of covered) {
      const at = [anchors.x[name.region] * view.scale + view.x, anchors.y[name.region] * view.scale + view.y];
      if (name.kind === "region" && name.how === "ground") layout.onGround(name, at, "ground", { tries: NEAR });
    }
    nameCountries(layout);
  }

  // Regions of the coarsest level that a finer one outlines on some date; what is written in them may cover their districts
  function nameOutlined(layout, size, on) {
    const whole = page.levels[0], { view } = layout;
    for (let region = 0; region < (page.regions.order > 0 ? whole.count : 0); region++) {
      const dates = Array.from({ length: page.days }, (_, index) => index);
      if (!dates.some((index) => page.isOut(outlineOf(region, index)))) continue;
      const inside = (x, y) => scratch.isPointInPath(whole.shapes.paths[region], (x - view.x) / view.scale, (y - view.y) / view.scale);
      const right = ([x0, y0, x1, y1]) => inside((x0 + x1) / 2, (y0 + y1) / 2);
      const name = set("wider", [whole.short[region]], { size, weight: 600, region });
      layout.near(name, on(whole.anchors, region), "ground", { right, tries: 400 }) ?? layout.outside(name, on(whole.anchors, region), new Set());
    }
  }

  // What regions are parts of: each name on its own ground, and on no region that has news. What stands in a box, or shares the
  // name of a city that is written, is named there
  function nameAreas(layout, on, loud) {
    const { view, ground } = layout, whole = page.levels[0], finer = page.regions.order > 0, insets = page.insetsOn?.(view) ?? [];
    const { names, short, at } = finer ? { names: whole.short, short: [], at: whole.anchors } : { names: data.areas, short: data.areasInShort, at: areas };
    const parts = names.map(() => []);
    if (!finer) data.areaOf.forEach((area, region) => parts[area]?.push(region));
    const holds = (area, x, y) => (finer ? scratch.isPointInPath(whole.shapes.paths[area], x, y) : parts[area].some((region) => whole.contains(region, x, y)));
    const isIn = (area, x, y) => holds(area, (x - view.x) / view.scale, (y - view.y) / view.scale);
    const rightFor = (area) => (box) => {
      if (!ground.isOnAll(box, (region) => !loud.has(region) && (finer || data.areaOf[region] === area))) return false;
      const [x0, y0, x1, y1] = box, middle = (x0 + x1) / 2; // where regions are small, all of a box may be edges
      return [x0, middle, x1].every((x) => [y0, (y0 + y1) / 2, y1].every((y) => isIn(area, x, y)));
    };
    const isCity = (name, area) => data.cities.some((city, i) => city === name && data.population[i] >= least(view) && isIn(area, ...on(cities, i)));
    names.forEach((name, area) => {
      const point = on(at, area), named = layout.names.some(({ kind, region }) => kind === "wider" && region === area);
      if (named || isCity(name, area) || insets.some((box) => page.overlap([...point, ...point], box))) return;
      for (const lines of [[name], parted(name), [short[area]]]) {
        if (!lines?.[0]) continue;
        const one = set("area", lines, { size: QUIET, spaced: SPACED });
        one.width += SPACED * Math.max(...lines.map(({ length }) => length)) * page.bigger;
        if (layout.near(one, point, "ground", { tries: NEAR, right: rightFor(area) })) break;
      }
    });
  }

  function text(ctx, words, x, y, colour) {
    ctx.strokeText(words, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(words, x, y);
  }

  // What is last known is old news: say how old, on the date that is shown, also where it is of the worst of several dates.
  // Between two dates: what has changed
  function noteOf(region) {
    const told = page.note(region);
    if (told !== null) return told;
    const { codeAt, ageAt, worstAt } = page.regions, { index } = page;
    const days = codeAt(region, index) & page.flags.LAST_KNOWN && ageAt(region, index) + index - (worstAt(region, index) ?? index);
    return days ? page.say("daysOld", { count: days }) : "";
  }

  function write(ctx, { lines, size, weight, box, kind, must, spaced = 0, loud, how }) {
    if (how === "caption") return; // it stands on its box
    const colour = kind === "country" || kind === "area" || (kind === "region" && !must) ? page.style.quiet : page.style.ink, step = size * LINE * page.bigger;
    const quiet = kind === "region" && !must; // it has news on another date, which its size was chosen for
    ctx.font = font(quiet || loud === false ? 400 : weight, quiet ? Math.min(size, QUIET) : size);
    ctx.letterSpacing = `${spaced}px`;
    lines.forEach((line, i) => text(ctx, page.isolated(line), (box[0] + box[2]) / 2, box[1] + (i + 0.5) * step, colour));
    ctx.letterSpacing = "0px";
  }

  // In the line that was kept for it, else below or above the name if nothing stands there
  function writeNote(ctx, name, { view, names, symbols, plates, cards }) {
    const { box, room, region } = name, words = noteOf(region), high = noteSize * LINE * page.bigger;
    if (!words) return;
    ctx.font = font(400, noteSize);
    const sign = page.signOf(region), half = ctx.measureText(words).width / 2 + (sign ? SIGN / 2 : 0), x = (box[0] + box[2]) / 2, others = [...names, ...symbols, ...plates].flatMap((one) => [one.box, ...(one.steps ?? [])]).concat(cards);
    const free = (top) => x - half > 2 && x + half < view.width - 2 && top > 2 && top + high < view.height - 2
      && !others.some((other) => page.overlap([x - half, top, x + half, top + high], other));
    const top = room ? box[3] - high : [box[3], box[1] - high].find(free);
    if (top === undefined) return;
    text(ctx, words, x + (sign ? SIGN / 2 : 0), top + high / 2, page.style.ink);
    if (sign) page.sign(ctx, sign, x - half + SIGN / 2 - 2, top + high / 2, noteSize);
    Object.assign(name, { note: words, noteAt: [x - half, top, x + half, top + high] });
  }

  function dot(ctx, [x, y], rim, fill) {
    ctx.beginPath();
    ctx.arc(x, y, 2.4, 0, 2 * Math.PI);
    Object.assign(ctx, { fillStyle: fill, strokeStyle: rim, lineWidth: 1.2 });
    ctx.stroke();
    ctx.fill();
  }

  function lead(ctx, [from, to]) {
    page.leader(ctx, from, to);
    dot(ctx, from, page.style.ink, page.style.paper);
  }

  page.part({
    name: "labels", pane: "over",
    changed: (what) => what === "level" || what === "change" || (what === "date" && page.statement.any),
    paint(ctx, view) {
      noteSize = view.alone ? QUIET : 11;
      const layout = page.layoutOf(view), signs = [...layout.symbols, ...layout.plates];
      const marked = ([x, y]) => [...signs, ...layout.names].some(({ box }) => page.overlap([x, y, x, y], box));
      const hidden = ({ dot: at, loud }) => at && !loud && layout.names.some(({ box }) => page.overlap([...at, ...at], box)); // no name without its dot
      const stays = (name) => name.must || !(hidden(name) || signs.some((one) => [one.box, ...(one.steps ?? [])].some((box) => page.overlap(name.box, box))));
      const covered = layout.names.filter((name) => !stays(name));
      layout.names = layout.names.filter(stays);
      if (view.alone) nameAgain(layout, covered);
      Object.assign(ctx, { textBaseline: "middle", textAlign: "center", lineJoin: "round" });
      for (const { leader } of layout.names) if (leader) lead(ctx, leader);
      for (const name of layout.names) {
        if (name.dot && !marked(name.dot)) dot(ctx, name.dot, page.style.paper, page.style.ink);
        ctx.lineWidth = 3;
        ctx.strokeStyle = page.style.halo;
        write(ctx, name);
        if (name.kind === "region") writeNote(ctx, name, layout);
      }
    },
  });
});
