/** What a page cannot say by itself: the phone vibrates and rings, the tab's title tells the news. */
import { openDialog } from "/static/looks/live/dialogs.js";
import { notify, watchNotify } from "./notify.js";
import { tone } from "/static/looks/live/tone.js";

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
  alarm();
});

let near = shown()?.dataset.near;
document.addEventListener("live:swap", () => {
  showTitle();
  const now = shown()?.dataset.near;
  if (now !== near && (now === "next" || now === "soon")) alarm();
  near = now;
});
showTitle();
watchNotify();

/** @returns {HTMLElement | null} */
function shown() {
  return document.getElementById("ticket");
}

function showTitle() {
  const title = shown()?.dataset.title;
  if (title) document.title = title;
}

/** For a call, and when she should be there: felt, heard, and shown where another page is open. */
function alarm() {
  if (touched && navigator.vibrate) navigator.vibrate(PULSES);
  ring();
  notify(shown()?.dataset.title || document.title);
}

/** Two tones, high then low, as on the boards. */
function ring() {
  const on = sound;
  if (!on || on.state !== "running") return;
  for (const [place, hertz] of [659, 523].entries()) {
    tone(on, { hertz, start: on.currentTime + place * 0.5, volume: 0.4, seconds: 0.9 });
  }
}
