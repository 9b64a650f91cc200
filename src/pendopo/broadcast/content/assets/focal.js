// The focal point: press in the picture, or move it with the arrow keys.
const STEP = 0.05;
const form = document.querySelector("[data-focal]");
const picture = form?.querySelector("[data-focal-picture]");
const mark = form?.querySelector("[data-focal-mark]");
const [x, y] = ["focus_x", "focus_y"].map((name) => form?.elements.namedItem(name));

function put(across, upwards) {
  x.value = Math.min(1, Math.max(-1, across)).toFixed(3);
  y.value = Math.min(1, Math.max(-1, upwards)).toFixed(3);
  mark.setAttribute("cx", x.value);
  mark.setAttribute("cy", y.value);
}

if (picture && x && y) {
  picture.tabIndex = 0;
  picture.setAttribute("role", "application");
  picture.setAttribute("aria-label", form.querySelector("legend").textContent);
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    put(((event.clientX - box.left) / box.width) * 2 - 1, 1 - ((event.clientY - box.top) / box.height) * 2);
  });
  picture.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    put(Number(x.value) + move[0], Number(y.value) + move[1]);
  });
}
