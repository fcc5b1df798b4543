// Between places of the grid and degrees. Python fits, for each part of the map, polynomials over a box of the grid: they give the
// point of the unit sphere over a place, so that neither a pole nor 180 degrees is a seam. The page knows no projection.
(() => {
  "use strict";
  const page = window.outageBrief;
  const ZOOM_0_M = 104000; // metres of a pixel at zoom 0: the usual zoom of web maps, as it is at 48 degrees
  const RAD = Math.PI / 180;
  const within = ([left, top, right, bottom], x, y) => x >= left && x <= right && y >= top && y <= bottom;

  // How much each node of Chebyshev counts at a place from -1 to 1 (barycentric form)
  function weights(degree, at) {
    const found = Array.from({ length: degree + 1 }, (_, k) =>
      (k % 2 ? -1 : 1) * (k % degree ? 1 : 0.5) / ((at - Math.cos(Math.PI * k / degree)) || 1e-12));
    const sum = found.reduce((a, b) => a + b);
    return found.map((one) => one / sum);
  }

  function inside({ over: [left, top, right, bottom], degree, values }, x, y) {
    const across = weights(degree, (2 * x - left - right) / (right - left)), down = weights(degree, (2 * y - top - bottom) / (bottom - top));
    const sum = [0, 0, 0];
    across.forEach((a, i) => down.forEach((b, j) => sum.forEach((_, k) => { sum[k] += a * b * values[3 * (i * (degree + 1) + j) + k]; })));
    const length = Math.hypot(...sum);
    return sum.map((one) => one / length);
  }

  // The point of the sphere over a place; beyond the box of the fit it goes on in a straight line
  function over(part, x, y) {
    const [left, top, right, bottom] = part.over, cx = Math.max(left, Math.min(right, x)), cy = Math.max(top, Math.min(bottom, y));
    const edge = inside(part, cx, cy), away = Math.hypot(x - cx, y - cy), step = (right - left) / 100;
    if (!away) return edge;
    const before = inside(part, cx - (x - cx) / away * step, cy - (y - cy) / away * step);
    return edge.map((one, k) => one + (one - before[k]) * away / step);
  }

  // Newton's method: the place over which a point of the sphere lies
  function under(part, point) {
    const [left, top, right, bottom] = part.box, h = (right - left) / 200;
    let x = (left + right) / 2, y = (top + bottom) / 2;
    for (let tries = 0; tries < 30; tries++) {
      const here = over(part, x, y), minus = (one) => one.map((n, k) => n - here[k]), dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
      const e = minus(over(part, x + h, y)), s = minus(over(part, x, y + h)), r = minus(point), [a, b, c] = [dot(e, e), dot(e, s), dot(s, s)];
      const dx = h * (dot(r, e) * c - dot(r, s) * b) / (a * c - b * b), dy = h * (dot(r, s) * a - dot(r, e) * b) / (a * c - b * b);
      x += dx;
      y += dy;
      if (Math.hypot(dx, dy) < 0.01) break;
    }
    return [x, y];
  }

  const partAt = (x, y) => page.grid.parts.slice(1).find(({ box }) => within(box, x, y)) ?? page.grid.parts[0];

  page.degreesAt = (x, y) => {
    const [a, b, c] = over(partAt(x, y), x, y);
    return [Math.atan2(c, Math.hypot(a, b)) / RAD, Math.atan2(b, a) / RAD];
  };
  page.gridAt = (lat, lon) => {
    const point = [Math.cos(lat * RAD) * Math.cos(lon * RAD), Math.cos(lat * RAD) * Math.sin(lon * RAD), Math.sin(lat * RAD)];
    const [main, ...others] = page.grid.parts;
    for (const part of others) {
      const [x, y] = under(part, point);
      if (within(part.box, x, y)) return [x, y];
    }
    return under(main, point);
  };
  // How many metres of the Earth a cell is wide
  page.metresAt = (x, y) => {
    const part = partAt(x, y), reach = (part.box[2] - part.box[0]) / 200, one = over(part, x - reach, y), other = over(part, x + reach, y);
    return page.grid.earth * Math.hypot(...one.map((n, k) => n - other[k])) / (2 * reach);
  };
  // Pixels of a cell at a zoom, and back
  page.scaleAt = (zoom) => 2 ** zoom * page.grid.cell / ZOOM_0_M;
  page.zoomAt = (scale) => Math.log2(scale * ZOOM_0_M / page.grid.cell);

  // Leaflet's "degrees" are cells: lng is x, lat is y
  page.flat = (map) => {
    const k = page.scaleAt(0), distance = (a, b) => Math.hypot(a.lat - b.lat, a.lng - b.lng) * page.metresAt(map.getCenter().lng, map.getCenter().lat);
    map.options.crs = L.extend({}, L.CRS.Simple, { transformation: L.transformation(k, 0, k, 0), distance });
    map.setView([0, 0], 0, { reset: true });
  };
})();
