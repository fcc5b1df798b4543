// The page's frame: makes the layers, holds what is shown, and speaks with the app around it.
// Each other script adds itself with layer(name, make).
(() => {
  "use strict";
  const makers = {};
  const parts = [];
  let heardSerial = 0; // number of the app's last word; 0: the app has not spoken yet
  const own = new Set(); // what the reader has changed here since then
  const EMBEDDED = parent !== window;
  const DEEPEST = 12, FLIGHT_S = 0.6, SETTLED_MS = 400;
  // The parts of the View: how each is read here, and shown; setting one says nothing to the app
  const quiet = { quiet: true };
  const PARTS = {
    layers: {
      now: () => [...page.layers],
      set(names) { page.layers = new Set(names); changed("layers"); },
    },
    level: { now: () => page.regions.level, set: (number) => showLevel(number, quiet) },
    minKv: { now: () => page.minKv, set: (minKv) => showFrom(minKv, quiet) },
    metric: { now: () => page.metric, set: (name) => page.showMetric?.(name, quiet) },
    region: { now: () => page.region, set: (code) => choose(code, quiet) },
    date: { now: () => isoDate(page.index), set: (date) => show((Date.parse(date) - Date.parse(page.data.dates.first)) / 86400000, quiet) },
    change: { now: () => page.change, set(text) { page.change = text; changed("change"); changed("date"); } },
    place: { now: () => page.place, set: (place) => page.lie(place, { ...quiet, fly: true }) },
  };

  const page = Object.assign(window.outageBrief, {
    days: 0,
    index: 0,
    region: null,
    level: null,
    minKv: null,
    change: null, // what changed since an earlier date, as `layers/change.py` writes it
    place: null, // latitude, longitude, width in km; null is the frame of the dataset
    layers: new Set(),
    embedded: EMBEDDED,
    layer(name, make) { makers[name] = make; },
    begin,
    show,
    choose,
    toggle,
    showLevel,
    showFrom,
    isOn: (name) => page.layers.has(name) || !(name in page.titles),
    changed,
    changeNow,
    part(one) { parts.push(one); return one; },
    parts,
    element,
    isolated,
    say,
    form,
    number,
    percent,
    lengthText,
    dateText, shownText,
    said,
    state,
    titles: {},
  });

  async function begin(map, added) {
    const info = await page.json("page");
    // What the bits of a byte of a region and date mean, Python says
    const { stateBits, stateNames, flags } = info.style;
    Object.assign(page, { STATES: stateNames, flags, stateOf: (code) => code & stateBits });
    page.isOut = (code) => page.stateOf(code) >= stateNames.PART;
    page.allHidden = (code) => page.stateOf(code) === stateNames.NO_REPORT && (code & flags.HIDDEN) > 0 && !(code & flags.UNSAID);
    page.unsaid = (code) => (code & flags.UNSAID) > 0; // reported, but not how much is out
    page.stateWords = (code) => page.unsaid(code) ? page.regions.unsaidWords : (page.allHidden(code) ? page.regions.hiddenWords : page.regions.stateWords[page.stateOf(code)]);
    page.looks = info.style;
    dress(document.documentElement.dataset.theme);
    Object.assign(page, { map, grid: info.grid, frame: info.frame, shown: info.shown, notes: info.notes, data: info.data, language: info.language, words: info.words });
    const { layers, date, ...others } = info.view; // the date is an index here, made of the day that is shown
    Object.assign(page, others, { layers: new Set(layers) });
    for (const one of info.data.legend.layers) page.titles[one.name] = one.title;
    page.days = info.data.dates.days;
    page.index = info.data.dates.shown;
    // Labels are measured: without the embedded font they would be placed for another one
    const fonts = Promise.all(["400 13px", "600 13px"].map((font) => document.fonts.load(`${font} "${info.style.font}"`, "Aaі")));
    document.title = info.data.title.title;
    document.documentElement.lang = info.language;
    document.body.classList.toggle("embedded", EMBEDDED);
    page.flat(map);
    page.canvases(map);
    // In the order in which Python listed them: what is below is made, and drawn, first
    for (const name of added) await makers[name](page, info.data[name]);
    page.hands(map);
    L.control.zoom({ position: "topright", zoomInTitle: say("zoomIn"), zoomOutTitle: say("zoomOut") }).addTo(map);
    frame(map, info.frame);
    const scale = L.control.scale({ position: "bottomright", imperial: false, maxWidth: 140 });
    const usual = scale._updateScale; // Leaflet writes the unit by itself, in English
    scale._updateScale = (bar, text, share) => usual.call(scale, bar, lengthText(parseInt(text, 10) * (text.endsWith("km") ? 1000 : 1)), share);
    scale.addTo(map).getContainer().setAttribute("aria-hidden", true);
    await fonts;
    for (const what of ["layers", "level", "region", "date"]) for (const part of parts) part.changed?.(what);
    page.paint();
    window.addEventListener("message", heard);
    requestAnimationFrame(() => { document.documentElement.dataset.ready = "1"; call(200); });
  }

  // The app may not listen yet: it is called until it speaks, ever more rarely and not for ever,
  // for an app that comes later asks by itself
  function call(pause) {
    if (heardSerial || pause > 30000) return;
    tell("ready");
    setTimeout(call, pause, 2 * pause);
  }

  // The map lies at the View's place, else on the frame of the dataset; a new size of the window fits it anew
  function frame(map, [left, top, right, bottom]) {
    const still = window.matchMedia("(prefers-reduced-motion: reduce)");
    const bounds = L.latLngBounds([top, left], [bottom, right]);
    let ours = false, byReader = false, settling;
    // How many km wide what the window shows is, around a place of the grid; and the zoom that shows so many
    const widthAt = (x, y, zoom) => map.getSize().x / page.scaleAt(zoom) * page.metresAt(x, y) / 1000;
    const zoomOf = (x, y, width) => page.zoomAt(map.getSize().x * page.metresAt(x, y) / 1000 / width);

    function home() {
      const size = map.getSize(), embedded = page.embedded;
      const side = size.x > 640 && !embedded ? document.querySelector(".side").offsetWidth + 24 : 8;
      const below = embedded ? 8 : document.querySelector(".dates").offsetHeight + 14;
      // A frame that is not laid out yet has no room for anything: "resize" will tell when it has
      const room = size.x > side + 40 && size.y > below + 40;
      if (!room) return { centre: bounds.getCenter(), zoom: 4 };
      const free = fitted(side, 0, below, size), buttons = document.querySelector(".leaflet-top.leaflet-right"), strip = buttons.offsetWidth;
      return isUnder(buttons, free, size) && size.x > side + strip + 40 ? fitted(side, strip, below, size) : free;
    }

    // The frame in the middle of what is left beside the title, the buttons and the time bar
    function fitted(side, strip, below, { x, y }) {
      const zoom = map.getBoundsZoom(bounds, false, L.point(side + 12 + strip, 8 + below));
      const middle = map.project(bounds.getCenter(), zoom).add([(12 + strip - side) / 2, (below - 8) / 2]);
      return { centre: map.unproject(middle, zoom), zoom, corner: middle.subtract([x / 2, y / 2]) };
    }

    // Whether a region would lie under the buttons
    function isUnder({ offsetWidth, offsetHeight }, { zoom, corner }, { x }) {
      const scale = page.scaleAt(zoom), [right, top] = [(x - offsetWidth + corner.x) / scale, (offsetHeight + corner.y) / scale];
      return page.regions.boxes.some((box) => box[2] > right && box[1] < top);
    }

    function lie(place, fly) {
      const whole = home(), [x, y] = place ? page.gridAt(place[0], place[1]) : [];
      const { centre, zoom } = place ? { centre: [y, x], zoom: zoomOf(x, y, place[2]) } : whole;
      // What is under way ends with a "moveend" of its own. stop() would begin a zoom to the nearest whole step, from half-way
      // of a flight that a new size of the window ends, and that zoom would pass for one of the reader's
      map._stop();
      ours = true;
      byReader = false;
      map.options.minZoom = Math.min(zoom, whole.zoom - 0.5); // further out there is nothing of the dataset
      if (fly && !still.matches && map.getSize().x) return map.flyTo(centre, zoom, { duration: FLIGHT_S });
      map.setView(centre, zoom, { animate: false });
      ours = false;
    }

    page.lie = (place, { fly = false, quiet = false } = {}) => {
      page.place = place;
      lie(place, fly);
      if (!quiet) said("place");
    };
    page.held = () => { ours = false; byReader = true; }; // a flight is ended by a reader who takes hold of the map
    map.on("dragstart", page.held);
    map.getContainer().addEventListener("wheel", page.held, { passive: true });
    map.on("zoomstart", () => { byReader ||= !ours; });
    map.on("moveend", () => {
      if (ours || !byReader) { ours = false; return; }
      map.panInsideBounds(map.options.maxBounds);
      clearTimeout(settling);
      settling = setTimeout(() => {
        const { lat: y, lng: x } = map.getCenter(), [lat, lon] = page.degreesAt(x, y);
        byReader = false;
        page.place = [round(lat, 3), round(lon, 3), round(widthAt(x, y, map.getZoom()), 1)];
        said("place");
      }, SETTLED_MS);
    });
    map.on("resize", () => lie(page.place, false));
    // Leaflet hears of a new size from the window only; a frame may be laid out without one
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    lie(page.place, false);
    map.options.maxZoom = Math.max(DEEPEST, map.getZoom());
    // Not setMaxBounds(): it pans back after our own moves too, half-way of a new layout, and that would pass for the reader's
    map.options.maxBounds = bounds.pad(1);
  }

  function round(number, digits) { return Number(number.toFixed(digits)); }

  // Show the date of an index. Outside 0..days-1 there is no report, and the map says so.
  function show(index, { quiet = false } = {}) {
    page.index = index;
    changed("date");
    if (!quiet) said("date");
  }

  function choose(code, { quiet = false } = {}) {
    if (page.region === code) return;
    page.region = code;
    changed("region");
    if (!quiet) said("region");
  }

  // Show the regions of another level; a region chosen on the old one is none of the new
  function showLevel(number, { quiet = false } = {}) {
    if (page.regions.level === number) return;
    page.level = number;
    page.region = null;
    page.setLevel(number);
    changed("level");
    changed("region");
    if (!quiet) said("level", "region");
  }

  // Show substations from a voltage upwards; null is all
  function showFrom(minKv, { quiet = false } = {}) {
    page.minKv = minKv;
    changed("layers");
    if (!quiet) said("minKv");
  }

  function toggle(name, on) {
    if (on) page.layers.add(name); else page.layers.delete(name);
    changed("layers");
    said("layers");
  }

  // Each part says whether what it painted has changed; only canvases with such a part are painted again
  function changed(what) {
    const stale = new Set();
    for (const part of parts) {
      const answer = part.changed?.(what);
      if (part.pane && (what === "layers" || answer)) stale.add(part.pane);
    }
    page.paint(stale);
  }

  // The colours of a theme; a page that stands alone, and a sheet, is light
  function dress(theme) {
    const { themes, ...others } = page.looks, known = themes[theme] ? theme : "light";
    page.style = { ...others, ...themes[known] };
    document.documentElement.dataset.theme = known;
  }

  // The app has turned to another theme: all that is painted is painted again
  function wear(theme) {
    dress(theme);
    changed("look");
    page.paint();
  }

  // The kind of change of each region, a letter from "a", and since which date; null unless it is of what is shown just now
  function changeNow() {
    const [since, date, level, kinds] = (page.change ?? "").split(" ");
    if (date !== isoDate(page.index) || Number(level) !== page.regions.level) return null;
    return { since: Math.round((Date.parse(since) - Date.parse(page.data.dates.first)) / 86400000), kinds };
  }

  // What is drawn. `layers`: those too that this dataset has nothing for
  function state() {
    return Object.fromEntries(Object.entries(PARTS).map(([name, part]) => [name, part.now()]));
  }

  // The reader has changed these parts of the View
  function said(...keys) {
    for (const key of keys) own.add(key);
    tell("view");
  }

  function tell(kind) {
    if (!EMBEDDED) return;
    // The frame is sandboxed: its parent's origin cannot be known here, and nothing secret is said
    parent.postMessage({ outageBrief: kind, serial: heardSerial, own: [...own], playing: page.playing ?? false, ...state() }, "*");
  }

  function heard({ source, data: word }) {
    if (source !== parent || !EMBEDDED) return;
    if (word?.outageBrief === "ask") tell("ready");
    if (word?.outageBrief === "look" && "presenting" in word) page.look(word.presenting);
    if (word?.outageBrief === "look" && word.theme) wear(word.theme);
    if (word?.outageBrief !== "show") return;
    heardSerial = word.serial;
    own.clear();
    const now = state();
    for (const name of Object.keys(PARTS)) {
      if (name in word && String(word[name]) !== String(now[name])) PARTS[name].set(word[name]);
    }
    tell("shown");
  }

  // A civil day is no moment: it is counted and printed in UTC, so that every viewer's zone reads the same day
  function dayOf(index) { return new Date(Date.parse(page.data.dates.first) + index * 86400000); }
  function isoDate(index) { return dayOf(index).toISOString().slice(0, 10); }
  function dateText(index, options = { day: "numeric", month: "long", year: "numeric" }) {
    return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(dayOf(index));
  }

  // What the map shows, as `date_in_words` says it: a date, or the worst since one
  function shownText() {
    const { since } = page.data.dates, last = dateText(page.index);
    return since === null || since >= page.index ? last : say("worst", { first: dateText(since), last });
  }

  // A sentence that Python has put into the language of the page, with its places filled; `count` chooses among forms
  function say(key, names = {}) { return filled(page.words[key], names); }
  function form(forms, count) { return filled(forms, { count }); }
  function filled(words, names) {
    const chosen = typeof words === "string" ? words : words[new Intl.PluralRules(locale()).select(names.count)] ?? words.other;
    return chosen.replace(/\{(\w+)\}/g, (place, name) => names[name]);
  }
  function locale() { return page.language === "en" ? "en-GB" : page.language; }
  function number(n) { return n.toLocaleString(locale()); }
  // In two digits; less than all is never written as all
  function percent(out, total) {
    const share = 100 * out / total;
    return (out < total ? Math.min(99, share) : share).toLocaleString(locale(), { maximumSignificantDigits: 2 });
  }
  function lengthText(metres) {
    return metres >= 1000 ? say("kilometres", { number: metres / 1000 }) : say("metres", { number: metres });
  }

  // A name that runs from right to left keeps to itself: ", 3 days old" after it is drawn after it
  function isolated(words) {
    return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(words) ? `\u2068${words}\u2069` : words;
  }

  // Make an element; what comes from data enters as text, never as HTML
  function element(tag, className, text, parent) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    parent?.appendChild(made);
    return made;
  }
})();
