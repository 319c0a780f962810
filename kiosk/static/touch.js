/**
 * What a finger does by mistake is left out; all else is the browser's own business.
 *
 * Double strikes: a trembling finger touches twice; its second touch must not hit the next page
 * (EN 301 549, 5.9). Same place, within a quarter of a second: it is one touch.
 * Lost server: no link is followed, or a screen without a keyboard would keep an error page.
 */
import { moment, since } from "/static/looks/live/elapsed.js";

const DOUBLE_STRIKE = 250;
const SAME_PLACE = 5; // millimetres
const PATIENCE = 3_000;
const LAST = "kiosk:last-touch";

export function guardTouches() {
  document.addEventListener("click", refuseDoubleStrikes, { capture: true });
  document.addEventListener("click", stayWhileOffline);
  document.addEventListener("submit", stayWhileOffline);
  document.addEventListener("submit", carryPriority);
  document.addEventListener("keydown", (event) => {
    if (event.repeat && event.key === "Enter") event.preventDefault();
  });
  document.addEventListener("keydown", chooseByEnter);
  document.addEventListener("contextmenu", (event) => event.preventDefault());
}

/** @returns {Promise<boolean>} whether the server is there */
export async function serverAnswers() {
  try {
    const signal = AbortSignal.timeout?.(PATIENCE);
    return (await fetch("/health/live", { cache: "no-store", signal })).ok;
  } catch {
    return false;
  }
}

/** @param {PointerEvent} event Fingers only: a mouse is steady, and so is a keyboard. */
function refuseDoubleStrikes(event) {
  if (event.pointerType !== "touch") return;
  if (event.target instanceof HTMLInputElement) return; // the click that a label hands on
  const { at = 0, x = 0, y = 0 } = JSON.parse(sessionStorage.getItem(LAST) || "{}");
  const far = Math.hypot(event.clientX - x, event.clientY - y) > SAME_PLACE * millimetre();
  if (since(at) < DOUBLE_STRIKE && !far) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  const touch = { at: moment(), x: event.clientX, y: event.clientY };
  sessionStorage.setItem(LAST, JSON.stringify(touch));
}

/** In CSS pixels, or a little more: the bar that every page has is at least 20.5 of them high. */
function millimetre() {
  const bar = document.querySelector(".access");
  return bar ? bar.getBoundingClientRect().height / 21 : 4;
}

/** Enter on an answer chooses it, as a touch does, and sends nothing. @param {KeyboardEvent} event */
function chooseByEnter(event) {
  const { key, target } = event;
  if (key !== "Enter" || !(target instanceof HTMLInputElement) || target.type !== "radio") return;
  event.preventDefault();
  target.checked = true;
}

/** @param {Event} event */
function stayWhileOffline(event) {
  const leaves = event.type === "submit" ||
    (event.target instanceof Element && event.target.closest("a[href]"));
  if (leaves && document.documentElement.hasAttribute("data-offline")) event.preventDefault();
}

/** "Larger" touched after "yes, I have a card" must not forget the answer. @param {SubmitEvent} event */
function carryPriority(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const chosen =
    /** @type {HTMLInputElement | null} */ (document.querySelector("[name=priority]:checked"));
  if (!chosen || form.contains(chosen)) return;
  for (const told of form.querySelectorAll("input[name=priority]")) told.remove();
  const field = Object.assign(document.createElement("input"), {
    type: "hidden",
    name: "priority",
    value: chosen.value,
  });
  form.append(field);
}
