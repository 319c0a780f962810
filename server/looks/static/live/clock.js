/** One timer for every <time data-since>, by the server's clock: tablets are often minutes wrong. */

/** Of the server's clock, when this page began; until a frame tells it, as this machine believes. */
let beginning = Date.now() - performance.now();

/** @param {string | undefined} at RFC 3339, from a frame */
export function setServerTime(at) {
  const moment = Date.parse(at || "");
  if (!Number.isNaN(moment)) beginning = moment - performance.now();
}

export function serverNow() {
  return beginning + performance.now();
}

/**
 * Hours and minutes as the clocks of the house show them, whatever zone this machine is set to: the
 * page says which, by data-zone.
 * @param {number} moment @returns {string} "13:34"
 */
export function hoursAndMinutes(moment) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-zone]"));
  return new Intl.DateTimeFormat("fr", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: place?.dataset.zone,
  }).format(moment);
}

/** @param {number} milliseconds @returns {string} "4:07" */
export function minutesAndSeconds(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function runClocks() {
  const show = () => {
    for (const time of document.querySelectorAll("time[data-since]")) {
      const since = Date.parse(/** @type {HTMLElement} */ (time).dataset.since || "");
      time.textContent = minutesAndSeconds(serverNow() - since);
    }
  };
  show();
  setInterval(show, 1000);
  document.addEventListener("live:swap", show);
}
