// Holds the map's page in the app: a sandboxed frame, filled once. A rerun of the app calls this again and changes nothing.
// The page follows the theme of the app, light or dark: it is filled with it, and told when the reader chooses another.
export default function ({ parentElement, data }) {
  const text = new TextDecoder().decode(data);
  let frame = parentElement.querySelector("iframe");
  if (!frame) {
    frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-downloads");
    frame.title = "Outage map";
    parentElement.appendChild(frame);
    watch(parentElement, frame);
  }
  if (frame.outagePage !== text) {
    frame.outagePage = text;
    frame.srcdoc = text.replace("<html ", '<html data-theme="' + frame.outageTheme + '" ');
  }
  window.outageBriefFrame = frame; // where wire.js finds it
}

// Streamlit says the colours of its theme, and not when they change: an element in one of them ends a transition then
function watch(parent, frame) {
  const probe = document.createElement("span");
  probe.className = "theme";
  parent.appendChild(probe);
  const look = () => {
    const [red, green, blue] = getComputedStyle(probe).backgroundColor.match(/[\d.]+/g).map(Number);
    frame.outageTheme = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? "dark" : "light";
  };
  look();
  probe.addEventListener("transitionend", () => {
    look();
    frame.contentWindow?.postMessage({ outageBrief: "look", theme: frame.outageTheme }, "*");
    window.dispatchEvent(new Event("outage-brief-theme"));
  });
}
