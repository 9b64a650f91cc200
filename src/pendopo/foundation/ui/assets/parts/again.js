// A cut connection loses nothing: what a piece could not send is sent again when the line is back, and every few
// seconds until then. Answers whether something is waiting.
const EVERY = 5000;

export function sendAgain(isPiece, again) {
  let waiting = 0;
  const stop = () => {
    clearTimeout(waiting);
    waiting = 0;
  };
  const now = () => {
    stop();
    again();
  };
  const wait = ({ type, detail }) => {
    if (!isPiece(detail.elt) || (type === "htmx:responseError" && detail.xhr.status < 500)) return;
    stop();
    waiting = setTimeout(now, EVERY);
  };
  document.addEventListener("htmx:sendError", wait);
  document.addEventListener("htmx:responseError", wait);
  document.addEventListener("htmx:beforeRequest", ({ detail }) => isPiece(detail.elt) && stop());
  window.addEventListener("online", () => waiting && now());
  return () => waiting > 0;
}
