/** One timer for every <time data-since>, by the server's clock: tablets are often minutes wrong. */

let ahead = 0; // milliseconds by which the server's clock is ahead of this one

/** @param {string | undefined} at RFC 3339, from a frame */
export function setServerTime(at) {
  const moment = Date.parse(at || "");
  if (!Number.isNaN(moment)) ahead = moment - Date.now();
}

export function serverNow() {
  return Date.now() + ahead;
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
