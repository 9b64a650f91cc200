// A list in an order of one's own: drag an item, or focus its grip and press up or down.
import { within } from "./content.js";

export function sortables(piece) {
  for (const list of within(piece, "[data-sortable]")) {
    if (list.dataset.sorted) continue;
    list.dataset.sorted = "yes";
    const items = () => [...list.querySelectorAll("[data-value]")];
    let moving = null;

    for (const item of items()) item.draggable = true;

    list.addEventListener("dragstart", (event) => {
      moving = event.target.closest("[data-value]");
      moving?.classList.add("is-moving");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", moving?.dataset.value ?? "");
    });
    list.addEventListener("dragover", (event) => {
      const over = event.target.closest?.("[data-value]");
      if (!moving || !over) return;
      event.preventDefault();
      if (over === moving) return;
      const box = over.getBoundingClientRect();
      const after = event.clientY > box.top + box.height / 2;
      over[after ? "after" : "before"](moving);
    });
    list.addEventListener("drop", (event) => event.preventDefault());
    list.addEventListener("dragend", () => {
      moving?.classList.remove("is-moving");
      moving = null;
      tell();
    });
    list.addEventListener("keydown", (event) => {
      const grip = event.target.closest("[data-grip]");
      const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
      if (!grip || !step) return;
      event.preventDefault();
      const item = grip.closest("[data-value]");
      const all = items();
      const other = all[all.indexOf(item) + step];
      if (!other) return;
      other[step > 0 ? "after" : "before"](item);
      grip.focus();
      tell();
    });

    function tell() {
      const values = items().map((item) => item.dataset.value);
      const name = list.dataset.sortable;
      const field = name && list.closest("form")?.elements.namedItem(name);
      if (field) field.value = values.join(",");
      list.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: { values } }));
    }
  }
}
