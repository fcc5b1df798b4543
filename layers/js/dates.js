// The date control: slider with a strip of all dates, steps, play, keys, and the next date with reports.
outageBrief.layer("dates", (page, data) => {
  "use strict";
  const STEP_MS = 1200; // long enough to read what has changed
  const SPEEDS = [1, 2, 0.5];
  const ICONS = { // drawn: not every machine's fonts have such signs
    previous: "M4 3h2v10H4zM13 3v10L6 8z", back: "M11 3v10L4 8z", play: "M4 2l10 6-10 6z", pause: "M4 3h3v10H4zM9 3h3v10H9z",
    on: "M5 3l7 5-7 5z", next: "M10 3h2v10h-2zM3 3l7 5-7 5z",
  };
  const bar = page.element("section", "card dates", undefined, document.body);
  bar.setAttribute("aria-label", page.say("date"));
  const button = (icon, label, act) => {
    const made = page.element("button", "", undefined, bar);
    made.type = "button";
    if (icon) made.appendChild(drawn(icon));
    made.title = label;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  const previous = button("previous", page.say("previousDate"), () => go(neighbour(-1)));
  button("back", page.say("dayBack"), () => go(page.index - 1));
  const play = button("play", page.say("playKey"), () => (timer ? stop() : run()));
  play.classList.add("play");
  button("on", page.say("dayOn"), () => go(page.index + 1));
  const next = button("next", page.say("nextDate"), () => go(neighbour(1)));
  let speed = 0, loop = false, timer = null;
  const pace = button(null, page.say("speed"), () => { speed = (speed + 1) % SPEEDS.length; if (timer) run(); marked(); });
  const again = button(null, page.say("loop"), () => { loop = !loop; marked(); });
  for (const one of [pace, again]) one.classList.add("word");
  again.textContent = "↻";
  const middle = page.element("div", "track", undefined, bar);
  const strip = page.element("canvas", "strip", undefined, middle);
  const slider = page.element("input", "slider", undefined, middle);
  Object.assign(slider, { type: "range", min: 0, max: Math.max(0, data.days - 1), step: 1 });
  slider.setAttribute("aria-label", page.say("date"));
  const ends = page.element("div", "ends", undefined, middle);
  const shortDate = { day: "numeric", month: "short", year: "numeric" };
  page.element("span", "", page.dateText(0, shortDate), ends);
  page.element("span", "", page.dateText(Math.max(0, data.days - 1), shortDate), ends);
  const label = page.element("output", "now", "", bar);
  marked();
  L.DomEvent.disableClickPropagation(bar);
  // Several input events may come in one frame: only the last one is worth a painting
  let wanted = null;
  slider.addEventListener("input", () => {
    stop();
    if (wanted === null) requestAnimationFrame(() => { page.show(wanted); wanted = null; });
    wanted = Number(slider.value);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Arrows belong to what has the focus: the map moves by them
    if (event.key.startsWith("Arrow") && event.target.closest?.(".folium-map")) return;
    const acts = {
      ArrowLeft: () => go(page.index - 1), ArrowRight: () => go(page.index + 1), PageUp: () => go(neighbour(-1)),
      PageDown: () => go(neighbour(1)), Home: () => go(0), End: () => go(data.days - 1), " ": () => (timer ? stop() : run()),
    };
    const onControl = event.target.closest?.("button, summary, input[type=checkbox]");
    if (!acts[event.key] || (event.key === " " && onControl)) return;
    event.preventDefault(); // else the slider would step a second time, and space would scroll
    acts[event.key]();
  });

  function go(index) {
    stop();
    page.show(Math.max(0, Math.min(data.days - 1, index)));
  }

  function neighbour(direction) {
    const found = direction > 0 ? data.reported.find((i) => i > page.index) : data.reported.findLast((i) => i < page.index);
    return found ?? page.index;
  }

  // Dates on which something is another than on the day before: play goes from one to the next, and ends on the last date with
  // reports, for after it there is nothing but silence to see
  const eventsOf = new Map(); // by level and metric
  function events() {
    const key = `${page.regions.level} ${page.metric}`, { count, codeAt } = page.regions;
    if (!eventsOf.has(key)) {
      const differs = (index) => {
        for (let region = 0; region < count; region++) if (codeAt(region, index) !== codeAt(region, index - 1)) return true;
        return false;
      };
      const found = Array.from({ length: (data.reported.at(-1) ?? data.days - 1) + 1 }, (_, index) => index);
      eventsOf.set(key, found.filter((index) => index === 0 || data.reported.includes(index) || differs(index)));
    }
    return eventsOf.get(key);
  }

  function run() {
    clearInterval(timer);
    if (page.index >= events().at(-1)) page.show(events()[0]);
    timer = setInterval(() => {
      const next = events().find((index) => index > page.index);
      if (next !== undefined) page.show(next);
      else if (loop) page.show(events()[0]);
      else stop();
    }, STEP_MS / SPEEDS[speed]);
    page.playing = true;
    marked();
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    if (page.playing) {
      page.playing = false;
      page.said("date"); // the app writes the date at which it ends into the address
    }
    marked();
  }

  function marked() {
    play.replaceChildren(drawn(timer ? "pause" : "play"));
    play.title = page.say(timer ? "pauseKey" : "playEvents");
    play.setAttribute("aria-label", page.say(timer ? "pause" : "play"));
    pace.textContent = `${SPEEDS[speed]}×`.replace("0.5", "½");
    again.setAttribute("aria-pressed", loop);
  }

  function drawn(icon) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    svg.appendChild(document.createElementNS(svg.namespaceURI, "path")).setAttribute("d", ICONS[icon]);
    return svg;
  }

  // A bar a date: as high as its share of affected regions, in the colour of the worst; a dot below where there are reports
  function paintStrip() {
    const ratio = window.devicePixelRatio || 1, width = strip.clientWidth, height = strip.clientHeight;
    if (!width) return;
    strip.width = width * ratio;
    strip.height = height * ratio;
    const ctx = strip.getContext("2d"), { count, codeAt } = page.regions;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const THUMB = 8, span = (width - 2 * THUMB) / Math.max(1, data.days - 1), bars = [];
    for (let index = 0; index < data.days; index++) {
      let affected = 0, worst = 0, fresh = false;
      for (let region = 0; region < count; region++) {
        const code = codeAt(region, index);
        worst = Math.max(worst, page.stateOf(code));
        if (!page.isOut(code)) continue;
        affected++;
        fresh ||= !(code & page.flags.LAST_KNOWN);
      }
      bars.push({ affected, worst, fresh });
    }
    const most = Math.max(1, ...bars.map((one) => one.affected));
    const thick = Math.max(1, Math.min(9, span * 0.8));
    bars.forEach(({ affected, worst, fresh }, index) => {
      if (worst < page.STATES.FEW) return; // where few customers are out there is a low bar
      const tall = 4 + (height - 10) * (affected / most);
      ctx.fillStyle = fresh ? page.style.states[worst] : page.mix(page.style.states[worst], page.style.paper, 0.5);
      ctx.fillRect(THUMB + index * span - thick / 2, height - 5 - tall, thick, tall);
    });
    ctx.fillStyle = page.style.ink;
    for (const index of data.reported) ctx.fillRect(THUMB + index * span - Math.min(1, thick / 2), height - 4, Math.min(2, thick), 4);
  }

  new ResizeObserver(paintStrip).observe(strip);
  page.part({
    name: "dates",
    changed(what) {
      if (what === "level" || what === "pixels" || what === "look") paintStrip();
      if (what !== "date") return;
      slider.value = page.index;
      const text = page.shownText();
      slider.setAttribute("aria-valuetext", text);
      label.textContent = text;
      previous.disabled = neighbour(-1) === page.index;
      next.disabled = neighbour(1) === page.index;
    },
  });
});
