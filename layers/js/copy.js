// A button that copies a text, and says so. In a frame without rights to the clipboard the text is selected to be copied by hand.
export default function ({ parentElement, data }) {
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => copy(button));
    parentElement.appendChild(button);
  }
  button.wanted = data;
  if (!button.busy) button.textContent = data.label;
}

async function copy(button) {
  const { text, label } = button.wanted;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    document.execCommand("copy"); // the only way without a safe connection
    area.remove();
  }
  button.busy = true;
  button.textContent = button.wanted.done;
  setTimeout(() => { button.busy = false; button.textContent = label; }, 2000);
}
