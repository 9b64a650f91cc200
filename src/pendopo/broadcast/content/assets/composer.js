// The composer: the parts of the page as tabs on a phone, own words that begin as the master's, uploads at once.
import { sendAgain } from "@kit/again.js";

const wide = window.matchMedia("(width >= 64rem)");

function tabs() {
  const bar = document.querySelector("[data-parts]");
  if (!bar) return;
  let shown = location.hash === "#periksa" || location.hash === "#pratinjau" ? location.hash : "#tulis";
  const draw = () => {
    for (const link of bar.querySelectorAll("a")) {
      if (link.hash === shown) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    for (const part of document.querySelectorAll("[data-part]")) {
      part.hidden = !wide.matches && `#${part.id}` !== shown;
    }
  };
  bar.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    shown = link.hash;
    history.replaceState(null, "", shown);
    draw();
    document.querySelector(shown)?.scrollIntoView({ block: "nearest" });
  });
  // A fix leads to a field of the text, which lies in another part.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#live a[href^='#'], a[data-leads]");
    if (!link || wide.matches) return;
    shown = link.hash === "#periksa" ? link.hash : "#tulis";
    draw();
  });
  wide.addEventListener("change", draw);
  document.addEventListener("htmx:afterSwap", draw);
  draw();
}

function ownWords(form) {
  form.addEventListener("change", (event) => {
    const toggle = event.target.closest("[data-own]");
    if (!toggle?.checked) return;
    for (const name of ["text", "title", "link", "tags"]) {
      const own = form.elements.namedItem(`${toggle.dataset.own}-${name}`);
      const master = form.elements.namedItem(name);
      if (own && master && !own.value) own.value = master.value;
    }
  });
}

function uploads(form) {
  // A chosen file goes up by itself: the button is for browsers without script.
  for (const button of form.querySelectorAll("button[value^='upload:']")) button.hidden = true;
  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-upload]") || !event.target.files.length) return;
    event.target.closest("div").querySelector("button[value^='upload:']")?.click();
  });
}

// Another empty part appears when the last one is written in.
function threads(form) {
  form.addEventListener("input", (event) => {
    const list = event.target.closest("[data-thread]");
    if (!list || event.target !== list.lastElementChild || !event.target.value) return;
    const next = event.target.cloneNode();
    next.value = "";
    list.append(next);
  });
}

// What was open stays open when the previews are drawn anew, and nobody loses a reason while writing it.
function keepOpen() {
  let open = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "live") return;
    if (event.detail.target.contains(document.activeElement) && document.activeElement.matches("input")) {
      event.detail.shouldSwap = false;
      return;
    }
    open = event.detail.target.querySelector("[data-preview][open]")?.dataset.preview ?? "";
  });
  document.addEventListener("htmx:afterSwap", () => {
    const again = open && document.querySelector(`[data-preview="${CSS.escape(open)}"]`);
    if (again) again.open = true;
  });
}

// Whoever leaves while something is only in this window is asked first.
function asksWhoLeaves(form, isWaiting) {
  let leaving = false;
  window.addEventListener("beforeunload", (event) => {
    if (isWaiting() && !leaving) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    leaving = true;
  });
}

const form = document.querySelector("[data-composer]");
if (form) {
  ownWords(form);
  uploads(form);
  threads(form);
  keepOpen();
  const autosave = document.querySelector("[data-autosave]");
  if (autosave) asksWhoLeaves(form, sendAgain((piece) => piece === autosave, () => autosave.dispatchEvent(new Event("again"))));
}
tabs();
