/** Says politely, and in the tab's title, what has become of the counter, and who needs help. */
import { helpWords } from "./help_calls.js";

let said = "";

export function announceChanges() {
  const place = document.title;
  said = status();
  title(place);
  document.addEventListener("live:swap", () => {
    title(place);
    const now = status();
    if (now === said) return;
    said = now;
    const announcer = document.querySelector("[data-announcer]");
    if (announcer) announcer.textContent = now;
  });
}

/** @param {string} place */
function title(place) {
  const words = [helpWords(), status(), place].filter(Boolean).join(" – ");
  if (document.title !== words) document.title = words;
}

function status() {
  const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-status]"));
  return shown?.dataset.status || "";
}
