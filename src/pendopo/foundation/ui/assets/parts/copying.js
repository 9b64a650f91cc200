// A button that copies what a field or a piece of text holds: <button hidden data-copies="the-field" data-done="Copied">. It shows itself,
// so without scripts nobody sees a button that does nothing; the words can still be selected by hand.
import { within } from "./content.js";

const TELLS = 4_000;

export function copying(piece) {
  for (const button of within(piece, "[data-copies]")) {
    const field = document.getElementById(button.dataset.copies);
    if (!field || !button.hidden) continue;
    button.hidden = false;
    const label = button.querySelector("span") ?? button;
    const words = label.textContent;
    button.addEventListener("click", async () => {
      if (!(await copied(field))) return;
      label.textContent = button.dataset.done;
      window.setTimeout(() => (label.textContent = words), TELLS);
    });
  }
}

// An office that runs this on its own network without a certificate has no clipboard for pages, only the old command.
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value ?? field.textContent.trim());
    return true;
  } catch {
    if (field.select) {
      field.focus();
      field.select();
    } else document.getSelection().selectAllChildren(field);
    return document.execCommand("copy");
  }
}
