/** The hour in the header: the town hall's, whatever the television believes. */
import { hoursAndMinutes, serverNow } from "/static/looks/live/clock.js";

export function runWallClock() {
  const clock = /** @type {HTMLElement | null} */ (document.getElementById("clock"));
  if (!clock) return;
  const show = () => {
    const words = hoursAndMinutes(serverNow());
    if (clock.textContent !== words) clock.textContent = words;
  };
  show();
  setInterval(show, 1000);
}
