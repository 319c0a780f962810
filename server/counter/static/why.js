/** Why a line stands where it stands: fetched when its button asks, and read in a dialog. */
import { openDialog } from "/static/looks/live/dialogs.js";
import { failedWords, hideToast, showToast } from "/static/looks/live/toast.js";

export function tellWhy() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.id !== "why") return;
    event.preventDefault();
    const button = /** @type {HTMLButtonElement} */ (event.submitter);
    hideToast();
    ask(`${form.action}?n=${encodeURIComponent(button.value)}`).catch(() =>
      showToast(failedWords())
    );
  });
}

/** @param {string} url */
async function ask(url) {
  const headers = { "X-Live": "1", Accept: "application/problem+json, text/html" };
  const response = await fetch(url, { headers });
  if (response.status === 401) return location.reload();
  if (!response.ok) return showToast((await response.json()).detail);
  const place = document.querySelector("[data-why]");
  if (place) place.innerHTML = await response.text();
  openDialog("why-here");
}
