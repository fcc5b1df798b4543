// The words of a sheet around its maps: header, figures, lists of regions, legend, sources and limits; and how they are made to fit.
// A list of regions has forms: each with its words below its name, each in one line, two columns of lines, names alone. The first
// that fits is taken; only then is a list shortened, and says by how much.
(() => {
  "use strict";
  const page = window.outageBrief;
  const element = (...of) => page.element(...of);
  const FORMS = ["full", "lines", "columns", "names"];
  const FEW = 6; // lines of a list that two columns would only make ragged
  const LONGEST_LINE = 170; // letters of names in place of a list
  const LEAST_REM = 0.72; // no words of a sheet are smaller
  // What a map keeps of the height of its sheet, however many words there are; and what it keeps if they cannot give way
  const LEAST_MAP = { date: { wide: 0.56, tall: 0.36, square: 0.45 }, compare: { wide: 0.48, tall: 0.34, square: 0.4 } }, GIVES = [1, 0.88, 0.76, 0.3];

  page.lists = { LEAST_REM, header, keyFigures, list, main, regions, legend, footer, compose, linked };

  function header(content, root) {
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
      if (words) element("span", "", ` ${words}`, one);
    }
  }

  // A list that can be shortened: what is left out is counted in its last line
  function list({ title, lines, more, none, must, counted }, parent, draw) {
    const box = element("section", counted && more.count ? "list counted" : "list", undefined, parent);
    if (title) element("h2", "", title, box);
    const rows = element("div", "rows", undefined, box), rest = element("p", "quiet", "", box);
    const forms = lines.map((one) => draw(one, rows));
    const all = [...rows.children], names = [...new Set(lines.map((one) => one.short ?? one.name))].join("; "); // what is left of a list of few
    let form = 0;
    const hold = (count) => {
      for (let now = rows.children.length; now > count; now--) rows.lastChild.remove(); // one by one: the others stay laid out
      rows.append(...all.slice(rows.children.length, count));
      const left = more.count - count;
      rest.textContent = more.count ? page.form(count ? more.others : more.all, left) : none; // "and 5 more regions", or "5 regions"
      if (left && !count && !counted && names.length < LONGEST_LINE) rest.textContent = names;
      rest.hidden = !rest.textContent || (more.count > 0 && !left);
      box.classList.toggle("bare", count === 0);
    };
    hold(all.length);
    return {
      box, rows, must,
      shorten(least) { const now = rows.children.length; if (now > least) hold(now - 1); return now > least; },
      lengthen() { const now = rows.children.length; if (now < all.length) hold(now + 1); return now < all.length; },
      // Whether a line, or the words of all of them, are left out
      isShort: () => rows.children.length < more.count || FORMS[form] === "names",
      // The next form that needs less room, up to `last`
      tighten(last) {
        const next = form + (FORMS[form + 1] === "columns" && all.length < FEW ? 2 : 1);
        if (next > FORMS.indexOf(last)) return false;
        box.dataset.form = FORMS[form = next];
        for (const set of forms) set(FORMS[form]);
        return true;
      },
    };
  }

  function regions(content, side) {
    return list(content, side, regionLine);
  }

  // The list of what the date is about has a column of its own where others stand beside it
  function main(content, side) {
    const made = regions(content, side);
    made.box.classList.add("main");
    return made;
  }

  function regionLine(one, box) {
    const line = element("div", "line", undefined, box);
    const swatch = one.report ? "report" : one.change === undefined ? "code" : "change";
    const key = one.report ?? one.change ?? one.code;
    if (key !== undefined) line.appendChild(page.swatch({ swatch, key, code: one.code })).classList.add(swatch);
    const words = element("p", "", undefined, line), name = element("b", "", one.name, words), said = element("span", "", one.words, words);
    return (form) => {
      name.textContent = form === "full" ? one.name : one.short ?? one.name;
      said.textContent = form === "full" ? one.words : form === "names" ? "" : ` ${one.brief ?? one.words}`;
    };
  }

  function legend(content, parent, stations) {
    const box = element("section", "key", undefined, parent), lines = element("div", "lines", undefined, box);
    box.setAttribute("aria-label", page.say("legend"));
    const brief = [];
    for (const entry of content.legend) {
      if (entry.swatch === "substation" && page.filteredOut(entry.key)) continue;
      const line = element("div", "line", undefined, lines);
      if (entry.swatch === "substation") stations.push({ line, kind: entry.key });
      line.appendChild(page.swatch(entry));
      const words = element("p", "", entry.words, line);
      if (entry.brief) brief.push([line, words, entry.brief]);
    }
    // "Without power: all, nearly all", each with its colour, in place of four lines that say so
    return () => {
      if (brief.length < 2 || box.dataset.brief) return false;
      box.dataset.brief = "1";
      element("p", "", `${content.without}:`, lines.insertBefore(element("div", "line"), brief[0][0]));
      for (const [, words, said] of brief) words.textContent = said;
      return true;
    };
  }

  // Who said it beside what is not known. The credits of the map's data may be given in short where a file or another page has them whole
  function footer(content, said, root) {
    const foot = element("footer", "", undefined, root), left = element("div", "sources", undefined, foot);
    const sources = said?.more.count ? list(said, left, (one, box) => {
      const line = element("p", "source", undefined, box);
      element("b", "", one.name, line);
      element("span", "", one.words, line);
      return () => {};
    }) : null;
    const notes = element("div", "notes", undefined, foot), square = root.classList.contains("square");
    // A square has no room for two columns that end at different heights: there all of it runs on in one paragraph
    const run = square ? element("p", "", undefined, notes) : null, write = (kind, words, column) => element(run ? "span" : "p", kind, words, run ?? column);
    write("disclaimer", content.disclaimer, notes);
    const data = write("quiet", content.data, left);
    for (const words of content.notes) write("quiet sentence", words, notes);
    if (square && content.catalogue) write("quiet", content.catalogue, notes); // in the run of words, where it takes the least room
    const last = element(run ? "span" : "p", "last", undefined, run ?? notes);
    linked("link", content.link, last);
    element("span", "", square ? content.page : `${content.catalogue} · ${content.page}`, last);
    const shorter = [...content.credits ?? []];
    const short = () => { // one step at a time
      if (shorter.length) data.textContent = shorter.shift();
      return false;
    };
    return { foot, sources, short };
  }

  // Make it fit: what can be said in less room is; then what can be shortened is, and says so; at last it is a fault
  function compose({ root, map, side, regions, said, also, foot, sources, short, fewerSigns, briefKey }, faults) {
    const square = root.classList.contains("square"), shape = root.classList.contains("wide") ? "wide" : "tall", high = root.clientHeight;
    const most = high * LEAST_MAP[root.dataset.kind][square ? "square" : shape];
    let least = most;
    const sideFits = () => side.scrollHeight <= side.clientHeight + 1;
    const mapFits = () => root.scrollHeight <= high + 1 && map.clientHeight >= least;
    const both = () => mapFits() && sideFits();
    const smaller = (box, from, to) => () => {
      const now = parseFloat(box.style.fontSize) || from;
      if (now > to) box.style.fontSize = `${Math.max(to, now - 0.03)}rem`;
      return now > to;
    };
    const head = root.querySelector("header"), few = (one, count) => () => one?.shorten(count);
    const others = also.filter((one) => !one.must).reverse(), musts = [...also.filter((one) => one.must), regions];
    const fewest = (count) => () => others.some((one) => one.shorten(count));
    const tighter = (some, form) => () => some.some((one) => one.tighten(form));
    const beside = [tighter([...others, ...musts], "lines"), fewest(6), smaller(side, 0.86, 0.8), tighter([regions], "columns"), fewest(3),
      smaller(side, 0.8, LEAST_REM)];
    const around = [short, fewerSigns, few(sources, 6), smaller(head, 1, 0.8), short, few(sources, 3)];
    const hard = [fewest(0), few(said, 0), smaller(head, 0.8, square ? 0.56 : 0.62), tighter(musts, "names"), few(sources, 1), ...musts.map((one) => few(one, 0)),
      few(sources, 0)];
    const fit = (steps, fits) => { for (const step of steps) while (!fits() && step()); };
    const gently = () => {
      const inTurn = beside.flatMap((step, i) => [step, around[i]].filter(Boolean));
      if (square) return fit([...inTurn, briefKey, ...hard], both); // there the map comes first
      if (shape === "tall") return fit(inTurn, both);
      fit(around, mapFits);
      return fit(beside, sideFits);
    };
    for (const share of GIVES.slice(0, -1)) {
      least = most * share;
      gently();
      if (both()) break;
    }
    if (!both()) { least = most * GIVES.at(-2); fit(hard, both); }
    // What is listed again takes nothing from the map
    if (!both()) least = Math.max(most * GIVES.at(-1), Math.min(least, map.clientHeight));
    for (const one of [regions, said, ...musts, ...others.reverse(), sources].filter(Boolean)) {
      while (both() && one.lengthen());
      if (!both()) one.shorten(0);
    }
    if (said && !said.rows.children.length) said.box.remove(); // what they say of states is in the list of regions
    if (!both()) faults.push("the words do not fit the sheet");
    for (const one of root.querySelectorAll("p, h1, h2")) {
      if (one.clientWidth && one.scrollWidth > one.clientWidth + 1) faults.push(`cut: ${one.textContent.slice(0, 60)}`);
    }
  }

  // Text that is a whole web address can be followed in a document; a link without a host leads nowhere on paper
  function linked(name, words, parent) {
    if (!words) return;
    const web = /^https?:\/\/\S+$/.test(words), made = element(web ? "a" : "span", name, words, parent);
    if (web) made.href = words;
  }
})();
