// Opens a native <dialog>; one at a time, never one on another. A click beside it closes it.
export function openDialog(dialog) {
  if (document.querySelector("dialog[open]")) return;
  dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
}

export function dialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      openDialog(dialog);
    } else if (event.target.matches?.("dialog[data-speaking]")) {
      const box = event.target.getBoundingClientRect();
      const beside =
        event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
      if (beside) event.target.close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches?.('a[role="button"]')) {
      event.preventDefault();
      event.target.click();
    }
  });
}
