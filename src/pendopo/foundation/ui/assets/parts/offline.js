// Lets pages that were seen before open without a signal, and says so on a page that comes from the device.
export function offline() {
  if (!("serviceWorker" in navigator) || !document.querySelector('meta[name="csrf-token"]')) return;
  navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => undefined);
  const keptAt = document.documentElement.dataset.keptAt;
  const bar = document.getElementById("kept-page");
  if (!keptAt || !bar) return;
  const at = new Date(keptAt);
  const words = at.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  bar.querySelector("[data-at]").textContent = words;
  bar.hidden = false;
}
