/** What a page cannot say by itself: the phone vibrates and rings, the tab's title tells the news. */
import { openDialog } from "/static/looks/live/dialogs.js";

const PULSES = [400, 150, 400, 150, 400]; // milliseconds: buzz, pause, buzz …
/** @type {AudioContext | undefined} */
let sound;
let touched = false;

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const asks = /** @type {HTMLElement | null} */ (target.closest("[data-confirm]"));
  if (!asks) return;
  event.preventDefault();
  openDialog(asks.dataset.confirm || "");
});

// Browsers let a page ring and vibrate only once it was touched.
document.addEventListener("pointerdown", () => {
  touched = true;
  sound = new AudioContext();
}, { once: true });

document.addEventListener("queue:call", () => {
  for (const dialog of document.querySelectorAll("dialog[open]")) {
    /** @type {HTMLDialogElement} */ (dialog).close();
  }
  scrollTo({ top: 0 });
  if (touched && navigator.vibrate) navigator.vibrate(PULSES);
  ring();
});

document.addEventListener("live:swap", showTitle);
showTitle();

function showTitle() {
  const ticket = /** @type {HTMLElement | null} */ (document.getElementById("ticket"));
  if (ticket && ticket.dataset.title) document.title = ticket.dataset.title;
}

/** Two tones, high then low, as on the boards. */
function ring() {
  const on = sound;
  if (!on || on.state !== "running") return;
  [659, 523].forEach((hertz, place) => tone(on, hertz, place * 0.5));
}

/** @param {AudioContext} on @param {number} hertz @param {number} after seconds */
function tone(on, hertz, after) {
  const start = on.currentTime + after;
  const wave = new OscillatorNode(on, { frequency: hertz });
  const volume = new GainNode(on, { gain: 0.4 });
  volume.gain.setValueAtTime(0.4, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.9);
  wave.connect(volume).connect(on.destination);
  wave.start(start);
  wave.stop(start + 0.9);
}
