// After a swap the focus goes where the reading goes on: to errors, to what asks for it, else it stays.
export function focus() {
  document.querySelector('[data-focus][role="alert"]')?.focus();
  document.addEventListener("htmx:afterSettle", (event) => {
    const piece = event.detail.elt;
    if (!(piece instanceof Element)) return;
    const wanted = piece.matches("[data-focus]") ? piece : piece.querySelector("[data-focus], [autofocus]");
    wanted?.focus();
  });
}
