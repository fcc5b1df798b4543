// The pages that a document has beside its sheets: all its dates, small, and an annex of who said what.
(() => {
  "use strict";
  const page = window.outageBrief, { element, lists } = page;

  const FEW = 8; // regions of a matrix above the maps; that of more stands beside them

  page.leaves = { summary, annex };

  // A series on one page: regions by dates, a few maps, and who said what
  function summary(content, faults, { root, unit, slot, settle, stations }) {
    lists.header(content, root);
    const story = element("section", `story ${content.matrix.rows.length <= FEW ? "few" : ""}`, undefined, root), rows = matrix(content.matrix, story, unit);
    const maps = element("section", "maps many", undefined, story);
    const said = lists.list(content.said, root, (one, box) => {
      const line = element("p", "source", undefined, box);
      element("b", "", one.name, line);
      element("span", "", `. ${one.words}`, line);
      return () => {};
    });
    said.box.classList.add("told");
    lists.legend(content, root, stations);
    const { short } = lists.footer(content, null, root);
    const fits = () => root.scrollHeight <= root.clientHeight + 1 && story.scrollHeight <= story.clientHeight + 1 && story.clientHeight > 0.4 * root.clientHeight;
    for (const step of [short, () => rows.shorten(8), () => said.shorten(2), () => rows.shorten(1), () => said.shorten(0)]) while (!fits() && step());
    if (!fits()) faults.push("the words do not fit the page");
    const box = maps.getBoundingClientRect(), count = content.maps.length;
    let best = { width: 0 };
    for (let columns = 1; columns <= count; columns++) {
      const high = box.height / Math.ceil(count / columns) - 2.6 * unit, width = Math.min(box.width / columns - unit, high * content.aspect);
      if (width > best.width) best = { columns, width };
    }
    if (best.width < 5 * unit) faults.push("the maps of the summary would be too small");
    maps.style.gridTemplateColumns = `repeat(${best.columns}, ${best.width}px)`;
    const slots = content.maps.map((one) => {
      const made = slot(one, maps);
      made.frame.style.height = `${best.width / content.aspect + 1.2 * unit}px`;
      return made;
    });
    settle(slots);
    if (maps.scrollHeight > maps.clientHeight + 2) faults.push("the maps of the summary do not fit the sheet");
  }

  // A row for each region, a column for each date; where no report is for long, a gap says how long
  function matrix({ columns, rows, more }, parent, unit) {
    const box = element("section", "matrix", undefined, parent), table = element("div", "cells", undefined, box);
    const wide = box.clientWidth - 7.5 * unit - 4.4 * unit * columns.filter(({ gap }) => gap).length, each = wide / columns.length;
    const step = Math.max(1, Math.ceil(3.4 * unit / each)); // a day has room for its name
    table.style.gridTemplateColumns = `7.5rem ${columns.map(({ gap }) => `${gap ? "4.4rem " : ""}minmax(0, 6rem)`).join(" ")}`;
    element("p", "", "", table);
    let named = null, span = step;
    for (const [i, { day, gap }] of columns.entries()) {
      if (gap) element("p", "gap", gap, table);
      if (gap || (span >= step && columns.length - i >= step) || i === 0) [named, span] = [element("p", "day", day, table), 0];
      named.style.gridColumn = `span ${++span}`;
    }
    const looks = new Map(), lines = rows.map(({ name, codes }) => [
      element("p", "region", name, table),
      ...codes.flatMap((code, i) => [...(columns[i].gap ? [element("div", "gap", undefined, table)] : []), cell(code, looks, table)]),
    ]);
    const rest = element("p", "quiet", "", box);
    let shown = lines.length;
    const say = () => { rest.textContent = more.count > shown ? page.form(shown ? more.others : more.all, more.count - shown) : ""; rest.hidden = !rest.textContent; };
    say();
    return {
      shorten(least) {
        if (shown <= least) return false;
        for (const one of lines[--shown]) one.remove();
        say();
        return true;
      },
    };
  }

  // The fill of a code as a picture that repeats: the pattern of the map, without an edge
  function lookOf(code) {
    const ratio = 2, tile = Object.assign(document.createElement("canvas"), { width: 20, height: 20 }), ctx = tile.getContext("2d");
    ctx.fillStyle = page.fillOf(ctx, code, ratio);
    ctx.fillRect(0, 0, tile.width, tile.height);
    return tile.toDataURL();
  }

  function cell(code, looks, table) {
    const made = element("div", "cell", undefined, table);
    if (!looks.has(code)) looks.set(code, `url(${lookOf(code)})`);
    made.style.backgroundImage = looks.get(code);
    made.dataset.code = code;
    return made;
  }

  // Every source and statement, on as many pages as they need
  function annex(content, faults, { root }) {
    let made = null;
    const sheets = [];
    const turn = () => {
      const sheet = element("section", "leaf", undefined, root);
      sheet.style.height = `${innerHeight}px`;
      element("h1", "", content.title, sheet);
      const body = element("div", "body", undefined, sheet);
      const last = element("p", "last", undefined, sheet);
      lists.linked("link", content.link, last);
      sheets.push(element("span", "", "", last));
      return { body, fits: () => body.scrollHeight <= body.clientHeight + 1 && body.scrollWidth <= body.clientWidth + 1 };
    };
    made = turn();
    for (const one of content.entries) {
      const item = element("article", one.heading ? "heading" : "", undefined, made.body);
      element(one.heading ? "h2" : "h3", "", one.name, item);
      for (const words of one.lines) lists.linked("", words, element("p", "", undefined, item));
      if (made.fits()) continue;
      made = turn();
      made.body.appendChild(item);
      if (!made.fits()) faults.push(`longer than a page: ${one.name.slice(0, 60)}`);
    }
    sheets.forEach((span, i) => { span.textContent = content.pages ? page.say("pageOf", { number: content.first + i, pages: content.pages }) : ""; });
    return sheets.length;
  }
})();
