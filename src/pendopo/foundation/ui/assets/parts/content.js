// Runs a part on the page as it came, and on every piece htmx swaps in later.
export function onContent(part) {
  part(document);
  document.addEventListener("htmx:load", (event) => part(event.detail.elt));
}

// Elements in a piece that match, the piece itself included.
export function within(piece, selector) {
  const found = [...piece.querySelectorAll(selector)];
  if (piece.matches?.(selector)) found.unshift(piece);
  return found;
}
