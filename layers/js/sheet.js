// The page as a sheet: title, map, figures, legend, sources and limits, composed for the window's size.
// show(content) draws one sheet and says where its maps are, how many pages it takes, and what did not fit. show(content, n) lays
// out the sheet n, from 0, of a document that is printed at once; its maps are painted while it is printed, and not before: a
// hundred painted canvases take a gigabyte.
outageBrief.layer("sheet", (page, data) => {
  "use strict";
  const UNITS = 60; // text is sized by the shorter side of the sheet
  const unit = Math.min(innerWidth, innerHeight) / UNITS, TEXT_PX = 12.5, MOST_OFF = 5; // what a map on a screen is drawn for
  // What a map keeps of the height of its sheet, however many words there are
  const LEAST_MAP = { date: { wide: 0.55, tall: 0.36 }, compare: { wide: 0.38, tall: 0.2 } };
  const { element } = page;
  const book = element("main", "", undefined, document.body);
  document.documentElement.style.fontSize = `${unit}px`;
  document.body.classList.add("on-sheet");
  let root = null, pictures = [], stations = [], printing = false;

  page.sheet = { show };
  // Painted anew while the browser prints, a canvas goes into a PDF as lines and letters, not as pixels
  addEventListener("beforeprint", () => { printing = true; pictures.forEach(paint); });
  addEventListener("afterprint", () => { printing = false; });

  function show(content, place) {
    if (!place) { book.replaceChildren(); pictures = []; }
    root = element("section", `brief ${innerWidth / innerHeight > 1.25 ? "wide" : "tall"}`, undefined, book);
    root.dataset.kind = content.kind;
    if (content.kind !== "annex") root.style.height = `${innerHeight}px`; // the annex has a height for each of its pages
    stations = [];
    const faults = [], before = pictures.length;
    const pages = { date: oneDate, compare: oneDate, figure, summary, annex }[content.kind](content, faults);
    const own = pictures.slice(before);
    if (faults.length === 0 && place === undefined) own.forEach(paint);
    const boxes = own.map(({ canvas }) => canvas.getBoundingClientRect());
    return { pages: pages ?? 1, maps: boxes.map((box) => [box.left, box.top, box.width, box.height]), faults };
  }

  function oneDate(content, faults) {
    header(content);
    const maps = element("section", "maps", undefined, root);
    const slots = content.maps.map((one) => slot(one, maps));
    const side = element("aside", "facts", undefined, content.kind === "compare" ? maps : root);
    keyFigures(content, side);
    const regions = list(content.regions, side, regionLine);
    const also = (content.also ?? []).map((one) => list(one, side, regionLine));
    legend(content, side);
    const foot = footer(content, content.sources);
    compose({ map: slots[0].holder, side, regions, also, ...foot }, faults);
    settle(slots);
  }

  function header(content) {
    const head = element("header", "", undefined, root), subject = element("div", "subject", undefined, head);
    element("h1", "", content.title, subject);
    element("p", "headline", content.headline, subject);
    const when = element("div", "when", undefined, head);
    element("p", "date", content.date, when);
    element("p", "quiet", content.zone, when);
  }

  function keyFigures(content, side) {
    const block = element("section", "figures", undefined, side);
    for (const { number, words } of content.figures) {
      const one = element("p", "figure", undefined, block);
      element("b", "", number, one);
      if (words) element("span", "", words, one);
    }
  }

  function regionLine(one, box) {
    const line = element("div", "line", undefined, box);
    const swatch = one.report ? "report" : one.change === undefined ? "code" : "change";
    line.appendChild(page.swatch({ swatch, key: one.report ?? one.change ?? one.code }));
    const words = element("p", "", undefined, line);
    element("b", "", one.name, words);
    element("span", "", one.words, words);
  }

  // A list that can be shortened: what is left out is counted in its last line
  function list({ title, lines, more, none }, parent, draw) {
    const box = element("section", "list", undefined, parent);
    if (title) element("h2", "", title, box);
    const rows = element("div", "rows", undefined, box), rest = element("p", "quiet", "", box);
    lines.forEach((one) => draw(one, rows));
    const all = [...rows.children];
    const hold = (count) => {
      rows.replaceChildren(...all.slice(0, count));
      const left = more.count - count;
      rest.textContent = more.count ? page.form(count ? more.others : more.all, left) : none; // "and 5 more regions", or "5 regions"
      rest.hidden = !rest.textContent || (more.count > 0 && !left);
    };
    hold(all.length);
    return {
      shorten(least) { const now = rows.children.length; if (now > least) hold(now - 1); return now > least; },
      lengthen() { const now = rows.children.length; if (now < all.length) hold(now + 1); return now < all.length; },
    };
  }

  function legend(content, parent) {
    const box = element("section", "key", undefined, parent);
    if (content.legend.length) element("h2", "", page.say("legend"), box);
    const lines = element("div", "lines", undefined, box);
    for (const entry of content.legend) {
      if (entry.swatch === "substation" && page.filteredOut(entry.key)) continue;
      const line = element("div", "line", undefined, lines);
      if (entry.swatch === "substation") stations.push({ line, kind: entry.key });
      line.appendChild(page.swatch(entry));
      element("p", "", entry.words, line);
    }
    return box;
  }

  // Lower voltages are drawn only nearer by. How near the maps are depends on the room that the words leave, so it is decided
  // here, once, for the maps and for the legend
  function settle(slots) {
    const { width, height } = frameOf(slots[0]);
    const { zoom } = viewOf(width, height, 1);
    for (const { line, kind } of stations) line.hidden = !page.nearEnough(kind, zoom);
    for (const one of slots) place({ ...one, zoom });
  }

  function footer(content, said) {
    const foot = element("footer", "", undefined, root), left = element("div", "sources", undefined, foot);
    const sources = said?.more.count ? list(said, left, (one, box) => {
      const line = element("p", "source", undefined, box);
      element("b", "", one.name, line);
      element("span", "", one.words, line);
    }) : null;
    element("p", "quiet", content.data, left);
    const notes = element("div", "notes", undefined, foot);
    element("p", "disclaimer", content.disclaimer, notes);
    for (const words of content.notes) element("p", "quiet", words, notes);
    const last = element("p", "last", undefined, notes);
    linked("link", content.link, last);
    element("span", "", content.page, last);
    return { foot, sources };
  }

  // Make it fit: what can be shortened is, and says so; what may not be shortened grows smaller, and at last it is a fault
  function compose({ map, side, regions, also, foot, sources }, faults) {
    const shape = root.classList.contains("wide") ? "wide" : "tall";
    const high = root.clientHeight, apart = root.dataset.kind === "date" && shape === "wide";
    const least = high * LEAST_MAP[root.dataset.kind][shape];
    const sideFits = () => side.scrollHeight <= side.clientHeight + 1;
    const mapFits = () => root.scrollHeight <= high + 1 && map.clientHeight >= least;
    const smaller = (box, from, to) => () => {
      const now = parseFloat(box.style.fontSize) || from;
      if (now > to) box.style.fontSize = `${now - 0.03}rem`;
      return now > to;
    };
    const head = root.querySelector("header"), few = (one, count) => () => one?.shorten(count);
    const fewest = (count) => () => also.some((one) => one.shorten(count));
    const beside = [fewest(3), few(regions, 6), smaller(side, 0.86, 0.74), fewest(0), few(regions, 2), smaller(side, 0.86, 0.6),
      few(regions, 0)];
    const around = [few(sources, 6), smaller(foot, 0.72, 0.64), smaller(head, 1, 0.8), few(sources, 0), smaller(foot, 0.72, 0.5), smaller(head, 1, 0.5)];
    const fit = (steps, fits) => { for (const step of steps) while (!fits() && step()); };
    const both = () => mapFits() && sideFits();
    if (apart) { fit(around, mapFits); fit(beside, sideFits); } else fit(beside.flatMap((step, i) => [step, around[i]]).filter(Boolean), both);
    for (const one of [regions, ...also, sources].filter(Boolean)) {
      while (both() && one.lengthen());
      if (!both()) one.shorten(0);
    }
    if (!both()) faults.push("the words do not fit the sheet");
    for (const one of root.querySelectorAll("p, h1, h2")) {
      if (one.clientWidth && one.scrollWidth > one.clientWidth + 1) faults.push(`cut: ${one.textContent.slice(0, 60)}`);
    }
  }

  function figure(content) {
    const maps = element("section", "maps", undefined, root);
    const slots = content.maps.map((one) => slot(one, maps));
    legend(content, root);
    settle(slots);
  }

  // Every date of a series, small, in order
  function summary(content, faults) {
    header(content);
    const maps = element("section", "maps many", undefined, root);
    legend(content, root);
    footer(content, null);
    const box = maps.getBoundingClientRect(), count = content.maps.length;
    let best = { width: 0 };
    for (let columns = 1; columns <= count; columns++) {
      const rows = Math.ceil(count / columns), high = box.height / rows - 2.2 * unit;
      const width = Math.min(box.width / columns - unit, high * content.aspect);
      if (width > best.width) best = { columns, width };
    }
    if (best.width < 5 * unit) faults.push("the maps of the summary would be too small");
    maps.style.gridTemplateColumns = `repeat(${best.columns}, ${best.width}px)`;
    const slots = content.maps.map((one) => {
      const made = slot(one, maps);
      made.frame.style.height = `${best.width / content.aspect}px`;
      return made;
    });
    settle(slots);
    if (maps.scrollHeight > maps.clientHeight + 2) faults.push("the maps of the summary do not fit the sheet");
  }

  // Every source and statement, on as many pages as they need
  function annex(content, faults) {
    let made = null;
    const sheets = [];
    const turn = () => {
      const sheet = element("section", "leaf", undefined, root);
      sheet.style.height = `${innerHeight}px`;
      element("h1", "", content.title, sheet);
      const body = element("div", "body", undefined, sheet);
      const last = element("p", "last", undefined, sheet);
      linked("link", content.link, last);
      sheets.push(element("span", "", "", last));
      return { body, fits: () => body.scrollHeight <= body.clientHeight + 1 && body.scrollWidth <= body.clientWidth + 1 };
    };
    made = turn();
    for (const one of content.entries) {
      const item = element("article", one.heading ? "heading" : "", undefined, made.body);
      element(one.heading ? "h2" : "h3", "", one.name, item);
      for (const words of one.lines) linked("", words, element("p", "", undefined, item));
      if (made.fits()) continue;
      made = turn();
      made.body.appendChild(item);
      if (!made.fits()) faults.push(`longer than a page: ${one.name.slice(0, 60)}`);
    }
    sheets.forEach((span, i) => { span.textContent = content.pages ? page.say("pageOf", { number: content.first + i, pages: content.pages }) : ""; });
    return sheets.length;
  }

  // Text that is a whole web address can be followed in a document; a link without a host leads nowhere on paper
  function linked(name, words, parent) {
    if (!words) return;
    const web = /^https?:\/\/\S+$/.test(words), made = element(web ? "a" : "span", name, words, parent);
    if (web) made.href = words;
  }

  function slot(one, parent) {
    const frame = element("figure", one.change ? "map change" : "map", undefined, parent);
    const holder = element("div", "holder", undefined, frame);
    if (one.caption) {
      const caption = element("figcaption", "", undefined, frame);
      element("b", "", one.caption, caption);
      if (one.note) element("span", "", one.note, caption);
    }
    return { ...one, frame, holder };
  }

  function place(one) {
    const canvas = element("canvas", "", undefined, one.holder);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", one.caption ?? page.say("map"));
    const bar = one.small ? null : element("div", "scalebar", undefined, one.holder);
    const words = one.small ? "" : offMap(one), off = words ? element("div", "off", words, one.holder) : null;
    pictures.push({ ...one, canvas, bar, off });
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
      metres: page.metresAt(x, y) / scale, alone: true,
    };
  }

  // The size of a map in its own pixels, each `bigger` pixels of the sheet
  function frameOf({ holder, small }) {
    const bigger = small ? 1 : Math.max(1, unit / TEXT_PX), box = holder.getBoundingClientRect();
    return { bigger, width: Math.round(box.width) / bigger, height: Math.round(box.height) / bigger };
  }

  function paint(picture) {
    const { canvas, bar, off, index, change, without, zoom } = picture, { bigger, width, height } = frameOf(picture);
    const ratio = printing ? bigger : (window.devicePixelRatio || 1) * bigger; // lines and letters need no pixels
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width * bigger}px`;
    canvas.style.height = `${height * bigger}px`;
    const ctx = canvas.getContext("2d"), view = { ...viewOf(width, height, ratio), zoom };
    if (bar) scaleBar(bar, view, bigger);
    view.cards = [bar, off].filter(Boolean).map((one) => boxIn(canvas, one, bigger));
    ctx.fillStyle = page.style.sea; // in print a canvas has no ground of its own
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    page.index = index;
    const { notes } = page.regions.changes;
    page.note = (region) => (change ? notes[page.kindOf(change[region])] : null);
    for (const part of page.parts) if (part.pane) part.changed?.("date");
    for (const pane of ["ground", "regions", "over"]) {
      for (const part of page.parts) {
        if (part.pane !== pane || !part.paint || !page.isOn(part.name)) continue;
        if (without?.includes(part.name)) continue;
        page.inPixels(ctx, view);
        if (change && part.name === "regions") page.paintChange(ctx, view, change);
        else part.paint(ctx, view);
      }
    }
  }

  // The box of an element over a map, in the map's own pixels
  function boxIn(canvas, over, bigger) {
    const own = canvas.getBoundingClientRect(), { left, top, right, bottom } = over.getBoundingClientRect();
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
