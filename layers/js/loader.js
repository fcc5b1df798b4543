// Stands in the page as it is: takes folium's calls, unpacks the block, and runs the scripts that are in it.
// folium's own script calls add() for every layer and start() at the end.
(() => {
  "use strict";
  const added = [];
  window.outageBrief = { add: (name) => added.push(name), start };

  async function start(map) {
    const page = window.outageBrief, sections = directory(document.getElementById("outage-brief-data").textContent);
    // All at once: the browser inflates beside the scripts, and each layer finds its section done
    const inflated = Object.fromEntries(Object.entries(sections).map(([name, bytes]) => [name, inflate(bytes)]));
    page.bytes = async (name) => inflated[name]; // undefined if the page has no such section
    page.json = async (name) => JSON.parse(new TextDecoder().decode(await page.bytes(name)));
    for (const kind of ["style", "script"]) {
      const own = document.createElement(kind);
      own.textContent = new TextDecoder().decode(await page.bytes(kind));
      document.head.appendChild(own); // a script runs at once; the page's policy knows the hash of either
    }
    await page.begin(map, added);
  }

  // The base64 text -> the compressed bytes of each section, by name
  function directory(text) {
    const all = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const length = new DataView(all.buffer).getUint32(0, true);
    const entries = JSON.parse(new TextDecoder().decode(all.subarray(4, 4 + length)));
    const bytesOf = ([offset, size]) => all.subarray(4 + length + offset, 4 + length + offset + size);
    return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, bytesOf(entry)]));
  }

  async function inflate(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }
})();
