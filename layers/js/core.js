// The page's frame: makes the layers, holds what is shown, and speaks with the app around it.
// Each other script adds itself with layer(name, make).
(() => {
  "use strict";
  const makers = {};
  const parts = [];
  let moved = false; // by the reader
  let heardSerial = 0; // number of the app's last word; 0: the app has not spoken yet
  const own = new Set(); // what the reader has changed here since then
  const EMBEDDED = parent !== window;

  const page = Object.assign(window.outageBrief, {
    days: 0,
    index: 0,
    region: null,
    level: null,
    minKv: null,
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
    part(one) { parts.push(one); return one; },
    parts,
    element,
    isolated,
    dateText,
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
    Object.assign(page, { map, style: info.style, grid: info.grid, frame: info.frame, notes: info.notes, data: info.data, language: info.language });
    page.layers = new Set(info.layers);
    for (const one of info.data.legend.layers) page.titles[one.name] = one.title;
    page.days = info.data.dates.days;
    page.index = info.data.dates.shown;
    Object.assign(page, { region: info.region, level: info.level, minKv: info.minKv, metric: info.metric });
    // Labels are measured: without the embedded font they would be placed for another one
    const fonts = Promise.all(["400 13px", "600 13px"].map((font) => document.fonts.load(`${font} "${info.style.font}"`, "Aaі")));
    document.title = info.data.title.title;
    document.documentElement.lang = info.language;
    document.body.classList.toggle("embedded", EMBEDDED);
    page.canvases(map);
    // In the order in which Python listed them: what is below is made, and drawn, first
    for (const name of added) await makers[name](page, info.data[name]);
    frame(map, info.frame);
    L.control.zoom({ position: "topright" }).addTo(map);
    L.control.scale({ position: "bottomright", imperial: false, maxWidth: 140 }).addTo(map);
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

  // The frame is chosen once and kept while dates change; a new window size fits it anew until the reader moves the map
  function frame(map, [west, south, east, north]) {
    let fitting;
    const fit = () => {
      fitting = true;
      const size = map.getSize(), side = size.x > 760 ? document.querySelector(".side").offsetWidth + 24 : 8;
      const below = document.querySelector(".dates").offsetHeight + 14;
      // A frame that is not laid out yet has no room for anything: "resize" will tell when it has
      const room = size.x > side + 40 && size.y > below + 40;
      const padding = { animate: false, paddingTopLeft: [side, 8], paddingBottomRight: [12, below] };
      if (room) map.fitBounds([[south, west], [north, east]], padding);
      else map.setView([(south + north) / 2, (west + east) / 2], 4, { animate: false });
      fitting = false;
    };
    map.on("dragstart zoomstart", () => { moved ||= !fitting; });
    map.on("resize", () => { if (!moved) fit(); });
    // Leaflet hears of a new size from the window only; a frame may be laid out without one
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    // The app takes note of it, and tells it to the page that newer data fill the frame with
    map.on("moveend", () => { if (moved) tell("place"); });
    fit();
  }

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

  // What is drawn. `layers`: those too that this dataset has nothing for;
  // `place`: where the reader has moved the map, else null
  function state() {
    const { map, region, minKv, metric } = page, { lat, lng } = map.getCenter();
    return {
      date: isoDate(page.index), region, level: page.regions.level, layers: [...page.layers],
      minKv, metric, place: moved ? [[lat, lng], map.getZoom()] : null,
    };
  }

  // The reader has changed these parts of the View
  function said(...keys) {
    for (const key of keys) own.add(key);
    tell("view");
  }

  function tell(kind) {
    if (!EMBEDDED) return;
    // The frame is sandboxed: its parent's origin cannot be known here, and nothing secret is said
    parent.postMessage({ outageBrief: kind, serial: heardSerial, own: [...own], ...state() }, "*");
  }

  function heard({ source, data: word }) {
    if (source !== parent || !EMBEDDED) return;
    if (word?.outageBrief === "ask") tell("ready");
    if (word?.outageBrief !== "show") return;
    heardSerial = word.serial;
    own.clear();
    if (word.place) {
      moved = true;
      page.map.setView(...word.place, { animate: false });
    }
    if (word.layers.join() !== [...page.layers].join()) {
      page.layers = new Set(word.layers);
      changed("layers");
    }
    showLevel(word.level, { quiet: true });
    if (word.minKv !== page.minKv) showFrom(word.minKv, { quiet: true });
    page.showMetric?.(word.metric, { quiet: true });
    choose(word.region, { quiet: true });
    if (word.date !== isoDate(page.index)) {
      show((Date.parse(word.date) - Date.parse(page.data.dates.first)) / 86400000, { quiet: true });
    }
    tell("shown");
  }

  // A civil day is no moment: it is counted and printed in UTC, so that every viewer's zone reads the same day
  function dayOf(index) { return new Date(Date.parse(page.data.dates.first) + index * 86400000); }
  function isoDate(index) { return dayOf(index).toISOString().slice(0, 10); }
  function dateText(index, options = { day: "numeric", month: "long", year: "numeric" }) {
    const language = page.language === "en" ? "en-GB" : page.language;
    return new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(dayOf(index));
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
