// A page that somebody opens by a link, on a phone and a bad line: what is being typed stays there until it has arrived,
// photos are made small before they travel, and at the first touch the office learns that somebody has seen it. Messengers
// and guards of mailboxes open a link before anybody reads; none of them touches it. <h1 data-unseen="/titip/…/">
import { keep } from "./keep.js";
import { shrinking } from "./shrinking.js";

const WAYS = ["pointerdown", "pointermove", "touchstart", "wheel", "keydown"];

export function byLink() {
  keep(document);
  shrinking();
  const unseen = document.querySelector("[data-unseen]");
  if (!unseen) return;
  const touched = new AbortController();
  const tell = () => {
    touched.abort();
    fetch(unseen.dataset.unseen, { method: "POST", body: new URLSearchParams({ do: "lihat" }), keepalive: true }).catch(() => {});
  };
  for (const way of WAYS) document.addEventListener(way, tell, { passive: true, signal: touched.signal });
}
