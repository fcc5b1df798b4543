// Carries the View between the app and the map's page, both ways.
// The app numbers each change of its own; only a newer number is sent on. What the map itself said is not sent back to it, for by
// then the reader may have moved on.
const QUIET_MS = 150; // play and slider change the date many times a second: the app hears of the last one

export default function ({ data, setStateValue }) {
  const wire = (window.outageBriefWire ??= { sent: 0, timer: null });
  wire.data = data;
  wire.setStateValue = setStateValue;
  if (!wire.listening) {
    wire.listening = true;
    window.addEventListener("message", (event) => heard(wire, event));
  }
  if (data.serial > wire.sent && wire.ready) send(wire);
}

// `place`: where the reader had moved the map, told to a page that has just been filled with newer data
function send(wire, place) {
  wire.sent = wire.data.serial;
  window.outageBriefFrame?.contentWindow.postMessage({ outageBrief: "show", ...wire.data.view, place }, "*");
}

function heard(wire, event) {
  const said = event.data;
  if (!window.outageBriefFrame || event.source !== window.outageBriefFrame.contentWindow) return;
  if (said?.outageBrief === "ready") {
    wire.ready = true;
    send(wire, wire.place);
  } else if (said?.outageBrief === "place") {
    wire.place = said.place;
  } else if (said?.outageBrief === "view") {
    clearTimeout(wire.timer);
    const view = { date: said.date, region: said.region, layers: said.layers, level: said.level, minKv: said.minKv, metric: said.metric };
    wire.timer = setTimeout(() => wire.setStateValue("view", view), QUIET_MS);
  }
}
