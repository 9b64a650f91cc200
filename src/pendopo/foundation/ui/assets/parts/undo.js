// The only toast of the house: what was just done, and the button that takes it back. It waits 20 seconds, and as
// long as somebody points at it or has the focus in it.
const PATIENCE = 20_000;

export function undo() {
  document.querySelectorAll(".toast-undo").forEach(fade);
  document.addEventListener("pendopo:undo", (event) => {
    const region = document.getElementById("toasts");
    const toast = document.getElementById("undo-toast")?.content.firstElementChild.cloneNode(true);
    if (!region || !toast) return;
    toast.action = event.detail.url;
    toast.querySelector("span").textContent = event.detail.words;
    region.replaceChildren(toast);
    fade(toast);
  });
}

function fade(toast) {
  let wait = window.setTimeout(() => toast.remove(), PATIENCE);
  const hold = () => window.clearTimeout(wait);
  const go = () => {
    hold();
    wait = window.setTimeout(() => toast.remove(), PATIENCE);
  };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusout", go);
}
