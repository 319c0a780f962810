/** The browser's own notification: only after the visitor's tap, and only while this page is open. */

const TAG = "turn"; // the newest takes the place of the one before
const offer = /** @type {HTMLElement | null} */ (document.querySelector("[data-notify]"));
const said = /** @type {HTMLElement | null} */ (document.querySelector("[data-notified] > span"));
let wanted = false;

export function watchNotify() {
  if (!offer || !("Notification" in window) || Notification.permission === "denied") return;
  offer.hidden = false;
  offer.addEventListener("click", ask);
}

async function ask() {
  wanted = (await Notification.requestPermission()) === "granted";
  if (offer) offer.hidden = true;
  if (said) said.hidden = !wanted;
}

/** @param {string} words */
export function notify(words) {
  if (!wanted) return;
  try {
    new Notification(words, { tag: TAG });
  } catch {
    // Some phones allow it to installed pages alone: the sound and the vibration stay.
  }
}
