// The title block: title, date with zone, the date's figures, sources and limits.
outageBrief.layer("title", (page, data) => {
  "use strict";
  const side = page.element("div", "side", undefined, document.body);
  const card = page.element("section", "card title", undefined, side);
  page.element("h1", "", data.title, card);
  const date = page.element("p", "date", "", card);
  page.element("p", "zone", `Dates in ${data.zoneName}`, card);
  const headline = page.element("p", "headline", "", card);
  headline.setAttribute("aria-live", "polite");
  const totals = page.element("p", "figures", "", card);
  const limits = page.element("details", "limits", undefined, card);
  page.element("summary", "", "Sources and limits", limits);
  page.element("p", "", data.disclaimer, limits);
  for (const source of data.sources) page.element("p", "source", source, limits);
  for (const words of [placedWords(data.unplaced), ...page.notes]) page.element("p", "", words, limits);
  if (data.coarse) {
    page.element("p", "", "Reports about districts are shown as parts of their regions: the dataset has no finer boundaries.", limits);
  }
  L.DomEvent.disableScrollPropagation(side);

  function placedWords(count) {
    if (count === 0) return "Every record of the dataset is on the map.";
    return `${count} ${count === 1 ? "record" : "records"} of the dataset could not be placed and ${count === 1 ? "is" : "are"} not on the map.`;
  }

  function affectedOf(level) {
    let affected = 0;
    for (let region = 0; region < level.count; region++) if ((level.codeAt(region, page.index) & 7) >= 2) affected++;
    return affected;
  }

  function summary() {
    const { count, codeAt } = page.regions;
    let affected = 0, lastKnown = 0, heard = 0;
    for (let region = 0; region < count; region++) {
      const code = codeAt(region, page.index);
      if (code & 7) heard++;
      if ((code & 7) >= 2) { affected++; if (code & page.flags.LAST_KNOWN) lastKnown++; }
    }
    const whole = page.levels[0], wider = page.regions === whole ? 0 : affectedOf(whole);
    if (heard === 0 && wider) return `No report on a single district. ${whole.title}: ${wider} reported without power, outlined on the map.`;
    if (heard === 0) return "No report for this date: nothing is known.";
    if (affected === 0) return `No region reported without power; ${heard} reported with power on.`;
    const regions = `${affected} ${affected === 1 ? "region" : "regions"} reported without power, wholly or in part`;
    if (lastKnown === 0) return `${regions}.`;
    if (lastKnown === affected) return `${regions}, by earlier reports: no news since.`;
    return `${regions}; for ${lastKnown} of them by earlier reports: no news since.`;
  }

  page.part({
    name: "title",
    changed(what) {
      if (what !== "date" && what !== "level") return;
      date.textContent = page.dateText(page.index);
      headline.textContent = page.coverage?.() ?? summary();
      const sentence = data.sentences[data.totals[page.index]] ?? "";
      totals.textContent = sentence ? `Reported: ${sentence}.` : "";
      totals.hidden = !sentence;
    },
  });
});
