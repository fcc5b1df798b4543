// The fill of a code: a state's colour; striped if partial, cross-hatched if contested, at half strength with dots if last known;
// with sparse ticks if few customers are out, so that it is neither "power on" nor "no report" on a grey print; with rings if a
// filter hides all that is reported; with crosses if no report says how much is out.
(() => {
  "use strict";
  const page = window.outageBrief;
  const TILE = 10; // pixels; a stripe and its gap take half of it each

  // A line from words to what they speak of: dark on light, so that it is seen on every ground
  page.leader = (ctx, from, ...through) => {
    for (const [width, colour] of [[3.4, page.style.paper], [1.5, page.style.ink]]) {
      ctx.beginPath();
      ctx.moveTo(...from);
      for (const point of through) ctx.lineTo(...point);
      Object.assign(ctx, { lineWidth: width, strokeStyle: colour, lineJoin: "round" });
      ctx.stroke();
    }
  };

  // What became of a region, without colour: a sign before the words beside its name
  const SIGNS = {
    up: [[0, -5], [5, 4], [-5, 4]], down: [[0, 5], [5, -4], [-5, -4]],
    done: [[-5, 0], [-2, 4], [5, -4]], equal: [[-4, -2], [4, -2], null, [-4, 2], [4, 2]],
    unequal: [[-4, -2], [4, -2], null, [-4, 2], [4, 2], null, [-3, 5], [3, -5]],
  };
  page.sign = (ctx, name, x, y, size) => {
    const k = size / 12, { ink, paper, font } = page.style;
    for (const [width, colour] of [[4, paper], [1.8, ink]]) {
      ctx.beginPath();
      Object.assign(ctx, { lineWidth: width * k, strokeStyle: colour, fillStyle: ink, lineJoin: "round", lineCap: "round" });
      if (name === "dot" || name === "ring") ctx.arc(x, y, 3.8 * k, 0, 2 * Math.PI);
      let from = true;
      for (const at of SIGNS[name] ?? []) {
        if (at) ctx[from ? "moveTo" : "lineTo"](x + at[0] * k, y + at[1] * k);
        from = !at;
      }
      if (name === "up" || name === "down") ctx.closePath();
      ctx.stroke();
    }
    if (["dot", "up", "down"].includes(name)) ctx.fill();
    if (name !== "unknown") return;
    Object.assign(ctx, { font: `600 ${13 * k}px "${font}"`, textAlign: "center", textBaseline: "middle", lineWidth: 3 * k, strokeStyle: paper });
    ctx.strokeText("?", x, y);
    ctx.fillText("?", x, y);
  };

  const channels = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  page.mix = (colour, other, share) => {
    const b = channels(other);
    return `rgb(${channels(colour).map((c, i) => Math.round(c * (1 - share) + b[i] * share)).join(",")})`;
  };

  // Return a colour, or a pattern of `ratio` device pixels to the pixel
  page.fillOf = (ctx, code, ratio) => {
    const { style, STATES, flags: { PARTIAL, LAST_KNOWN, CONTESTED } } = page;
    const state = page.stateOf(code), colour = style.states[state];
    const strong = (hex) => (code & LAST_KNOWN ? page.mix(hex, style.paper, 0.5) : hex);
    const hidden = page.allHidden(code), unsaid = page.unsaid(code);
    if (!(code & (PARTIAL | CONTESTED | LAST_KNOWN)) && state !== STATES.FEW && !hidden && !unsaid) return colour;
    const tile = document.createElement("canvas");
    tile.width = tile.height = Math.round(TILE * ratio);
    const draw = tile.getContext("2d"), size = tile.width;
    draw.fillStyle = code & PARTIAL ? ground(state, code) : strong(colour);
    draw.fillRect(0, 0, size, size);
    if (code & PARTIAL) {
      stripes(draw, size, strong(colour), size * 0.36, false);
      stripes(draw, size, page.mix(colour, style.ink, (code & LAST_KNOWN ? 0.3 : 0.4) + (state === STATES.POWER_ON ? 0.25 : 0)), size * 0.07, false); // told without colour too
    }
    if (state === STATES.FEW) ticks(draw, size, page.mix(colour, style.ink, 0.5));
    if (hidden) rings(draw, size, page.mix(style.ink, style.paper, 0.25));
    if (unsaid) crosses(draw, size, page.mix(style.ink, style.paper, 0.25));
    if (code & LAST_KNOWN) dots(draw, size, page.mix(colour, style.ink, 0.55));
    // On a dark state dark lines would not be seen
    const line = state >= STATES.NEARLY_ALL ? style.pale : page.mix(style.deep, style.pale, code & LAST_KNOWN ? 0.35 : 0.05);
    if (code & CONTESTED) for (const falling of [true, false]) stripes(draw, size, line, size * 0.1, falling);
    return ctx.createPattern(tile, "repeat");
  };

  // Between the stripes: for power on, the grey of "no report", for nothing is known of the rest; else a lighter tint
  function ground(state, code) {
    if (state === page.STATES.POWER_ON) return page.style.states[page.STATES.NO_REPORT];
    return page.mix(page.style.states[state], page.style.paper, code & page.flags.LAST_KNOWN ? 0.86 : 0.72);
  }

  // Half strength alone is "no report" to an eye, or a printer, that sees no colour
  function dots(draw, size, colour) {
    draw.fillStyle = colour;
    for (const [x, y] of [[0.25, 0.25], [0.75, 0.75]]) {
      draw.beginPath();
      draw.arc(x * size, y * size, size * 0.12, 0, 2 * Math.PI);
      draw.fill();
    }
  }

  function rings(draw, size, colour) {
    draw.strokeStyle = colour;
    draw.lineWidth = size * 0.1;
    draw.beginPath();
    draw.arc(size / 2, size / 2, size * 0.26, 0, 2 * Math.PI);
    draw.stroke();
  }

  function crosses(draw, size, colour) {
    draw.fillStyle = colour;
    draw.fillRect(0.28 * size, 0.45 * size, 0.44 * size, 0.1 * size);
    draw.fillRect(0.45 * size, 0.28 * size, 0.1 * size, 0.44 * size);
  }

  function ticks(draw, size, colour) {
    draw.fillStyle = colour;
    draw.fillRect(0.1 * size, 0.2 * size, 0.35 * size, 0.1 * size);
    draw.fillRect(0.6 * size, 0.7 * size, 0.35 * size, 0.1 * size);
  }

  function stripes(draw, size, colour, width, falling) {
    draw.strokeStyle = colour;
    draw.lineWidth = width;
    draw.beginPath();
    for (const shift of [-size, 0, size]) {
      draw.moveTo(shift - size / 2, falling ? -size / 2 : size * 1.5);
      draw.lineTo(shift + size * 1.5, falling ? size * 1.5 : -size / 2);
    }
    draw.stroke();
  }
})();
