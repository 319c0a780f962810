/** Whether the server is heard, and how old is what the page shows. */
import { hoursAndMinutes, serverNow } from "./clock.js";
import { moment, since } from "./elapsed.js";

let lastHeard = moment();
let hour = ""; // of the server, then
let offline = false;

/** @param {number} at as `moment` tells it */
export function heardAt(at) {
  lastHeard = at;
  hour = hoursAndMinutes(serverNow() - since(at));
  showAge();
}

/** @param {boolean} now */
export function showOffline(now) {
  document.documentElement.toggleAttribute("data-offline", now);
  for (const strip of document.querySelectorAll("[data-offline-strip]")) {
    /** @type {HTMLElement} */ (strip).hidden = !now;
  }
  if (now !== offline) {
    showReach(false); // until an answer says otherwise
    document.dispatchEvent(new CustomEvent(now ? "live:offline" : "live:online"));
  }
  offline = now;
}

/**
 * The live line is cut: whether the server answers all the same. Only then do buttons work.
 * @param {boolean} answers
 */
export function showReach(answers) {
  for (const words of document.querySelectorAll("[data-unreached]")) {
    const { reached, unreached } = /** @type {HTMLElement} */ (words).dataset;
    words.textContent = (answers ? reached : unreached) || "";
  }
}

/** The letters of what is said without a server: a browser fetches none for what is hidden. */
export function fetchLetters() {
  for (const part of document.querySelectorAll("[data-offline-strip] *")) {
    const { fontFamily, fontWeight } = getComputedStyle(part);
    document.fonts.load(`${fontWeight} 1em ${fontFamily}`, part.textContent || "").catch(() => {});
  }
}

export function watchAge() {
  setInterval(showAge, 1000);
}

function showAge() {
  const age = since(lastHeard) / 1000;
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
  if (time.textContent !== hour) time.textContent = hour;
}
