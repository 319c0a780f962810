/**
 * A call for help is heard once and stays in the tab's title until somebody goes: an agent looks at
 * her visitor, or at another window.
 */
import { tone } from "/static/looks/live/tone.js";

const NOTES = [880, 660, 880];
/** @type {Set<string>} */
let known = new Set();
/** @type {AudioContext | undefined} */
let sound;

export function hearHelpCalls() {
  known = calls();
  // Browsers let a page sound only once it was touched.
  for (const touch of ["pointerdown", "keydown"]) {
    addEventListener(touch, () => sound ||= new AudioContext(), { once: true });
  }
  document.addEventListener("live:swap", () => {
    const now = calls();
    if ([...now].some((call) => !known.has(call))) ring();
    known = now;
  });
}

/** @returns {string} what the title begins with */
export function helpWords() {
  return document.querySelector("[data-help] [data-help-words]")?.textContent?.trim() || "";
}

/** @returns {Set<string>} where, and since when */
function calls() {
  const shown = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-help]"));
  return new Set([...shown].map((call) => call.dataset.help || ""));
}

function ring() {
  const page = document.documentElement;
  page.dataset.rings = String(Number(page.dataset.rings || 0) + 1);
  if (sound?.state !== "running") return;
  for (const [place, hertz] of NOTES.entries()) {
    const start = sound.currentTime + place * 0.25;
    tone(sound, { hertz, start, volume: 0.25, seconds: 0.6 });
  }
}
