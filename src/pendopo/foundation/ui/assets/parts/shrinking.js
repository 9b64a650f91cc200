// Makes photographs small before they travel: a phone's camera gives 8 MB, a page shows a tenth of it.
// <input type="file" data-shrink="2560">: the longest side, in pixels. Only JPEG is touched: what was drawn, with sharp
// edges or see-through, goes as it is; so does what can't be read here.
const worthIt = 600_000; // bytes

export function shrinking() {
  // Before anybody else hears of the choice, who might send it at once.
  document.addEventListener("change", hear, true);
}

async function hear(event) {
  const input = event.target;
  if (!input.matches?.("input[type=file][data-shrink]")) return;
  if (input.dataset.shrunk) {
    delete input.dataset.shrunk;
    return;
  }
  const chosen = [...input.files];
  if (!chosen.some(isLarge)) return;
  event.stopImmediatePropagation();
  const bag = new DataTransfer();
  for (const file of chosen) bag.items.add(await shrunk(file, Number(input.dataset.shrink)));
  input.files = bag.files;
  input.dataset.shrunk = "yes";
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function isLarge(file) {
  return file.type === "image/jpeg" && file.size > worthIt;
}

async function shrunk(file, longest) {
  if (!isLarge(file)) return file;
  try {
    const drawn = await createImageBitmap(file);
    const scale = Math.min(1, longest / Math.max(drawn.width, drawn.height));
    const canvas = new OffscreenCanvas(Math.round(drawn.width * scale), Math.round(drawn.height * scale));
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
    return blob.size < file.size ? new File([blob], file.name, { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}
