// How many of so many characters. A page that counts as a network counts answers `pendopo:count` with its own number.
import { within } from "./content.js";

const people = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function counters(piece) {
  for (const control of within(piece, "[data-counter]")) {
    const shown = document.querySelector(`[data-counts="${CSS.escape(control.id)}"]`);
    if (!shown || control.dataset.counted) continue;
    control.dataset.counted = "yes";
    const count = () => {
      const asked = { used: [...people.segment(control.value)].length, most: Number(control.dataset.counter) };
      control.dispatchEvent(new CustomEvent("pendopo:count", { bubbles: true, detail: asked }));
      const left = asked.most - asked.used;
      shown.textContent = `${asked.used} / ${asked.most}`;
      shown.classList.toggle("text-error", left < 0);
      shown.classList.toggle("font-semibold", left < 0);
    };
    control.addEventListener("input", count);
    count();
  }
}
