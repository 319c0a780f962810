/**
 * A new page each day, when the first picture of the day arrives: the server is there, nobody waits
 * yet, and a browser that runs for months keeps its memory clean.
 */

export function reloadEachDay() {
  const ours = document.documentElement.dataset.day;
  document.addEventListener("live:swap", () => {
    const frame = /** @type {HTMLElement | null} */ (document.querySelector(".frame[data-day]"));
    if (frame && frame.dataset.day !== ours) location.reload();
  });
}
