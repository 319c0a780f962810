/** The hour in the header: the town hall's, whatever the television believes. */
import { serverNow } from "/static/looks/live/clock.js";

export function runWallClock() {
  const clock = /** @type {HTMLElement | null} */ (document.querySelector("[data-zone]"));
  if (!clock) return;
  const hours = new Intl.DateTimeFormat("fr", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: clock.dataset.zone,
  });
  const show = () => {
    const words = hours.format(serverNow());
    if (clock.textContent !== words) clock.textContent = words;
  };
  show();
  setInterval(show, 1000);
}
