// Carries the View between the app and the map's page, both ways, and keeps both at one View.
// The app numbers its own changes (`serial`), the wire those of the reader on the map (`told`);
// each side sends back the number that it last heard. `mine` is what the reader has changed on the
// map and the app has not yet taken over: both are to show the app's View with `mine` over it. So a
// map that was told nothing yet has no say in the date, unless the reader chose one there.
const QUIET_MS = 150; // play changes the date many times a second: the app hears of the last one
const PAUSE_MS = 250, LONGEST_MS = 4000; // between two tries; each pause is twice the one before
const ASK_MS = 10000;
const TRIES = 8; // then the page cannot show it, as when its dataset lacks the level
const RETELL = 5; // tries before the app hears the same again: each time it reruns

export default function ({ parentElement, data, setStateValue }) {
  const wire = (window.outageBriefWire ??= { told: 0, mine: {}, page: null });
  if (data.told === wire.told) wire.mine = {};
  Object.assign(wire, { parentElement, data, setStateValue, tries: 0 });
  speak(parentElement, data.spoken);
  window.outageBriefTitle = data.title;
  if (window.outageBriefFrame) window.outageBriefFrame.title = data.title;
  if (!wire.asking) ask(wire, ASK_MS);
  if (!wire.keyed) {
    wire.keyed = true;
    document.addEventListener("keydown", (event) => key(wire, event));
  }
  sayTheme(wire);
  if (!wire.listening) {
    wire.listening = true;
    window.addEventListener("outage-brief-theme", () => sayTheme(wire));
    window.addEventListener("message", (event) => heard(wire, event));
  }
  settle(wire);
}

// What Python colours, signs in tables and charts, is in the theme that the page is in
function sayTheme(wire) {
  const theme = window.outageBriefFrame?.outageTheme;
  if (theme && theme !== wire.data.theme && wire.parentElement.isConnected) wire.setStateValue("theme", theme);
}

// Key P shows map, headline and figures alone, large enough for a room; P or Escape leaves it
function key(wire, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  if (event.key === "p") present(wire, !wire.presenting);
  if (event.key === "Escape" && wire.presenting) present(wire, false);
}

function present(wire, on) {
  wire.presenting = on;
  document.documentElement.classList.toggle("presenting", on);
  post({ outageBrief: "look", presenting: on });
}

// Ask the server now and then whether the files have changed: a run of the app for that alone would cost a hundred times as much
function ask(wire, pause) {
  wire.asking = setTimeout(async () => {
    let again = ASK_MS;
    const { stamp } = wire.data;
    if (stamp && !document.hidden && wire.parentElement.isConnected) {
      try {
        const answer = await (await fetch(stampAddress(wire.data.dataset))).json();
        again = 1000 * answer.again_s;
        if (answer.stamp !== wire.data.stamp && stamp === wire.data.stamp) wire.setStateValue("stamp", answer.stamp);
      } catch {
        // no connection: Streamlit says so by itself
      }
    }
    ask(wire, again);
  }, pause);
}

function stampAddress(dataset) {
  const address = new URL("outage-brief/stamp", document.baseURI);
  address.searchParams.set("dataset", dataset);
  return address;
}

// A screen reader says the date's headline and figures when they change
function speak(parent, words) {
  let line = parent.querySelector("p");
  if (!line) {
    line = document.createElement("p");
    line.setAttribute("aria-live", "polite");
    parent.appendChild(line);
  }
  if (line.textContent !== words) line.textContent = words;
}

function heard(wire, { source, data: said }) {
  const frame = window.outageBriefFrame?.contentWindow;
  if (!frame || source !== frame || !said?.outageBrief || !wire.parentElement.isConnected) return;
  if (said.outageBrief !== "present") wire.page = said;
  if (said.outageBrief === "present") return present(wire, said.on);
  if (said.outageBrief === "ready" && wire.presenting) present(wire, true);
  if (said.outageBrief === "shown") return; // it is compared when the pause is over
  const wanted = { ...wire.data.view, ...wire.mine };
  const news = said.own.filter((key) => key in wanted && !same(said[key], wanted[key]));
  for (const key of news) wire.mine[key] = said[key];
  const stopped = wire.playing && !said.playing; // while it plays, the app writes no date into the address
  wire.playing = said.playing;
  if (news.length || stopped) tell(wire);
  wire.tries = 0;
  settle(wire);
}

function tell(wire) {
  wire.told++;
  clearTimeout(wire.telling);
  wire.telling = setTimeout(() => {
    wire.setStateValue("view", { ...wire.mine, told: wire.told, playing: wire.playing ?? false });
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
  else if (!agreed) post({ outageBrief: "show", serial, ...wanted });
  else if (wire.tries >= RETELL) tell(wire);
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
