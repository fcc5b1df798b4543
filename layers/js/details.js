// The tooltip under the pointer, and the panel of a chosen region with every statement behind it.
outageBrief.layer("details", async (page, data) => {
  "use strict";
  const IN_TIP = 5; // a tooltip that covers the map says too much
  const said = await page.json("statements");
  const ofRegion = said.region.map((regions) => {
    const found = new Map();
    regions.forEach((region, k) => {
      if (!found.has(region)) found.set(region, []);
      found.get(region).push(k);
    });
    return found;
  });
  const tip = page.element("div", "tip", undefined, document.body);
  const panel = page.element("aside", "card panel", undefined, document.body);
  panel.hidden = true;
  tip.hidden = true;

  // `region`: on a level (its order), -1 where it speaks of none of that level's regions
  page.statement = { on, any: said.first.length > 0, region: (k, order) => said.region[order][k], tip: (k) => ({ title: said.what[k], lines: linesOf(k, page.index) }) };

  // "fresh", "last_known", or null if the statement is not shown on the date
  function on(k, index) {
    const since = index - said.first[k];
    if (since < 0 || since > said.shown[page.regions.order][k]) return null;
    return since <= said.fresh[k] || said.said[k] === index ? "fresh" : "last_known";
  }

  function age(k, index) {
    const days = index - Math.max(said.first[k] + said.fresh[k], said.said[k] > index ? -1 : said.said[k]);
    return page.say("saidBefore", { count: days });
  }

  const speakerOf = (k) => `${said.who[k]} (${said.role[k]}), ${said.when[k]}`;

  function linesOf(k, index) {
    const lines = [speakerOf(k), said.figures[k], said.services[k], said.summary[k]];
    if (on(k, index) === "last_known") lines.push(age(k, index));
    return lines.filter(Boolean);
  }

  function stateWords(region, index) {
    const code = page.regions.stateAt(region, index), words = [page.stateWords(code)];
    if (page.allHidden(code)) return words[0];
    for (const [bit, flag] of Object.entries(page.regions.flagWords)) if (code & Number(bit) && Number(bit) !== page.flags.UNSAID) words.push(flag.split(": ")[1]);
    return words.join(" · ");
  }

  function ruleWords(region, index) {
    const { ruleAt, ruleWords: words, rulesAbove } = page.regions, code = ruleAt(region, index);
    const above = Object.entries(rulesAbove).filter(([bit]) => code & Number(bit)).map(([, text]) => text);
    return [words[code & 15], ...above].filter(Boolean).join("; ");
  }

  function describe(region, index) {
    const { order, counts } = page.regions;
    const shown = (ofRegion[order].get(region) ?? []).filter((k) => on(k, index));
    const lines = [stateWords(region, index)], worst = page.regions.worstAt(region, index), change = page.changeNow();
    if (worst !== null) lines.push(page.say("worstOn", { date: page.dateText(worst) }));
    if (change) lines.push(page.say("since", { date: page.dateText(change.since), words: page.regions.changes.words[page.kindOf(change.kinds[region])] }));
    const range = order === 0 && data.ranges.find((one) => one[0] === region && one[1] <= index && one[2] >= index);
    if (range) lines.push(page.say("allSources", { range: range[3] }));
    if (counts) lines.push(...counts.lines(region, index));
    return { title: page.regions.names[region], lines, shown };
  }

  function under(point) {
    for (let i = page.parts.length - 1; i >= 0; i--) {
      const part = page.parts[i];
      const found = part.hit && page.isOn(part.name) ? part.hit(point) : null;
      if (found) return { found, region: null };
    }
    const region = page.isOn("regions") ? page.regions.at(point) : null;
    if (region === null) return { found: null, region };
    const { title, lines, shown } = describe(region, page.index);
    const rule = ruleWords(region, page.index);
    if (rule) lines.push(page.say("chosenBy", { rule }));
    shown.slice(0, IN_TIP).forEach((k, i) => {
      if (!i || speakerOf(k) !== speakerOf(shown[i - 1])) lines.push(`${speakerOf(k)}:`); // once for all that it says
      lines.push(said.summary[k] || said.what[k]);
    });
    if (shown.length > IN_TIP) lines.push(page.say("moreStatements", { count: shown.length - IN_TIP }));
    return { found: { title, lines }, region };
  }

  function showTip(point) {
    const { found, region } = under(point);
    page.regions.hover(region);
    page.map.getContainer().style.cursor = found ? "pointer" : "";
    tip.hidden = !found;
    if (!found) return;
    tip.replaceChildren();
    page.element("strong", "", found.title, tip);
    for (const line of found.lines) page.element("p", "", line, tip);
    const size = page.map.getSize();
    const left = point.x + 16 + tip.offsetWidth > size.x ? point.x - 16 - tip.offsetWidth : point.x + 16;
    const top = Math.min(point.y + 16, size.y - tip.offsetHeight - 8);
    tip.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, top)}px)`;
  }

  let pointer = null;
  page.map.on("mousemove", (event) => {
    if (page.coarse) return; // a finger has no pointer: it would leave a tip over what it has chosen
    if (!pointer) requestAnimationFrame(() => { if (pointer) showTip(pointer); pointer = null; });
    pointer = event.containerPoint;
  });
  page.map.on("mouseout movestart", () => { pointer = null; tip.hidden = true; page.regions.hover(null); });
  page.map.on("click", (event) => {
    const region = page.regions.at(event.containerPoint);
    page.choose(region === null ? null : page.regions.codes[region]);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") page.choose(null); });

  // In the app the same statements stand beside the map
  function fillPanel() {
    const region = page.regions.positionOf(page.region);
    panel.hidden = region === null || page.embedded;
    if (panel.hidden) return;
    panel.replaceChildren();
    const { title, lines, shown } = describe(region, page.index);
    const close = page.element("button", "close", "×", panel);
    close.setAttribute("aria-label", page.say("close"));
    close.addEventListener("click", () => page.choose(null));
    page.element("h2", "", title, panel);
    page.element("p", "zone", `${page.shownText()}, ${page.data.title.zoneName}`, panel);
    for (const line of lines) page.element("p", "state", line, panel);
    const rule = ruleWords(region, page.index);
    if (rule) page.element("p", "zone", `${page.say("chosenBy", { rule })}.`, panel);
    if (shown.length === 0 && lines.length < 2) page.element("p", "", page.say("nothingReported"), panel);
    for (const k of shown) {
      const item = page.element("article", on(k, page.index), undefined, panel);
      page.element("h3", "", said.what[k], item);
      for (const line of linesOf(k, page.index)) page.element("p", "", line, item);
      if (said.quotes[k]) page.element("p", "quotes", said.quotes[k], item);
    }
  }

  L.DomEvent.disableScrollPropagation(panel);
  page.part({ name: "details", changed: (what) => { if (what !== "layers") { tip.hidden = true; fillPanel(); } return false; } });
});
