// Scripts come after the page, on a bad line long after it. What was typed until then counts as typed now, when
// everybody listens; so does what the device has kept and puts back.
const everybodyListens = new Promise((listening) => {
  document.addEventListener("DOMContentLoaded", () => setTimeout(listening));
});

// They hold a value of their own, whatever the page came with.
const OF_THEIR_OWN = "select, [type=hidden], [type=range], [type=color]";

export function early() {
  // Who goes back finds the form as it was left: that was told then.
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") return;
  for (const control of document.querySelectorAll("input, textarea")) if (isTouched(control)) tell(control);
}

// Whether it holds something else than what the page came with.
export function isTouched(control) {
  if (control.matches(OF_THEIR_OWN)) return false;
  if (control.matches("[type=checkbox], [type=radio]")) return control.checked !== control.defaultChecked;
  return control.value !== control.defaultValue;
}

export function tell(control) {
  const word = control.matches("[type=file]") ? "change" : "input";
  everybodyListens.then(() => control.dispatchEvent(new Event(word, { bubbles: true })));
}
