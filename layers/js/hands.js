// How a reader takes hold of the map: fingers, keys, the way home, the list of regions, and the large look of a presentation.
(() => {
  "use strict";
  const page = window.outageBrief;
  const BIGGER = 2.1; // 13 px on a laptop become 27 px on a projector
  const finger = window.matchMedia("(pointer: coarse)"); // it changes: a tablet gets its mouse, a frame hears of its screen late
  Object.defineProperty(page, "coarse", { get: () => finger.matches });
  page.bigger = 1;

  page.hands = (map) => {
    const box = map.getContainer();
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", page.say("mapKeys"));
    // One finger scrolls the page that the map stands in, two move the map: else a map that fills a phone is a trap
    const hold = () => { map.dragging[finger.matches && page.embedded ? "disable" : "enable"](); };
    hold();
    finger.addEventListener("change", hold);
    // In the app the page's own title is not seen: the frame needs a heading of its own for those who go by headings
    if (page.embedded) page.element("h1", "", page.say("map"), page.element("main", "unseen", undefined, document.body));
    home(map);
    list(box);
    box.addEventListener("keydown", (event) => {
      if (event.key.startsWith("Arrow") || "+-=".includes(event.key)) page.held();
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("select, input[type=text]")) return;
      if (event.key === "h") page.lie(null, { fly: true });
      if (event.key === "p") present(!document.body.classList.contains("presenting"));
      if (event.key === "Escape" && document.body.classList.contains("presenting")) present(false);
    });
  };

  function home(map) {
    const Home = L.Control.extend({
      onAdd() {
        const bar = page.element("div", "leaflet-bar"), button = page.element("a", "home", "⌂", bar);
        Object.assign(button, { href: "#", title: page.say("wholeMapKey"), role: "button" });
        button.setAttribute("aria-label", page.say("wholeMap"));
        L.DomEvent.on(button, "click", (event) => { L.DomEvent.stop(event); page.lie(null, { fly: true }); });
        L.DomEvent.disableClickPropagation(bar);
        return bar;
      },
    });
    new Home({ position: "topright" }).addTo(map);
  }

  // The regions as a list, for whoever cannot point at them; it is filled when it is reached, and seen only then
  function list(box) {
    const holder = page.element("nav", "card regions-list");
    holder.setAttribute("aria-label", page.say("regions"));
    const choice = page.element("select", "", undefined, page.element("label", "", `${page.say("regions")}: `, holder));
    choice.setAttribute("aria-label", page.say("chooseRegion"));
    box.before(holder);
    const fill = () => {
      const { codes, names, stateAt, count } = page.regions;
      const order = Array.from({ length: count }, (_, i) => i).sort((a, b) =>
        page.stateOf(stateAt(b, page.index)) - page.stateOf(stateAt(a, page.index)) || names[a].localeCompare(names[b]));
      choice.replaceChildren(new Option(page.say("none"), ""), ...order.map((i) =>
        new Option(`${names[i]}: ${page.stateWords(stateAt(i, page.index))}`, codes[i])));
      choice.value = page.region ?? "";
    };
    choice.addEventListener("focus", fill);
    choice.addEventListener("change", () => page.choose(choice.value || null));
    choice.addEventListener("keydown", (event) => {
      if (event.key === "Enter") document.querySelector(".panel:not([hidden]) h2")?.focus();
      event.stopPropagation(); // its arrows are its own
    });
    page.part({ name: "list", changed: (what) => { if (what === "region" && choice.options.length) choice.value = page.region ?? ""; return false; } });
  }

  // The app around the page hides what is no use to a room, and says so here; a page that stands alone does it for itself
  function present(on) {
    if (page.embedded) parent.postMessage({ outageBrief: "present", on }, "*");
    else look(on);
  }

  function look(on) {
    document.body.classList.toggle("presenting", on);
    page.bigger = on ? BIGGER : 1;
    page.map.invalidateSize({ animate: false });
    page.paint();
  }
  page.look = look;
})();
