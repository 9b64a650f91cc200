// Makes photographs small before they travel: a phone's camera gives 8 MB, a page shows a tenth of it.
// <input type="file" data-shrink="2560">: the longest side, in pixels. Of what all can read only JPEG is touched:
// what was drawn, with sharp edges or see-through, goes as it is. A HEIC of some phones becomes JPEG wherever the browser
// can read it; what can't be read here goes as it is.
const worthIt = 600_000; // bytes
const fewCanRead = /\.hei[cf]$/i;

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
  if (!chosen.some(isToChange)) return;
  event.stopImmediatePropagation();
  const bag = new DataTransfer();
  for (const file of chosen) bag.items.add(await shrunk(file, Number(input.dataset.shrink)));
  input.files = bag.files;
  input.dataset.shrunk = "yes";
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function isToChange(file) {
  return fewCanRead.test(file.name) || (file.type === "image/jpeg" && file.size > worthIt);
}

async function shrunk(file, longest) {
  if (!isToChange(file)) return file;
  try {
    const drawn = await createImageBitmap(file);
    const scale = Math.min(1, longest / Math.max(drawn.width, drawn.height));
    const canvas = new OffscreenCanvas(Math.round(drawn.width * scale), Math.round(drawn.height * scale));
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
    const isBetter = fewCanRead.test(file.name) || blob.size < file.size;
    return isBetter ? new File([blob], file.name.replace(fewCanRead, ".jpg"), { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}
