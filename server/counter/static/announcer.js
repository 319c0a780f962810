/** Says politely, and in the tab's title, what has become of the counter. */

let said = "";

export function announceChanges() {
  const place = document.title;
  said = status();
  document.addEventListener("live:swap", () => {
    const now = status();
    if (now === said) return;
    said = now;
    const announcer = document.querySelector("[data-announcer]");
    if (announcer) announcer.textContent = now;
    document.title = now ? `${now} ${place}` : place;
  });
}

function status() {
  const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-status]"));
  return shown?.dataset.status || "";
}
