// Stands in the page as it is: takes folium's calls, unpacks the block, and runs the scripts that are in it.
// folium's own script calls add() for every layer and start() at the end.
(() => {
  "use strict";
  const added = [];
  window.outageBrief = { add: (name) => added.push(name), start };

  async function start(map) {
    const page = window.outageBrief, sections = directory(document.getElementById("outage-brief-data").textContent);
    page.bytes = (name) => inflate(sections(name));
    page.json = async (name) => JSON.parse(new TextDecoder().decode(await page.bytes(name)));
    const script = document.createElement("script");
    script.textContent = new TextDecoder().decode(await page.bytes("script"));
    document.head.appendChild(script); // runs at once; the page's policy knows its hash
    await page.begin(map, added);
  }

  // The base64 text -> a function from a section's name to its compressed bytes
  function directory(text) {
    const all = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const length = new DataView(all.buffer).getUint32(0, true);
    const entries = JSON.parse(new TextDecoder().decode(all.subarray(4, 4 + length)));
    return (name) => {
      const [offset, size] = entries[name];
      return all.subarray(4 + length + offset, 4 + length + offset + size);
    };
  }

  async function inflate(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }
})();
