// A button that prints the page: <button type="button" hidden data-prints>. It shows itself where there is script.
import { within } from "./content.js";

export function printing(piece) {
  for (const button of within(piece, "[data-prints]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
