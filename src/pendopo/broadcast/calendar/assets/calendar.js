// Moving a post to another day, by dragging or by keys: m picks it up, arrows choose, Enter drops, Escape leaves it.
const DAY = 86_400_000;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
let picked = null;
let target = "";

const board = () => document.getElementById("calendar");
const dayOf = (on) => board().querySelector(`[data-day="${on}"]`);
const say = (words) => { document.getElementById("calendar-says").textContent = words; };

function refuse(words) {
  const place = document.getElementById("calendar-refusal");
  place.textContent = words;
  place.hidden = !words;
}

function mark(day) {
  for (const one of board().querySelectorAll(".cal-over")) one.classList.remove("cal-over");
  day?.classList.add("cal-over");
}

function letGo() {
  picked?.parentElement.classList.remove("cal-picked");
  picked = null;
  mark(null);
}

function pick(post) {
  letGo();
  refuse("");
  picked = post;
  target = post.dataset.due.slice(0, 10);
  post.parentElement.classList.add("cal-picked");
}

async function drop(post, on) {
  letGo();
  if (on === post.dataset.due.slice(0, 10)) return say(board().dataset.dropped);
  const due = `${on}T${post.dataset.due.slice(11)}`;
  const address = board().dataset.move.replace("/0/", `/${post.dataset.post}/`);
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
      body: new URLSearchParams({ due_at: due, back: location.pathname + location.search }),
    });
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error(String(answer.status));
    const { words, undo } = await answer.json();
    if (answer.status === 409) return ask(address, due);
    if (!answer.ok) return refuse(words);
    await renew(post.dataset.post);
    if (undo) document.dispatchEvent(new CustomEvent("pendopo:undo", { detail: { words, url: undo } }));
    else say(words);
  } catch {
    refuse(board().dataset.failed);
  }
}

// The page that asks whether the approval may be lost.
function ask(address, due) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  const said = {
    due_at: due,
    back: location.pathname + location.search,
    csrfmiddlewaretoken: document.querySelector('meta[name="csrf-token"]').content,
  };
  for (const [name, value] of Object.entries(said)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

async function renew(number) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  for (const id of ["calendar", "calendar-margin"]) {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id)?.replaceWith(fresh);
  }
  board().querySelector(`[data-post="${number}"]`)?.focus();
}

document.addEventListener("keydown", (event) => {
  const post = event.target.closest?.("#calendar [data-post][draggable]");
  if (!post || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "m" && !picked) {
    pick(post);
    say(board().dataset.picked);
  } else if (picked === post && STEPS[event.key]) {
    const next = new Date(Date.parse(`${target}T00:00:00Z`) + STEPS[event.key] * DAY).toISOString().slice(0, 10);
    if (!dayOf(next)) say(board().dataset.outside);
    else {
      target = next;
      mark(dayOf(target));
      say(dayOf(target).dataset.name);
    }
  } else if (picked === post && event.key === "Enter") drop(post, target);
  else if (picked === post && event.key === "Escape") {
    letGo();
    say(board().dataset.dropped);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("dragstart", (event) => {
  const post = event.target.closest?.("#calendar [data-post][draggable]");
  if (!post) return;
  pick(post);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", post.dataset.post);
});
document.addEventListener("dragover", (event) => {
  const day = event.target.closest?.("#calendar [data-day]");
  if (!picked || !day) return;
  event.preventDefault();
  mark(day);
});
document.addEventListener("drop", (event) => {
  const day = event.target.closest?.("#calendar [data-day]");
  if (!picked || !day) return;
  event.preventDefault();
  drop(picked, day.dataset.day);
});
document.addEventListener("dragend", letGo);
