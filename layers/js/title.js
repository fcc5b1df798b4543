// The title block: title, date with zone, the date's figures, sources and limits.
outageBrief.layer("title", (page, data) => {
  "use strict";
  const side = page.element("aside", "side", undefined, document.body);
  side.setAttribute("aria-label", page.say("titleAside"));
  const card = page.element("section", "card title", undefined, side);
  page.element("h1", "", data.title, card);
  const date = page.element("p", "date", "", card);
  page.element("p", "zone", page.say("datesIn", { zone: data.zoneName }), card);
  if (data.filter) page.element("p", "filter", data.filter, card);
  const headline = page.element("p", "headline", "", card);
  headline.setAttribute("aria-live", "polite");
  const totals = page.element("p", "figures", "", card);
  const limits = page.element("details", "limits", undefined, card);
  page.element("summary", "", page.say("sourcesAndLimits"), limits);
  page.element("p", "", data.disclaimer, limits);
  for (const source of data.sources) page.element("p", "source", source, limits);
  for (const words of [placedWords(data.unplaced), rejectedWords(data.rejected), ...page.notes]) if (words) page.element("p", "", words, limits);
  if (data.coarse) {
    page.element("p", "", page.say("coarse"), limits);
  }
  L.DomEvent.disableScrollPropagation(side);

  function placedWords(count) {
    if (count === 0) return data.rejected ? "" : page.say("allPlaced");
    return page.say("notPlaced", { count });
  }

  function rejectedWords(count) {
    return count && page.say("rejected", { count });
  }

  // The sentence of a date and level; a date outside those of the dataset has none
  function headlineOf() {
    const days = data.headlines[page.regions.order];
    return data.sentences[days[page.index]] ?? data.silence;
  }

  page.part({
    name: "title",
    changed(what) {
      if (what !== "date" && what !== "level") return;
      date.textContent = page.shownText();
      headline.textContent = page.coverage?.() ?? headlineOf();
      const sentence = data.sentences[data.totals[page.index]] ?? "";
      totals.textContent = sentence ? page.say("reported", { figures: sentence }) : "";
      totals.hidden = !sentence;
    },
  });
});
