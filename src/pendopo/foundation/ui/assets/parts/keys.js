// Keys for whoever works here all day. data-key="j", "g i" (one after the other), "Ctrl+K"; "/ Ctrl+K" names two.
import { openDialog } from "./dialogs.js";

const PATIENCE = 1200;
let first = "";
let forget = 0;

export function keys() {
  document.querySelectorAll("[data-keys]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", help);
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    const chord = `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.key.toLowerCase()}`;
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const plain = !chord.startsWith("ctrl+");
    if ((typing && plain) || (document.querySelector("dialog[open]") && plain)) return;
    if (chord === "?") {
      event.preventDefault();
      help();
      return;
    }
    const pressed = first ? `${first} ${chord}` : chord;
    first = "";
    window.clearTimeout(forget);
    const meant = elements().find(([, names]) => names.some((name) => name.toLowerCase() === pressed))?.[0];
    if (meant) {
      event.preventDefault();
      press(meant);
    } else if (elements().some(([, names]) => names.some((name) => name.toLowerCase().startsWith(`${chord} `)))) {
      first = chord;
      forget = window.setTimeout(() => (first = ""), PATIENCE);
    }
  });
}

// "g i" is a sequence because it starts with a letter that waits; "/ Ctrl+K" are two ways to the same thing.
function names(element) {
  const words = element.dataset.key.split(" ");
  const isSequence = words.length === 2 && words.every((word) => word.length === 1 && /[a-z0-9]/.test(word));
  return isSequence ? [words.join(" ")] : words;
}

function elements() {
  return [...document.querySelectorAll("[data-key]")]
    .filter((element) => {
      // What waits in a closed menu may be pressed by its key: the menu is only a place to put it.
      const shown = element.closest("details[data-hanging]:not([open])") ?? element;
      return shown.checkVisibility?.() ?? shown.offsetParent;
    })
    .map((element) => [element, names(element)]);
}

function press(element) {
  if (element.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

function help() {
  const dialog = document.getElementById("keys");
  const list = dialog?.querySelector("[data-keys-list]");
  if (!list) return;
  list.replaceChildren();
  const seen = new Set();
  for (const [element, ways] of elements()) {
    const words =
      element.dataset.keyWords || element.querySelector(".place")?.textContent || element.getAttribute("aria-label") || element.textContent;
    if (seen.has(ways.join())) continue;
    seen.add(ways.join());
    const term = document.createElement("dt");
    ways.forEach((way, index) => {
      if (index) term.append(" · ");
      for (const part of way.split(" ")) {
        const key = document.createElement("kbd");
        key.textContent = part.length === 1 ? part.toUpperCase() : part;
        term.append(key, " ");
      }
    });
    const meaning = document.createElement("dd");
    meaning.textContent = words.trim();
    list.append(term, meaning);
  }
  openDialog(dialog);
}
