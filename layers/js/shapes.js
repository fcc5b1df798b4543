// Reads the numbers that layers/block.py, topology.py and points.py write.
(() => {
  "use strict";
  const page = window.outageBrief;

  // Varints -> Int32Array-like list of numbers; values stay below 2**53
  page.varints = (bytes) => {
    const out = new Float64Array(bytes.length);
    let count = 0, value = 0, unit = 1;
    for (const byte of bytes) {
      value += (byte & 127) * unit;
      if (byte & 128) { unit *= 128; } else { out[count++] = value; value = 0; unit = 1; }
    }
    return out.subarray(0, count);
  };
  const signed = (n) => (n % 2 ? -(n + 1) / 2 : n / 2);

  // Points on the grid: {x, y} as two arrays
  page.points = (bytes) => {
    const numbers = page.varints(bytes);
    const x = new Int32Array(numbers.length / 2), y = new Int32Array(numbers.length / 2);
    let px = 0, py = 0;
    for (let i = 0; i < x.length; i++) {
      x[i] = px += signed(numbers[2 * i]);
      y[i] = py += signed(numbers[2 * i + 1]);
    }
    return { x, y };
  };

  // A topology: for every shape a Path2D in grid units and its box; and one path of all borders, each once
  page.shapes = (bytes) => {
    const numbers = page.varints(bytes);
    let at = 0;
    const next = () => numbers[at++];
    const lengths = Array.from({ length: next() }, next);
    const rings = Array.from({ length: next() }, () => Array.from({ length: next() }, () => Array.from({ length: next() }, next)));
    const arcs = readArcs(numbers, at, lengths);
    const edges = new Path2D();
    for (const arc of arcs) trace(edges, arc, false, true);
    return { paths: rings.map((one) => pathOf(one, arcs)), boxes: rings.map((one) => boxOf(one, arcs)), rings: ringsOf(rings, arcs), edges };
  };

  // The rings of each shape, the thickest first: `thick`, twice its area to its perimeter, Infinity for one that shares an edge with
  // another shape; of the others, such as islands, also their own path
  function ringsOf(shapes, arcs) {
    const users = new Uint8Array(arcs.length);
    for (const rings of shapes) for (const code of rings.flat()) users[code >> 1] = Math.min(2, users[code >> 1] + 1);
    return shapes.map((rings) => rings.map((ring) => {
      const alone = ring.every((code) => users[code >> 1] < 2);
      return { box: boxOf([ring], arcs), thick: alone ? thickness(ring, arcs) : Infinity, path: alone ? pathOf([ring], arcs) : null };
    }).sort((one, other) => other.thick - one.thick));
  }

  function thickness(ring, arcs) {
    let area = 0, length = 0;
    for (const code of ring) {
      const arc = arcs[code >> 1];
      for (let i = 2; i < arc.length; i += 2) {
        area += (code & 1 ? -1 : 1) * (arc[i - 2] * arc[i + 1] - arc[i] * arc[i - 1]);
        length += Math.hypot(arc[i] - arc[i - 2], arc[i + 1] - arc[i - 1]);
      }
    }
    return Math.abs(area) / (length || 1);
  }

  function readArcs(numbers, at, lengths) {
    let firstX = 0, firstY = 0;
    return lengths.map((length) => {
      const arc = new Int32Array(2 * length);
      let x = firstX, y = firstY;
      for (let i = 0; i < length; i++) {
        x += signed(numbers[at++]);
        y += signed(numbers[at++]);
        if (i === 0) { firstX = x; firstY = y; }
        arc[2 * i] = x;
        arc[2 * i + 1] = y;
      }
      return arc;
    });
  }

  function trace(path, arc, backwards, start) {
    const n = arc.length / 2;
    for (let step = 0; step < n; step++) {
      const i = backwards ? n - 1 - step : step;
      if (step === 0 && start) path.moveTo(arc[2 * i], arc[2 * i + 1]);
      else if (step > 0) path.lineTo(arc[2 * i], arc[2 * i + 1]);
    }
  }

  function pathOf(rings, arcs) {
    const path = new Path2D();
    for (const ring of rings) {
      ring.forEach((code, i) => trace(path, arcs[code >> 1], code & 1, i === 0));
    }
    return path;
  }

  function boxOf(rings, arcs) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const code of rings.flat()) {
      const arc = arcs[code >> 1];
      for (let i = 0; i < arc.length; i += 2) {
        if (arc[i] < box[0]) box[0] = arc[i];
        if (arc[i] > box[2]) box[2] = arc[i];
        if (arc[i + 1] < box[1]) box[1] = arc[i + 1];
        if (arc[i + 1] > box[3]) box[3] = arc[i + 1];
      }
    }
    return box;
  }
})();
