// Counts: how many customers are out, of how many, and what colours may mean besides the state. Only pages with counts have this.
(() => {
  "use strict";
  const page = window.outageBrief;
  const now = () => page.regions.metrics.find((one) => one.name === page.metric);
  let meaning, source;

  // One level, or undefined if it has no counts. Counts lie region by region, date by date, for what has a state; 0 is no count, else
  // the count plus one. Numbers of customers lie region by region as changes: how many, then for each the days since the last one and
  // the number plus one. Of metrics that neither tells, the classes come, for what has a state.
  page.counts = async (level, section, states) => {
    const { days } = page, count = level.codes.length;
    if (!level.counted) return { codeAt: (region, index) => (page.metric === "state" && index >= 0 && index < days ? states[region * days + index] : 0), lines: () => [] };
    const [values, changes, ...others] = await Promise.all(["values", "totals", ...level.classed.map((name) => `metric ${name}`)].map(section));
    const numbers = page.varints(values), totals = totalsOf(page.varints(changes), count);
    const table = new Float64Array(count * days).fill(-1), classes = level.classed.map(() => new Uint8Array(count * days));
    for (let cell = 0, next = 0; cell < table.length; cell++) {
      if (!page.stateOf(states[cell])) continue;
      table[cell] = numbers[next] - 1;
      classes.forEach((one, n) => { one[cell] = others[n][next]; });
      next++;
    }
    const cellOf = (region, index) => (index >= 0 && index < days ? region * days + index : -1);
    const figures = { customers: (cell) => table[cell], share: (cell, total) => (total ? table[cell] / total : -1) };
    const totalAt = (region, index) => totals[region].findLast(([day]) => day <= index)?.[1] || null;

    function codeAt(region, index) {
      const cell = cellOf(region, index), sent = level.classed.indexOf(page.metric);
      if (cell < 0) return 0;
      if (page.metric === "state") return states[cell];
      if (sent >= 0) return classes[sent][cell];
      const figure = table[cell] < 0 ? -1 : figures[page.metric](cell, totalAt(region, index));
      if (figure <= 0) return figure < 0 ? page.STATES.NO_REPORT : page.STATES.POWER_ON;
      return page.STATES.FEW + now().edges.filter((edge) => figure >= edge).length;
    }

    function lines(region, index) {
      const cell = cellOf(region, index), out = cell < 0 ? -1 : table[cell], total = totalAt(region, index);
      const chosen = page.metric === "state" ? [] : [`${now().title}: ${now().words[codeAt(region, index)]}`];
      if (out < 0) return chosen;
      if (!total) return [...chosen, page.say("outOfUnknown", { count: out, number: page.number(out) })];
      const beyond = out > total ? [page.say("beyondAll")] : [];
      const share = page.say("outOf", { count: total, number: page.number(out), total: page.number(total), percent: page.percent(out, total) });
      return [...chosen, share, ...beyond, page.regions.metrics[0].note]; // the number of customers is never without its source
    }

    return { codeAt, lines };
  };

  function totalsOf(changes, count) {
    let from = 0;
    return Array.from({ length: count }, () => {
      const known = [];
      for (let left = changes[from++], day = 0; left > 0; left--, from += 2) known.push([day += changes[from], changes[from + 1] - 1]);
      return known.map(([day, total]) => [day, Math.max(0, total)]);
    });
  }

  // The table of colours stays, and means something else: all that a new level would paint and say is painted and said anew
  page.showMetric = (name, { quiet = false } = {}) => {
    if (page.metric === name || !page.regions.metrics.some((one) => one.name === name)) return;
    page.metric = name;
    page.changed("level");
    if (!quiet) page.said("metric");
  };

  // What the colours mean, in the legend: the words of the classes, and where shares are of; flags are the state's alone
  page.sayMetric = (card) => {
    if (!meaning) {
      meaning = page.element("p", "meaning", "");
      source = page.element("p", "zone", "");
      Object.assign(meaning.style, { fontWeight: 600, marginTop: "7px" });
      card.querySelector("summary").after(meaning, source);
    }
    meaning.textContent = now().title;
    source.textContent = now().note;
    source.hidden = !now().note;
    for (const { entries } of page.data.legend.layers) {
      for (const entry of entries) {
        if (entry.swatch === "state") {
          entry.said.textContent = now().words[entry.key];
          entry.line.hidden = !now().words[entry.key]; // a class that cannot occur
        }
        if (entry.swatch === "flag") entry.line.hidden = page.metric !== "state";
      }
    }
  };

  // Another figure than states and customers, of which the headline speaks: what it is, and how much of the map it speaks for
  page.coverage = () => {
    if (["state", "customers"].includes(page.metric)) return null;
    const { count, codeAt } = page.regions;
    let known = 0;
    for (let region = 0; region < count; region++) if (codeAt(region, page.index)) known++;
    return page.say("measuredIn", { title: now().title, known, count });
  };
})();
