// Reviewing: a passage marked in a preview goes along with the comment; the button at the thumb opens the comment.
const form = document.querySelector("[data-passage]");
const quoted = form?.querySelector("[data-quote]");

document.addEventListener("selectionchange", () => {
  if (!form) return;
  const marked = document.getSelection();
  const words = marked?.toString().trim();
  const inside = marked?.anchorNode?.parentElement?.closest("article");
  if (!words || !inside) return;
  form.elements.namedItem("back-quote").value = words.slice(0, 2000);
  form.elements.namedItem("back-field").value = "text";
  quoted.textContent = words.slice(0, 300);
  quoted.hidden = false;
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (!opener) return;
  const box = document.getElementById(opener.dataset.opens);
  if (!box) return;
  event.preventDefault();
  const comment = box.querySelector("textarea");
  // Whoever has written why presses the same button again to send it.
  if (box.open && comment?.value.trim()) {
    comment.form.requestSubmit();
    return;
  }
  box.open = true;
  box.scrollIntoView({ block: "center" });
  comment?.focus();
});
