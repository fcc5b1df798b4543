// The page as a sheet: title, map, figures, legend, sources and limits, composed for the window's size.
// show(content) draws one sheet and says where its maps are, how many pages it takes, and what did not fit. show(content, n) lays
// out the sheet n, from 0, of a document that is printed at once; its maps are painted while it is printed, and not before: a
// hundred painted canvases take a gigabyte.
outageBrief.layer("sheet", (page, data) => {
  "use strict";
  const SYMBOLS = ["hit", "services", "advisory"], TEXT_PX = 12.5, MOST_OFF = 5, FEWEST = 4; // what a map on a screen is drawn for
  // By shape, from its width to its height: the shorter side in units (a slide is read from afar, paper from near by, a square on a
  // phone: its least letters are 18 px of 1080, 7 points, and 22 px of 1080), and how many callouts a map has at most
  const SHAPES = [[1.6, { units: 43.2, most: 6 }], [1.25, { units: 61.2, most: 5 }], [0.9, { units: 35.3, most: FEWEST }], [0, { units: 61.2, most: 6 }]];
  const [, { units, most }] = SHAPES.find(([from]) => innerWidth / innerHeight >= from), side = Math.min(innerWidth, innerHeight);
  const { element, lists } = page;
  const book = element("main", "", undefined, document.body);
  document.body.classList.add("on-sheet");
  let unit = 0, root = null, pictures = [], stations = [], without = [], printing = false;

  page.sheet = { show };
  // Painted anew while the browser prints, a canvas goes into a PDF as lines and letters, not as pixels
  addEventListener("beforeprint", () => { printing = true; pictures.forEach(paint); });
  addEventListener("afterprint", () => { printing = false; });

  function show(content, place) {
    if (!place) { book.replaceChildren(); pictures = []; }
    unit = side / units / (content.share ?? 1); // a figure is a part of a slide, whose words are no smaller for that
    document.documentElement.style.fontSize = `${unit}px`;
    const slim = content.kind === "date" && !content.regions.lines.length && !content.also?.length; // a few words need no column of their own
    root = element("section", `brief ${innerWidth / innerHeight > 1.25 ? "wide" : "tall"}${slim ? " slim" : ""}`, undefined, book);
    root.dataset.kind = content.kind;
    if (most === FEWEST) root.classList.add("square");
    if (content.kind !== "annex") root.style.height = `${innerHeight}px`; // the annex has a height for each of its pages
    [stations, without] = [[], []];
    const faults = [], before = pictures.length;
    const pages = { date: oneDate, compare: oneDate, figure, ...page.leaves }[content.kind](content, faults, { root, unit, slot, settle, stations });
    const own = pictures.slice(before);
    if (faults.length === 0 && place === undefined) own.forEach(paint);
    const boxes = own.map(({ canvas }) => canvas.getBoundingClientRect());
    return { pages: pages ?? 1, maps: boxes.map((box) => [box.left, box.top, box.width, box.height]), faults, shortened: root.dataset.shortened === "1" };
  }

  function oneDate(all, faults) {
    const content = most > FEWEST || all.kind === "date" ? all : changeAlone(all);
    lists.header(content, root);
    const maps = element("section", "maps", undefined, root);
    const slots = content.maps.map((one) => slot(one, maps));
    const briefKey = lists.legend(content, root, stations);
    const side = element("aside", "facts", undefined, root);
    lists.keyFigures(content, side);
    const regions = lists.main(content.regions, side);
    const others = element("div", "others", undefined, side), also = (content.also ?? []).map((one) => lists.regions(one, others));
    const parts = { root, map: slots.at(-1).holder, side, regions, also, fewerSigns, briefKey, ...lists.footer(content, content.sources, root) };
    lists.compose(parts, faults);
    settle(slots);
    const lost = new Map();
    // What finds no place on the map stands in the lists, which may leave the map another size; at last all that is dropped is listed
    while (faults.length === 0) {
      const before = lost.size;
      for (const one of dropped(pictures.slice(-slots.length))) lost.set(one.sentences.join(" "), one);
      if (lost.size === before) break;
      parts.said?.box.remove();
      const lines = [...lost.values()].map(({ sentences: [name, ...others], kind, code }) => (
        { name, ...(SYMBOLS.includes(kind) ? { report: kind } : { code }), words: others.join(" · ") })); // a symbol is of no state
      parts.said = lists.regions({ ...content.saidToo, lines, more: { ...content.saidToo.more, count: lines.length } }, others);
      others.prepend(parts.said.box);
      lists.compose(parts, faults);
    }
    if ([regions, ...also, parts.said].some((one) => one?.isShort())) root.dataset.shortened = "1";
  }

  // On a small square the maps of the two dates have no room: the map of the change shows the later one, the list says both
  function changeAlone(content) {
    const maps = content.maps.slice(-1).map((one) => ({ ...one, number: content.catalogue })); // its longer number stands in the caption
    return { ...content, maps, catalogue: "", legend: content.legend.filter(({ swatch }) => swatch !== "report") };
  }

  // Substations are the background of what is reported: where words have no room, they go from map and legend, if nobody asked for them
  function fewerSigns() {
    if (page.minKv !== null || without.length || !stations.length) return false;
    without = ["substations"];
    for (const { line } of stations) line.hidden = true;
    return true;
  }

  // The callouts of these maps that find no place on them
  function dropped(some) {
    return some.filter(({ callouts }) => callouts).flatMap((picture) => {
      page.index = picture.index;
      picture.tried = { ...solvedFor(picture, 1), tried: true };
      return page.arrange(picture.tried).dropped;
    });
  }

  // Lower voltages are drawn only nearer by. How near the maps are depends on the room that the words leave, so it is decided
  // here, once, for the maps and for the legend
  function settle(slots) {
    const { width, height } = frameOf(slots[0]);
    const { zoom } = viewOf(width, height, 1);
    for (const { line, kind } of stations) line.hidden = without.length > 0 || !page.nearEnough(kind, zoom);
    for (const one of slots) place({ ...one, zoom, without: [...one.without ?? [], ...without] });
  }

  function figure(content) {
    const maps = element("section", "maps", undefined, root);
    const slots = content.maps.map((one) => slot(one, maps));
    lists.legend(content, root, stations);
    settle(slots);
  }

  function slot(one, parent) {
    const frame = element("figure", one.change ? "map change" : "map", undefined, parent);
    const holder = element("div", "holder", undefined, frame);
    if (one.caption) {
      const caption = element("figcaption", "", undefined, frame);
      element("b", "", one.caption, caption);
      if (one.note) element("span", "", one.note, caption);
      if (one.number) element("span", "number", one.number, caption);
    }
    return { ...one, frame, holder };
  }

  function place(one) {
    const canvas = element("canvas", "", undefined, one.holder);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", one.caption ?? page.say("map"));
    const bar = one.small ? null : element("div", "scalebar", undefined, one.holder);
    const words = one.small ? "" : offMap(one), off = words ? element("div", "off", words, one.holder) : null;
    pictures.push({ ...one, callouts: one.callouts?.slice(0, most), canvas, bar, off });
  }

  // What has news and lies outside the map is counted on it, and named as far as a line holds
  function offMap(one) {
    const { width, height } = frameOf(one), { scale, x, y } = viewOf(width, height, 1), { boxes, count, codeAt, short } = page.regions;
    const out = Array.from({ length: count }, (_, region) => region).filter((region) => {
      const [west, north, east, south] = boxes[region].map((n, i) => n * scale + (i % 2 ? y : x));
      return page.hasNews(codeAt(region, one.index)) && (east < 0 || south < 0 || west > width || north > height);
    });
    out.sort((a, b) => page.stateOf(codeAt(b, one.index)) - page.stateOf(codeAt(a, one.index)));
    const named = out.slice(0, MOST_OFF).map((region) => page.isolated(short[region])).join(", "), more = out.length - MOST_OFF;
    const names = more > 0 ? page.say("namesAndMore", { names: named, more }) : named;
    return out.length ? page.say("offMap", { count: out.length, names }) : "";
  }

  // Where the grid lies in a picture: as page.view(), for a frame that is fitted and centred
  function viewOf(width, height, ratio) {
    const [left, top, right, bottom] = page.shown, margin = Math.min(width, height) * 0.02;
    const scale = Math.min((width - 2 * margin) / (right - left), (height - 2 * margin) / (bottom - top));
    const x = (left + right) / 2, y = (top + bottom) / 2;
    return {
      zoom: page.zoomAt(scale), ratio, width, height, scale, x: width / 2 - x * scale, y: height / 2 - y * scale,
      metres: page.metresIn(page.shown) / scale, alone: true,
    };
  }

  // The size of a map in its own pixels, each `bigger` pixels of the sheet
  function frameOf({ holder, small }) {
    const bigger = small ? 1 : Math.max(1, unit * lists.LEAST_REM / TEXT_PX), box = holder.getBoundingClientRect();
    return { bigger, width: Math.round(box.width) / bigger, height: Math.round(box.height) / bigger };
  }

  function viewFor({ bar, off, holder, small, callouts, without, zoom }, ratio) {
    const { bigger, width, height } = frameOf({ holder, small }), view = { ...viewOf(width, height, ratio), zoom, callouts, without, bigger };
    if (bar) scaleBar(bar, view, bigger);
    view.cards = [bar, off].filter(Boolean).map((one) => boxIn(one.parentElement, one, bigger));
    return view;
  }

  // A map of a size and a date is solved once
  function solvedFor(picture, ratio) {
    const view = viewFor(picture, ratio), { tried } = picture;
    const same = tried && ["width", "height", "zoom"].every((name) => tried[name] === view[name]) && `${tried.cards}` === `${view.cards}`;
    return same ? { ...view, layout: tried.layout } : view;
  }

  function paint(picture) {
    const { canvas, index, change, without } = picture, { bigger, width, height } = frameOf(picture);
    const ratio = printing ? bigger : (window.devicePixelRatio || 1) * bigger; // lines and letters need no pixels
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width * bigger}px`;
    canvas.style.height = `${height * bigger}px`;
    const ctx = canvas.getContext("2d"), view = solvedFor(picture, ratio);
    ctx.fillStyle = page.style.sea; // in print a canvas has no ground of its own
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    page.index = index;
    const { notes, signs } = page.regions.changes;
    page.note = (region) => (change ? notes[page.kindOf(change[region])] : null);
    page.signOf = (region) => (change ? signs[page.kindOf(change[region])] : "");
    for (const part of page.parts) if (part.pane) part.changed?.("date");
    for (const pane of ["ground", "regions", "over"]) {
      if (pane === "over" && picture.circles) { page.inPixels(ctx, view); page.circles.paint(ctx, view, picture.circles); }
      for (const part of page.parts) {
        if (part.pane !== pane || !part.paint || !page.isOn(part.name)) continue;
        if (without?.includes(part.of ?? part.name) && !(part.of && view.callouts)) continue;
        page.inPixels(ctx, view);
        part.paint(ctx, view);
        if (change && part.name === "regions") page.paintEdges(ctx, view, change);
      }
    }
  }

  // The box of an element over a map, in the map's own pixels
  function boxIn(map, over, bigger) {
    const own = map.getBoundingClientRect(), { left, top, right, bottom } = over.getBoundingClientRect();
    return [left - own.left, top - own.top, right - own.left, bottom - own.top].map((n) => n / bigger);
  }

  // True at the middle of the map
  function scaleBar(bar, view, bigger) {
    const { metres } = view, most = 150 * metres;
    const power = 10 ** Math.floor(Math.log10(most)), round = [5, 2, 1].find((n) => n * power <= most) * power;
    bar.style.width = `${round / metres * bigger}px`;
    bar.textContent = page.lengthText(round);
    bar.dataset.metres = round;
  }
});
