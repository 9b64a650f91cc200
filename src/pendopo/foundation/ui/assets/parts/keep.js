// Keeps what is typed into a form on this device until it has been saved, so that a lost line or a closed tab loses
// nothing. Passwords and files are never kept. <form data-keep="case-12-answer">
import { within } from "./content.js";
import { isTouched, tell } from "./early.js";

const PREFIX = "pendopo.keep.";
// What was typed and not written down yet, by the name of its form: a page may go away before typing has rested.
const unwritten = new Map();
window.addEventListener("pagehide", () => {
  for (const store of unwritten.values()) store();
});
const NEVER = "[type=password], [type=file], [type=hidden], [type=submit], [data-keep-not]";

export function keep(piece) {
  if (piece === document) arrived();
  for (const form of within(piece, "form[data-keep]")) {
    if (form.dataset.kept) continue;
    form.dataset.kept = "yes";
    const name = PREFIX + form.dataset.keep;
    // A form that came back with errors already holds what was typed.
    if (!form.querySelector('[aria-invalid="true"], [role="alert"]')) restore(form, read(name));
    let wait = 0;
    const store = () => {
      unwritten.delete(name);
      write(name, typed(form));
    };
    form.addEventListener("input", () => {
      window.clearTimeout(wait);
      unwritten.set(name, store);
      wait = window.setTimeout(store, 400);
    });
    form.addEventListener("submit", () => {
      window.clearTimeout(wait);
      store();
      sessionStorage.setItem(`${PREFIX}sent`, JSON.stringify([name, form.dataset.keepUntil ?? ""]));
    });
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.elt === form && event.detail.successful && event.detail.xhr.status < 300) drop(name);
    });
    form.addEventListener("reset", () => {
      window.clearTimeout(wait);
      unwritten.delete(name);
      drop(name);
    });
  }
}

// After a plain post: another page, or the same one without errors, means it was saved.
function arrived() {
  const sent = sessionStorage.getItem(`${PREFIX}sent`);
  if (!sent) return;
  sessionStorage.removeItem(`${PREFIX}sent`);
  // Whoever has to sign in again, or is refused, saved nothing.
  if (document.body.hasAttribute("data-saved-nothing")) return;
  const [name, until] = JSON.parse(sent);
  // Where a page says which form it has kept, nothing else counts: whoever comes back after a broken line saved nothing.
  if (until && !document.querySelector(until)) return;
  const form = [...document.forms].find((one) => PREFIX + one.dataset.keep === name);
  if (form?.querySelector('[aria-invalid="true"], [role="alert"]')) return;
  drop(name);
}

function controls(form) {
  return [...form.elements].filter((one) => one.name && !one.matches(NEVER) && one.tagName !== "BUTTON");
}

function typed(form) {
  return controls(form).map((one) =>
    one.matches("[type=checkbox], [type=radio]") ? [one.name, one.value, one.checked] : [one.name, one.value],
  );
}

function restore(form, kept) {
  const times = {};
  for (const [name, value, checked] of kept) {
    const found = controls(form).filter((one) => one.name === name);
    times[name] = (times[name] ?? -1) + 1;
    // Rows of a table share their names: each comes back in its place.
    const control = checked === undefined ? found[times[name]] : found.find((one) => one.value === value);
    if (!control || isTouched(control)) continue;
    if (checked === undefined) control.value = value;
    else control.checked = checked;
    tell(control);
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? [];
  } catch {
    return [];
  }
}

function write(name, values) {
  try {
    localStorage.setItem(name, JSON.stringify(values));
  } catch {
    // A full or forbidden storage only means that nothing is kept.
  }
}

function drop(name) {
  localStorage.removeItem(name);
}
