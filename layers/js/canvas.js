// Three canvases over the map: ground (still), regions (repainted with every date), over (borders, symbols, names).
// Parts paint in grid units or in pixels; each canvas is painted whole, so nothing of an earlier date can stay behind.
(() => {
  "use strict";
  const page = window.outageBrief;
  const LOOK_MS = 400;
  const PANES = ["ground", "regions", "over"];

  const Canvas = L.Layer.extend({
    initialize(name) { this.name = name; },
    onAdd(map) {
      this.element = L.DomUtil.create("canvas", "leaflet-zoom-animated sheet", map.getPanes().overlayPane);
      this.element.dataset.pane = this.name;
      this.context = this.element.getContext("2d");
    },
    getEvents() { return { zoomanim: this.animate }; },
    animate(event) {
      const scale = this._map.getZoomScale(event.zoom, this.view.zoom);
      L.DomUtil.setTransform(this.element, this._map._latLngToNewLayerPoint(this.corner, event.zoom, event.center), scale);
    },
    paint() {
      const map = this._map, size = map.getSize(), ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this.element, map.containerPointToLayerPoint([0, 0]));
      this.corner = map.containerPointToLatLng([0, 0]);
      if (this.element.width !== Math.round(size.x * ratio) || this.element.height !== Math.round(size.y * ratio)) {
        this.element.width = Math.round(size.x * ratio);
        this.element.height = Math.round(size.y * ratio);
        this.element.style.width = `${size.x}px`;
        this.element.style.height = `${size.y}px`;
      }
      this.view = page.view();
      if (size.x === 0 || size.y === 0) return; // a frame that is not laid out yet: "resize" will come
      const ctx = this.context;
      inPixels(ctx, this.view);
      ctx.clearRect(0, 0, size.x, size.y);
      for (const part of page.parts) {
        if (part.pane === this.name && part.paint && page.isOn(part.name)) part.paint(ctx, this.view);
      }
    },
  });

  function inPixels(ctx, view) { ctx.setTransform(view.ratio, 0, 0, view.ratio, 0, 0); }
  function inGrid(ctx, view) {
    const k = view.scale * view.ratio;
    ctx.setTransform(k, 0, 0, k, view.x * view.ratio, view.y * view.ratio);
  }
  page.inPixels = inPixels;
  page.inGrid = inGrid;

  // Where the grid lies on the screen: pixel = grid * scale + (x, y)
  page.view = () => {
    const map = page.map, zoom = map.getZoom(), corner = map.getPixelBounds().min, size = map.getSize();
    return { zoom, ratio: window.devicePixelRatio || 1, width: size.x, height: size.y, scale: page.scaleAt(zoom), x: -corner.x, y: -corner.y };
  };

  // Paint the named canvases now, or all of them
  page.canvases = (map) => {
    const canvases = PANES.map((name) => new Canvas(name).addTo(map));
    page.paint = (names) => {
      for (const canvas of canvases) if (!names || names.has(canvas.name)) canvas.paint();
    };
    let waiting = false;
    const soon = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; page.paint(); });
    };
    map.on("move zoomend viewreset resize", soon);
    watchPixels();
    addEventListener("beforeprint", () => onPaper(canvases));
    addEventListener("afterprint", () => document.querySelector(".on-paper")?.remove());
  };

  // Another screen, or another zoom of the browser, changes how many pixels a pixel of the page has, and no size. Not every
  // browser tells of it, by an event of "resize" or of a media query: it is looked at
  function watchPixels() {
    let seen = devicePixelRatio;
    setInterval(() => {
      if (devicePixelRatio === seen) return;
      seen = devicePixelRatio;
      page.changed("pixels");
      page.paint();
    }, LOOK_MS);
  }

  // A sheet of paper has another shape than the window, and the map learns of it too late to be painted again: paper
  // gets what the window shows, whole, as one picture between title and legend
  function onPaper(canvases) {
    const side = document.querySelector(".side");
    if (!side || document.body.classList.contains("on-sheet")) return;
    page.paint();
    document.querySelector(".on-paper")?.remove();
    const size = page.map.getSize(), ratio = Math.max(2, devicePixelRatio || 1);
    const paper = page.element("canvas", "on-paper");
    paper.width = size.x * ratio;
    paper.height = size.y * ratio;
    const ctx = paper.getContext("2d");
    ctx.fillStyle = page.style.sea;
    ctx.fillRect(0, 0, paper.width, paper.height);
    for (const { element } of canvases) ctx.drawImage(element, 0, 0, paper.width, paper.height);
    side.insertBefore(paper, side.querySelector(".legend"));
  }
})();
