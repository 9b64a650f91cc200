// The inbox: lengths as the network counts them, saved replies at the press of a button, and who is answering.
import { waiting } from "./parts/waiting.js";

const links = /https?:\/\/[^\s]+/g;
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

const units = {
  characters: (text) => [...text].length,
  graphemes: (text) => [...letters.segment(text)].length,
  bytes: (text) => new TextEncoder().encode(text).length,
  weighted: (text) => [...letters.segment(text)].reduce((sum, { segment }) => sum + weight(segment), 0),
};

function weight(letter) {
  if (/\p{Extended_Pictographic}/u.test(letter)) return 2;
  return [...letter].reduce((sum, one) => sum + (/[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]/u.test(one) ? 1 : 2), 0);
}

document.addEventListener("pendopo:count", (event) => {
  const { counting, linkCost } = event.target.dataset;
  if (!counting || !units[counting]) return;
  const text = linkCost ? event.target.value.replace(links, "x".repeat(Number(linkCost))) : event.target.value;
  event.detail.used = units[counting](text.trim());
});

// A tab that nobody sees asks nothing; it asks at once when it is looked at again.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.elt.matches("[data-polls]")) event.preventDefault();
});

for (const form of document.querySelectorAll("[data-answer]")) {
  const text = form.querySelector("textarea");
  const doing = form.querySelector("[data-doing]");
  const tell = () => {
    doing.value = text.value.trim() ? "answering" : "reading";
  };
  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });
  // What is being sent needs no keeping any more: it would come back as a draft.
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (isSent) event.preventDefault();
  });
  text.addEventListener("input", tell);
  tell();
  // The module comes after the page was counted once: count again, as the network does.
  text.dispatchEvent(new Event("input", { bubbles: false }));
}

// How long a network still takes an answer: it runs down while the page stands open.
const away = new Intl.RelativeTimeFormat(document.documentElement.lang || "id", { numeric: "always" });
setInterval(() => {
  for (const one of document.querySelectorAll("[data-until]")) {
    const minutes = Math.max(Math.floor((Date.parse(one.dataset.until) - Date.now()) / 60000), 0);
    const [size, unit] = [[1440, "day"], [60, "hour"]].find(([many]) => minutes >= many) ?? [1, "minute"];
    one.textContent = away.format(Math.floor(minutes / size), unit);
  }
}, 15000);

// Saved replies and answers from elsewhere on the page go into the answer box; without script a link does the same.
for (const button of document.querySelectorAll("[data-fills]")) button.hidden = false;
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fills]");
  const text = document.querySelector("[data-answer] textarea");
  if (!button || !text) return;
  event.preventDefault();
  const before = text.value.trim();
  // What stands there already is not put there twice by a second press.
  if (!before.includes(button.dataset.fills.trim())) {
    text.value = before ? `${before}\n${button.dataset.fills}` : button.dataset.fills;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const list = button.closest("details");
  if (list) list.open = false;
  text.focus();
});

// What can be quoted goes into a saved reply where the cursor stands.
for (const button of document.querySelectorAll("[data-quotes]")) button.hidden = false;
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quotes]");
  const text = button && document.querySelector("[data-quoting] textarea");
  if (!text) return;
  text.setRangeText(button.dataset.quotes, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
});

// A long conversation opens where the reading goes on. Who comes back, follows a link to one message, or is told
// something at the top of the page, stays where they are.
const here = document.querySelector("[data-opens-here]");
const [came] = performance.getEntriesByType("navigation");
const told = document.querySelector('main [role="alert"]:not([hidden])');
if (here && !told && !location.hash && came?.type !== "back_forward") {
  const room = document.querySelector(".shell-bar")?.offsetHeight ?? 0;
  if (here.getBoundingClientRect().bottom > innerHeight - room) here.scrollIntoView({ block: "start" });
}

waiting();
