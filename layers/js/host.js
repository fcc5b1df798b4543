// Holds the map's page in the app: a sandboxed frame, filled once. A rerun of the app calls this again and changes nothing.
// The page follows the theme of the app, light or dark: it is filled with it, and told when the reader chooses another.
export default function ({ parentElement, data }) {
  const text = new TextDecoder().decode(data), old = parentElement.querySelector("iframe");
  let frame = old;
  if (old?.outagePage !== text) {
    // Another page gets a frame of its own: one that is filled anew would be an entry of the browser's history, which "back" leads to
    frame = framed(text, themeOf(parentElement));
    if (old) old.replaceWith(frame);
    else parentElement.appendChild(frame);
  }
  window.outageBriefFrame = frame; // where wire.js finds it
}

function framed(text, theme) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts allow-downloads");
  frame.title = window.outageBriefTitle ?? "Outage map"; // until the wire says it in the language of the app
  frame.srcdoc = text.replace("<html ", '<html data-theme="' + theme + '" ');
  return Object.assign(frame, { outagePage: text, outageTheme: theme });
}

// Streamlit says the colours of its theme, and not when they change: an element in one of them ends a transition then
function themeOf(parent) {
  let probe = parent.querySelector(".theme");
  if (!probe) {
    probe = document.createElement("span");
    probe.className = "theme";
    parent.appendChild(probe);
    probe.addEventListener("transitionend", () => {
      const frame = parent.querySelector("iframe");
      if (!frame) return;
      frame.outageTheme = themeOf(parent);
      frame.contentWindow?.postMessage({ outageBrief: "look", theme: frame.outageTheme }, "*");
      window.dispatchEvent(new Event("outage-brief-theme"));
    });
  }
  const [red, green, blue] = getComputedStyle(probe).backgroundColor.match(/[\d.]+/g).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? "dark" : "light";
}
