// A row of views that is wider than the phone: the current one is brought into sight, and an edge that hides more fades.
import { within } from "./content.js";

export function tablines(piece) {
  for (const line of within(piece, ".tabline")) {
    const look = () => {
      line.toggleAttribute("data-before", line.scrollLeft > 4);
      line.toggleAttribute("data-after", line.scrollWidth - line.clientWidth - line.scrollLeft > 4);
    };
    const current = line.querySelector('[aria-current="page"]');
    if (current) line.scrollLeft = current.offsetLeft - (line.clientWidth - current.offsetWidth) / 2;
    line.addEventListener("scroll", look, { passive: true });
    new ResizeObserver(look).observe(line);
  }
}
