// Carries the View between the app and the map's page, both ways, and keeps both at one View.
// The app numbers its own changes (`serial`), the wire those of the reader on the map (`told`);
// each side sends back the number that it last heard. `mine` is what the reader has changed on the
// map and the app has not yet taken over: both are to show the app's View with `mine` over it. So a
// map that was told nothing yet has no say in the date, unless the reader chose one there.
const QUIET_MS = 150; // play changes the date many times a second: the app hears of the last one
const PAUSE_MS = 250, LONGEST_MS = 4000; // between two tries; each pause is twice the one before
const TRIES = 8; // then the page cannot show it, as when its dataset lacks the level
const RETELL = 5; // tries before the app hears the same again: each time it reruns

export default function ({ parentElement, data, setStateValue }) {
  const wire = (window.outageBriefWire ??= { told: 0, mine: {}, page: null });
  if (data.told === wire.told) wire.mine = {};
  Object.assign(wire, { parentElement, data, setStateValue, tries: 0 });
  if (!wire.listening) {
    wire.listening = true;
    window.addEventListener("message", (event) => heard(wire, event));
  }
  settle(wire);
}

function heard(wire, { source, data: said }) {
  const frame = window.outageBriefFrame?.contentWindow;
  if (!frame || source !== frame || !said?.outageBrief || !wire.parentElement.isConnected) return;
  wire.page = said;
  if (said.place) wire.place = said.place;
  if (said.outageBrief === "shown") return; // it is compared when the pause is over
  const wanted = { ...wire.data.view, ...wire.mine };
  const news = said.own.filter((key) => key in wanted && !same(said[key], wanted[key]));
  for (const key of news) wire.mine[key] = said[key];
  if (news.length) tell(wire);
  wire.tries = 0;
  settle(wire);
}

function tell(wire) {
  wire.told++;
  clearTimeout(wire.telling);
  wire.telling = setTimeout(() => {
    wire.setStateValue("view", { ...wire.mine, told: wire.told });
  }, QUIET_MS);
}

// Compare, mend, and look again after a pause, until both have answered and show the same
function settle(wire) {
  clearTimeout(wire.again);
  if (!wire.parentElement.isConnected) return;
  const { data: { serial, view, told }, page, mine } = wire, wanted = { ...view, ...mine };
  const shown = Object.entries(wanted).every(([key, value]) => same(page?.[key], value));
  const agreed = shown && page?.serial === serial;
  if ((agreed && told === wire.told) || (page && wire.tries > TRIES)) return;
  if (!page) post({ outageBrief: "ask" });
  else if (!agreed) {
    // A page that was told nothing lies where its maker put it, not where the reader had moved it
    const place = page.serial === 0 ? wire.place : undefined;
    post({ outageBrief: "show", serial, ...wanted, place });
  } else if (wire.tries >= RETELL) tell(wire);
  const pause = Math.min(LONGEST_MS, PAUSE_MS * 2 ** wire.tries++);
  wire.again = setTimeout(() => settle(wire), pause);
}

function post(word) {
  window.outageBriefFrame?.contentWindow?.postMessage(word, "*");
}

function same(one, other) {
  const plain = (value) => (Array.isArray(value) ? [...value].sort().join() : value);
  return plain(one) === plain(other);
}
