// Between places of the grid and degrees. Python fits, for each part of the map, polynomials over a box of the grid: they give the
// point of the unit sphere over a place, so that neither a pole nor 180 degrees is a seam. The page knows no projection.
(() => {
  "use strict";
  const page = window.outageBrief;
  const ZOOM_0_M = 104000; // metres of a pixel at zoom 0: the usual zoom of web maps, as it is at 48 degrees
  const RAD = Math.PI / 180, SAME = 1e-8; // that much of the cosine is less than a kilometre of the Earth
  const FILLS = 0.25; // of a view that shows a box of what lies far off, and not the main body
  const CLOSE = 0.5; // cells by which the fit may err: so much beyond its edge a place is still in a box
  const within = ([left, top, right, bottom], x, y, more = 0) => x >= left - more && x <= right + more && y >= top - more && y <= bottom + more;

  // How much each node of Chebyshev counts at a place, from -1 to 1 between two edges (barycentric form)
  function weights(degree, at, from, to) {
    const far = (2 * at - from - to) / (to - from), nodes = [...Array(degree + 1).keys()];
    const found = nodes.map((k) => (k % 2 ? -1 : 1) / (k % degree ? 1 : 2) / ((far - Math.cos(Math.PI * k / degree)) || 1e-12));
    const sum = found.reduce((a, b) => a + b);
    return found.map((one) => one / sum);
  }

  const times = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

  // The point of the sphere over a place, no farther out than the fit reaches
  function over({ over: [left, top, right, bottom], degree, values }, x, y) {
    const across = weights(degree, Math.max(left, Math.min(right, x)), left, right), down = weights(degree, Math.max(top, Math.min(bottom, y)), top, bottom);
    const sum = [0, 0, 0];
    values.forEach((value, i) => { sum[i % 3] += value * across[Math.floor(i / 3 / (degree + 1))] * down[Math.floor(i / 3) % (degree + 1)]; });
    return sum.map((one) => one / Math.sqrt(times(sum, sum)));
  }

  // Newton's method: the place over which a point of the sphere lies, at the edge for one that lies beyond
  function under(part, point) {
    const [left, top, right, bottom] = part.over, h = (right - left) / 500;
    let x = (left + right) / 2, y = (top + bottom) / 2;
    for (let tries = 0; tries < 30; tries++) {
      const here = over(part, x, y), [e, s, r] = [over(part, x + h, y), over(part, x, y + h), point].map((one) => one.map((n, k) => n - here[k]));
      const a = times(e, e), b = times(e, s), c = times(s, s), step = h / (a * c - b * b);
      x = Math.max(left, Math.min(right - 2 * h, x + step * (times(r, e) * c - times(r, s) * b)));
      y = Math.max(top, Math.min(bottom - 2 * h, y + step * (times(r, s) * a - times(r, e) * b)));
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
    for (const part of others) { // far beyond a part, Newton's method ends at any place: the one it ends at has to be the point
      const [x, y] = under(part, point);
      if (within(part.box, x, y, CLOSE) && times(over(part, x, y), point) > 1 - SAME) return [x, y];
    }
    return under(main, point);
  };
  // How many metres of the Earth a cell is wide around a place; and in a view, whose middle may be that of the main body though a box of
  // what lies far off stands there
  page.metresIn = ([left, top, right, bottom]) => {
    const [main, ...others] = page.grid.parts, x = (left + right) / 2, y = (top + bottom) / 2, area = ([a, b, c, d]) => (c - a) * (d - b);
    return metresOf(others.find(({ box }) => within(box, x, y) && area(box) > FILLS * area([left, top, right, bottom])) ?? main, x, y);
  };
  page.metresAt = (x, y) => metresOf(partAt(x, y), x, y);
  const metresOf = (part, x, y) => {
    const reach = (part.box[2] - part.box[0]) / 200, one = over(part, x - reach, y), other = over(part, x + reach, y);
    return page.grid.earth * Math.hypot(...one.map((n, k) => n - other[k])) / (2 * reach);
  };
  // Pixels of a cell at a zoom, and back
  page.scaleAt = (zoom) => 2 ** zoom * page.grid.cell / ZOOM_0_M;
  page.zoomAt = (scale) => Math.log2(scale * ZOOM_0_M / page.grid.cell);

  // Leaflet's "degrees" are cells: lng is x, lat is y
  page.flat = (map) => {
    const k = page.scaleAt(0), seen = () => map.getBounds();
    const distance = (a, b) => Math.hypot(a.lat - b.lat, a.lng - b.lng) * page.metresIn([seen().getWest(), seen().getSouth(), seen().getEast(), seen().getNorth()]);
    map.options.crs = L.extend({}, L.CRS.Simple, { transformation: L.transformation(k, 0, k, 0), distance });
    map.setView([0, 0], 0, { reset: true });
  };
})();
