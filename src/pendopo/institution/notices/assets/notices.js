// The switch that lets this browser show notices. Without script, or without push, the card says so itself.
const card = document.querySelector("[data-push]");

function bytes(key) {
  const plain = atob((key + "=".repeat((4 - (key.length % 4)) % 4)).replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function say(url, what) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(what),
  });
  const told = await answer.json().catch(() => ({}));
  return { fine: answer.ok, words: told.words || told.why || "" };
}

function show(state, words = "") {
  card.querySelector("[data-push-on]").hidden = state !== "off";
  card.querySelector("[data-push-off]").hidden = state !== "on";
  card.querySelector("[data-push-words]").textContent = words || card.dataset[state] || "";
}

async function begin() {
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !card.dataset.key) return show("none");
  const registration = await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  const now = await registration.pushManager.getSubscription();
  if (Notification.permission === "denied") show("denied");
  else show(now ? "on" : "off");

  card.querySelector("[data-push-on]").addEventListener("click", async () => {
    try {
      await navigator.serviceWorker.ready;
      const made = await registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: bytes(card.dataset.key),
      });
      const { fine, words } = await say(card.dataset.subscribe, made.toJSON());
      if (!fine) await made.unsubscribe();
      show(fine ? "on" : "off", words);
    } catch {
      show(Notification.permission === "denied" ? "denied" : "none");
    }
  });
  card.querySelector("[data-push-off]").addEventListener("click", async () => {
    const made = await registration.pushManager.getSubscription();
    if (made) {
      await say(card.dataset.unsubscribe, { endpoint: made.endpoint });
      await made.unsubscribe();
    }
    show("off");
  });
}

if (card) begin().catch(() => show("none"));
