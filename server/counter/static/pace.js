/** The thin bar under the timer: the visit's length against the usual one. It fills and stays full. */
import { serverNow } from "/static/looks/live/clock.js";

export function runPace() {
  setInterval(show, 1000);
  document.addEventListener("live:swap", show);
  show();
}

function show() {
  for (const bar of document.querySelectorAll("progress[data-since]")) {
    const since = Date.parse(/** @type {HTMLElement} */ (bar).dataset.since || "");
    /** @type {HTMLProgressElement} */ (bar).value = Math.max(0, (serverNow() - since) / 1000);
  }
}
