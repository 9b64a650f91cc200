// Answers of this device that wait for a signal: shown in their thread, to be changed or dropped before they go.
const list = document.querySelector("[data-waiting]");
const template = document.getElementById("waiting-answer");

export function waiting() {
  if (!("serviceWorker" in navigator)) return;
  // Every page asks anew under a name of its own; a page that the device had kept would repeat an old one.
  for (const field of document.querySelectorAll("[data-answer] [name=key]")) field.value = crypto.randomUUID();
  const go = () => tell({ answers: "send" });
  addEventListener("online", go);
  go();
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data.answered && data.answered === list?.dataset.waiting) arrived();
  });
  show();
}

async function tell(what, answers = false) {
  const worker = (await navigator.serviceWorker.ready).active;
  if (!answers) return worker.postMessage(what);
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((done) => {
    port1.onmessage = ({ data }) => done(data);
  });
  worker.postMessage(what, [port2]);
  return answer;
}

async function show() {
  if (!list) return;
  const all = await tell({ answers: "list" }, true);
  const mine = all.filter((one) => one.conversation === list.dataset.waiting);
  list.replaceChildren(...mine.map(line));
  list.hidden = !mine.length;
  const box = document.querySelector("[data-answer] textarea");
  // The page as it was kept may still hold the words as a draft.
  if (box && mine.some((one) => one.text.trim() === box.value.trim())) box.value = "";
}

function line(one) {
  const shown = template.content.cloneNode(true);
  shown.querySelector("[data-text]").textContent = one.text;
  shown.querySelector("[data-waits]").hidden = Boolean(one.why);
  shown.querySelector("[data-refused]").hidden = !one.why;
  shown.querySelector("[data-why]").textContent = one.why ?? "";
  const drop = () => tell({ answers: "drop", key: one.key }, true).then(show);
  shown.querySelector("[data-drop]").addEventListener("click", drop);
  shown.querySelector("[data-edit]").addEventListener("click", async () => {
    await drop();
    const box = document.querySelector("[data-answer] textarea");
    if (!box) return;
    box.value = [box.value.trim(), one.text].filter(Boolean).join("\n");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
  return shown;
}

// It is in the thread now, or came back with a reason; words being typed are not thrown away for that.
function arrived() {
  show();
  const box = document.querySelector("[data-answer] textarea");
  if (navigator.onLine && !box?.value.trim()) location.reload();
}
