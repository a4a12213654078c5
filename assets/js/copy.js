// Buttons that copy a text of the page: <button data-copy="ID" hidden>, in an element with the words to confirm it in
// data-copied and data-selected. Where the clipboard is not available the text is left selected.
import { make } from "./search-box.js";

const shown = 2500; // how long a button shows what it did, in milliseconds

export function copyButtons() {
  const buttons = document.querySelectorAll("button[data-copy]");
  if (!buttons.length) return;
  // One region for all of them, empty from the start: screen readers announce only what changes in it.
  const status = make("p", { class: "visually-hidden", role: "status" });
  document.body.append(status);

  for (const button of buttons) {
    const text = document.getElementById(button.dataset.copy);
    const words = button.closest("[data-copied]");
    if (!text || !words) continue;
    const label = [...button.childNodes];
    let timer;
    button.hidden = false;
    button.onclick = async () => {
      const copied = await copy(text);
      status.textContent = button.textContent = copied ? words.dataset.copied : words.dataset.selected;
      clearTimeout(timer);
      timer = setTimeout(() => {
        button.replaceChildren(...label);
        status.textContent = ""; // so that the next time is a change again
      }, shown);
    };
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    return true;
  } catch {
    // No clipboard over plain http and in old browsers; the selection is for the older way, and for the reader's keys.
    getSelection().selectAllChildren(text);
    return document.execCommand("copy");
  }
}
