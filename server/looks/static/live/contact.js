/** Whether the server is heard, and how old is what the page shows. */

let lastHeard = Date.now();
let offline = false;

/** @param {number} moment milliseconds */
export function heardAt(moment) {
  lastHeard = moment;
  showAge();
}

/** @param {boolean} now */
export function showOffline(now) {
  document.documentElement.toggleAttribute("data-offline", now);
  for (const strip of document.querySelectorAll("[data-offline-strip]")) {
    /** @type {HTMLElement} */ (strip).hidden = !now;
  }
  if (now !== offline) {
    document.dispatchEvent(new CustomEvent(now ? "live:offline" : "live:online"));
  }
  offline = now;
}

export function watchAge() {
  setInterval(showAge, 1000);
}

function showAge() {
  const age = (Date.now() - lastHeard) / 1000;
  const stale = age >= 300 ? "300" : age >= 60 ? "60" : "";
  if (stale) document.documentElement.dataset.stale = stale;
  else delete document.documentElement.dataset.stale;
  for (const place of document.querySelectorAll("[data-last-update]")) {
    showTime(place, stale !== "");
  }
}

/** @param {Element} place @param {boolean} shown */
function showTime(place, shown) {
  /** @type {HTMLElement} */ (place).hidden = !shown;
  const time = place.querySelector("time");
  if (!shown || !time) return;
  const words = clockOf(new Date(lastHeard));
  if (time.textContent !== words) time.textContent = words;
}

/** @param {Date} moment */
function clockOf(moment) {
  const parts = [moment.getHours(), moment.getMinutes()];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
