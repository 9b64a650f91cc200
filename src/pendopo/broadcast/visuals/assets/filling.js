// A card is drawn anew while it is being typed, every size a little later, and what was typed is kept when typing rests.
import { sendAgain } from "@kit/again.js";

const form = document.querySelector("[data-filling]");
const LOOK = 90;
const EVERY_SIZE = 900;
const KEEP = 2500;
const AT_ONCE = 60;
const PATIENCE = 8000;

if (form) {
  const later = {};
  const steps = () => document.getElementById("steps");
  let unkept = false;
  // The pieces ask for themselves anew when they hear their word; see the template.
  const soon = (selector, word, milliseconds) => {
    clearTimeout(later[word]);
    later[word] = setTimeout(() => document.querySelector(selector)?.dispatchEvent(new Event(word)), milliseconds);
  };
  // Two keeps at once would each take the other for a colleague's.
  const keep = (milliseconds) => {
    clearTimeout(later.keep);
    later.keep = setTimeout(() => {
      if (steps().classList.contains("htmx-request")) return keep(AT_ONCE * 5);
      unkept = false;
      steps().dispatchEvent(new Event("keep"));
    }, milliseconds);
  };
  const changed = (restsFor) => {
    unkept = true;
    soon("#proof", "look", LOOK);
    soon("#sizes", "lookaround", EVERY_SIZE);
    keep(restsFor);
  };
  // The last row is never the one that is written in, as long as the card has room for more.
  const grow = (field) => {
    const rows = field.closest("[data-rows]");
    const last = rows?.lastElementChild;
    if (!last?.contains(field) || rows.children.length >= Number(rows.dataset.rows)) return;
    const next = last.cloneNode(true);
    for (const one of next.querySelectorAll("input")) {
      one.value = "";
      one.setAttribute("aria-label", one.getAttribute("aria-label").replace(/\d+/, rows.children.length + 1));
    }
    rows.append(next);
  };
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    grow(event.target);
    const isTable = event.target.matches("[data-table]");
    const isPasted = event.inputType === "insertFromPaste";
    // What a table asks and says is known once it is kept: nobody waits for that after pasting or choosing.
    changed((isTable && isPasted) || event.target.matches("select") ? AT_ONCE : isTable ? KEEP / 3 : KEEP);
  });
  for (const failed of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(failed, ({ detail }) => {
      if (detail.elt.id === "steps") unkept = true;
    });
  }
  sendAgain(({ id }) => id === "steps" || id === "proof", () => changed(AT_ONCE));
  // A chosen photograph goes up by itself, with everything that is typed.
  form.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.files.length) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    clearTimeout(later.keep);
    unkept = false;
  });
  // What follows from the words: a chart's message in its empty fields, and proposals nobody has changed.
  document.addEventListener("pendopo:filled", ({ detail }) => {
    let isNew = false;
    for (const [name, words] of Object.entries(detail.fields)) {
      const field = form.elements[name];
      if (!field || field === document.activeElement || field.value === words || unkept) continue;
      field.value = words;
      isNew = true;
    }
    for (const [name, words] of Object.entries(detail.proposed)) {
      const field = document.getElementById(`id_${name}`);
      const said = document.querySelector(`[data-proposed=${name}]`);
      if (field && field.value === field.defaultValue) field.value = field.defaultValue = words;
      if (said) said.value = words;
    }
    if (isNew) {
      soon("#proof", "look", AT_ONCE);
      soon("#sizes", "lookaround", EVERY_SIZE);
    }
  });
  const kept = () =>
    new Promise((done) => {
      const heard = (event) => {
        if (event.detail.elt.id !== "steps") return;
        document.removeEventListener("htmx:afterSettle", heard);
        done(!steps().querySelector("[role=alert]"));
      };
      document.addEventListener("htmx:afterSettle", heard);
      setTimeout(() => done(false), PATIENCE);
      keep(0);
    });
  // Whatever is done with the card is done with the words that are seen, not with those of a moment ago.
  document.addEventListener(
    "submit",
    async (event) => {
      const other = event.target;
      if (other === form || !unkept || other.method !== "post" || !other.closest("main")) return;
      event.preventDefault();
      if (!(await kept())) return steps().scrollIntoView({ block: "center" });
      // The buttons of the steps are new ones by now.
      (other.isConnected ? other : document.querySelector(`form[action="${other.getAttribute("action")}"]`))?.requestSubmit();
    },
    true,
  );
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("main a[href]");
    if (!link || !unkept || link.hash || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (await kept()) location.assign(link.href);
    else steps().scrollIntoView({ block: "center" });
  });
  // A finding leads to its field, though it is a group of them.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#proof a[href^='#id_']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    (field.matches("input,textarea,select") ? field : field.querySelector("input"))?.focus();
  });
}
