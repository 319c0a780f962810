/** Says why an action was refused; stays until it is closed or the next action (WCAG 2.2.1). */

/** @param {string} words */
export function showToast(words) {
  const box = part("[data-toast-box]");
  const text = part("[data-toast-text]");
  if (!box || !text) return;
  text.textContent = words;
  box.hidden = false;
}

export function hideToast() {
  const box = part("[data-toast-box]");
  if (box) box.hidden = true;
}

/** @returns {string} the page's own sentence for what has no better one */
export function failedWords() {
  const region = part("[data-toast]");
  return (region && region.dataset.failed) || "";
}

export function enhanceToast() {
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-toast-close]")) hideToast();
  });
}

/** @param {string} selector @returns {HTMLElement | null} */
function part(selector) {
  return document.querySelector(selector);
}
