// What lies far off stands in boxes beside the main body, each with its name and how large it is drawn there.
(() => {
  "use strict";
  const page = window.outageBrief;
  const SIZES = [11.5, 10.5, 9.5], SHEET_SIZES = [12.5, ...SIZES], LOUD = [15.5, 13], LINE = 1.2, EDGE = 4;
  const scratch = document.createElement("canvas").getContext("2d");
  const insets = () => page.grid.parts.slice(1);
  const boxOn = ({ box }, view) => box.map((n, i) => n * view.scale + (i % 2 ? view.y : view.x));
  const font = (weight, size) => `${weight} ${size * page.bigger}px "${page.style.font}"`;

  // The first of its names that fits in one line or two, and how large it is drawn, at length or in short; where no
  // name fits, the first is cut, and how large it is drawn is said when the reader is nearer. A region with news is named larger
  function linesOf({ names: called, scale, regions: [region] }, room, { alone }) {
    const width = (words, weight, size) => { scratch.font = font(weight, size); return scratch.measureText(words).width; };
    const line = (words, weight, size) => ({ words, weight, size, width: width(words, weight, size) });
    const sizes = alone ? SHEET_SIZES : SIZES, loud = page.mustBeNamed?.(region) ? [...LOUD, ...sizes] : sizes;
    const fits = (words, weight, some = sizes) => some.find((size) => words.every((one) => width(one, weight, size) <= room));
    const tries = called.flatMap((name) => [[name], page.parted(name)]).filter(Boolean);
    const names = tries.find((words) => fits(words, 600)) ?? [cut(called[0], (words) => fits([words], 600))];
    const said = scale.filter((words) => fits([words], 400)).slice(0, 1);
    return [...names.map((words) => line(words, 600, fits(names, 600, loud) ?? sizes.at(-1))), ...said.map((words) => line(words, 400, fits([words], 400)))];
  }

  function cut(name, fits) {
    let words = name;
    while (words.length > 4 && !fits(`${words}…`)) words = words.slice(0, -1).trimEnd();
    return `${words}…`;
  }

  // `names`: the region whose whole name it is, if there is one
  const captionOf = (part, view) => {
    const [left, top, right] = boxOn(part, view), lines = linesOf(part, right - left - 2 * EDGE, view), [region, ...others] = part.regions;
    const words = lines.flatMap((line) => (line.weight === 600 ? [line.words] : [])), name = words.join(" ").replace("- ", "-");
    const steps = lines.map(({ size }) => size * LINE * page.bigger), high = steps.reduce((sum, step) => sum + step, 0);
    const box = [left + EDGE, top + 2, left + EDGE + Math.max(...lines.map(({ width }) => width)), top + 2 + high];
    return { lines, steps, box, name, names: !others.length && page.regions.order === 0 && name === page.regions.short[region] ? region : null };
  };
  const seen = ([a, b, c, d], { width, height }) => a < width && b < height && c > 0 && d > 0;

  // What lies far off, and where it stands in a view: no plate lies over it
  page.insetsOn = (view) => insets().map((part) => boxOn(part, view));
  // Where captions stand in a view: nothing else is written there
  page.captions = (view) => insets().map((part) => captionOf(part, view).box).filter((box) => seen(box, view));
  // The regions that a caption names: their names stand there, and nowhere else
  page.namedByCaptions = (view) => insets().map((part) => captionOf(part, view)).filter(({ names, box }) => names !== null && seen(box, view));
  page.edgesOfInsets = (ctx) => { for (const { box: [a, b, c, d] } of insets()) ctx.strokeRect(a, b, c - a, d - b); };

  page.part({
    name: "insets", pane: "over",
    paint(ctx, view) {
      page.inGrid(ctx, view);
      Object.assign(ctx, { strokeStyle: page.style.quiet, lineWidth: 1 / view.scale });
      page.edgesOfInsets(ctx);
      page.inPixels(ctx, view);
      Object.assign(ctx, { textAlign: "left", textBaseline: "middle", lineJoin: "round", lineWidth: 3, strokeStyle: page.style.halo });
      for (const part of insets()) {
        const { lines, steps, box: [left, top] } = captionOf(part, view);
        let y = top;
        lines.forEach(({ words, weight, size }, i) => {
          ctx.font = font(weight, size);
          ctx.fillStyle = weight === 600 ? page.style.ink : page.style.quiet;
          ctx.strokeText(words, left, y + steps[i] / 2);
          ctx.fillText(words, left, y + steps[i] / 2);
          y += steps[i];
        });
      }
    },
  });
})();
