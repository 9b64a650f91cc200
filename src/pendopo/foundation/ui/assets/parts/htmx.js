// htmx under a strict content policy: no eval, no style tag of its own, nothing to other hosts, and no copy of a
// page with personal data in the browser's storage.
import htmx from "htmx.org";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  scrollBehavior: "auto",
  defaultSettleDelay: 0,
  // A 422 is a form that came back with its errors: it is content.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true, error: false },
    { code: "[45]..", swap: false, error: true },
  ],
});

document.addEventListener("htmx:configRequest", (event) => {
  const { headers, verb } = event.detail;
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (verb !== "get" && token) headers["X-CSRFToken"] = token;
});

// What neither page nor form can say: the line is down, or the house has failed.
function tell(event) {
  const bar = document.getElementById("trouble");
  if (!bar) return;
  const words = event.type === "htmx:sendError" ? bar.dataset.offline : bar.dataset.failed;
  bar.querySelector("[data-words]").textContent = words;
  bar.hidden = false;
}
document.addEventListener("htmx:sendError", tell);
document.addEventListener("htmx:responseError", tell);
document.addEventListener("htmx:afterOnLoad", () => {
  const bar = document.getElementById("trouble");
  if (bar) bar.hidden = true;
});

export default htmx;
