// The fill of a code: a state's colour; striped if partial, cross-hatched if contested, at half strength with dots if last known.
(() => {
  "use strict";
  const page = window.outageBrief;
  const PARTIAL = 8, LAST_KNOWN = 16, CONTESTED = 32, ESTIMATED = 64;
  const TILE = 10; // pixels; a stripe and its gap take half of it each
  page.flags = { PARTIAL, LAST_KNOWN, CONTESTED, ESTIMATED };

  const channels = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  page.mix = (colour, other, share) => {
    const b = channels(other);
    return `rgb(${channels(colour).map((c, i) => Math.round(c * (1 - share) + b[i] * share)).join(",")})`;
  };

  // Return a colour, or a pattern of `ratio` device pixels to the pixel
  page.fillOf = (ctx, code, ratio) => {
    const style = page.style, state = code & 7, colour = style.states[state];
    const strong = (hex) => (code & LAST_KNOWN ? page.mix(hex, style.paper, 0.5) : hex);
    if (!(code & (PARTIAL | CONTESTED | LAST_KNOWN))) return colour;
    const tile = document.createElement("canvas");
    tile.width = tile.height = Math.round(TILE * ratio);
    const draw = tile.getContext("2d"), size = tile.width;
    draw.fillStyle = code & PARTIAL ? ground(state, code) : strong(colour);
    draw.fillRect(0, 0, size, size);
    if (code & PARTIAL) {
      stripes(draw, size, strong(colour), size * 0.36, false);
      stripes(draw, size, page.mix(colour, style.ink, (code & LAST_KNOWN ? 0.3 : 0.4) + (state === 1 ? 0.25 : 0)), size * 0.07, false); // told without colour too
    }
    if (code & LAST_KNOWN) dots(draw, size, page.mix(colour, style.ink, 0.55));
    // On a dark state dark lines would not be seen
    const line = state >= 4 ? style.paper : page.mix(style.ink, style.paper, code & LAST_KNOWN ? 0.35 : 0.05);
    if (code & CONTESTED) for (const falling of [true, false]) stripes(draw, size, line, size * 0.1, falling);
    return ctx.createPattern(tile, "repeat");
  };

  // Between the stripes: for power on, the grey of "no report", for nothing is known of the rest; else a lighter tint
  function ground(state, code) {
    if (state === 1) return page.style.states[0];
    return page.mix(page.style.states[state], page.style.paper, code & LAST_KNOWN ? 0.86 : 0.72);
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
