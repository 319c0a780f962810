/**
 * A call stays in its colours until it is 20 s old, whenever the page was painted and however often
 * it was updated since: each animation is set to the call's age by the server's clock.
 */
import { serverNow } from "/static/looks/live/clock.js";

export function keepHighlights() {
  ageHighlights();
  document.addEventListener("live:swap", ageHighlights);
}

function ageHighlights() {
  for (const call of document.querySelectorAll("[data-at]")) {
    const age = serverNow() - Date.parse(/** @type {HTMLElement} */ (call).dataset.at || "");
    for (const highlight of call.getAnimations()) highlight.currentTime = Math.max(0, age);
  }
}
