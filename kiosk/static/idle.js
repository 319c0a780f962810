/**
 * After <html data-idle> seconds without a touch: "are you still there?", then the beginning.
 * It may be extended without end (WCAG 2.2.1). 0: there is nobody to wait for.
 * Cut off from the server there is nothing to go back to: the page says where to go, and nothing else.
 */
import { serverAnswers } from "./touch.js";

const COUNTED_DOWN = 20;
const ON_ITS_WAY = 10; // seconds for the first page to come: asked for again, it would begin anew
const root = document.documentElement;
const patience = Number(root.dataset.idle) * 1000;
const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("idle"));
/** @type {number | undefined} */ let warning;
/** @type {number | undefined} */ let counting;
let hidden = false; // the question, while there is no server to go back to

export function watchIdleness() {
  if (!patience || !dialog) return;
  for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, () => dialog.open || arm());
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && (target === dialog || target.closest("[data-closes]"))) {
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => hidden || arm());
  document.addEventListener("live:offline", () => {
    hidden = dialog.open;
    dialog.close();
  });
  document.addEventListener("live:online", () => {
    if (hidden) dialog.showModal();
    hidden = false;
  });
  arm();
}

function arm() {
  hidden = false;
  clearInterval(counting);
  clearTimeout(warning);
  warning = setTimeout(warn, patience);
  for (const bar of document.querySelectorAll(".drain > i")) {
    for (const motion of bar.getAnimations()) {
      motion.cancel();
      motion.play();
    }
  }
}

async function warn() {
  if (!dialog || dialog.open) return;
  if (root.hasAttribute("data-offline") && !(await serverAnswers())) return arm();
  let left = COUNTED_DOWN;
  let due = 0;
  const shown = dialog.querySelector("[data-count]");
  const show = () => shown && (shown.textContent = String(Math.max(left, 0)));
  show();
  dialog.showModal();
  counting = setInterval(async () => {
    left -= 1;
    show();
    // Tried again each second: the server may be away just now.
    if (left > due || !(await serverAnswers()) || left > due) return;
    due = left - ON_ITS_WAY;
    location.assign(root.dataset.home || "/");
  }, 1000);
}
