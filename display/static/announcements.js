/**
 * Each call is said: at once in the status line for screen readers, then aloud, one after the other.
 *
 * @typedef {{language: string, text: string}} Announcement
 * @typedef {{id: string, number: string, counter: string, announcements: Announcement[]}} Call
 */
import { chime } from "./chime.js";
import { soundOutput } from "./sound.js";
import { speak } from "./speech.js";

export function announceCalls() {
  const audio = soundOutput();
  const aloud = oneByOne((call) => sound(audio, call));
  document.addEventListener("queue:call", (event) => {
    const call = /** @type {CustomEvent<Call>} */ (event).detail;
    write(call);
    aloud(call);
  });
}

/**
 * A queue: `perform` is never at work twice at the same time, and one failure stops nothing.
 * @template T @param {(item: T) => Promise<void>} perform @returns {(item: T) => void}
 */
export function oneByOne(perform) {
  let last = Promise.resolve();
  return (item) => {
    last = last.then(() => perform(item)).catch((error) => console.warn(error));
  };
}

/** @param {AudioContext | null} audio @param {Call} call */
async function sound(audio, call) {
  if (!audio || audio.state !== "running") return; // the footer says that the sound is off
  const page = document.documentElement;
  page.dataset.chimes = String(Number(page.dataset.chimes || 0) + 1);
  await chime(audio);
  if (page.dataset.voice === "off") return;
  for (const announcement of call.announcements) await speak(announcement);
}

/** @param {Call} call */
function write(call) {
  const status = document.querySelector("[data-said]");
  if (!status) return;
  const line = document.createElement("span");
  line.textContent = call.announcements[0].text;
  status.replaceChildren(line); // a new element: the same words are read again for a recall
}
