// Holds the map's page in the app: a sandboxed frame, filled once. A rerun of the app calls this again and changes nothing.
export default function ({ parentElement, data }) {
  const text = new TextDecoder().decode(data);
  let frame = parentElement.querySelector("iframe");
  if (!frame) {
    frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-downloads");
    frame.title = window.outageBriefTitle ?? ""; // the wire says it, in the language of the app
    parentElement.appendChild(frame);
  }
  if (frame.outagePage !== text) {
    frame.outagePage = text;
    frame.srcdoc = text;
  }
  window.outageBriefFrame = frame; // where wire.js finds it
}
