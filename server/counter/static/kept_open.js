/** What the agent unfolded stays unfolded: the server paints every <details> closed. */

/** @type {Set<string>} */
const unfolded = new Set();

export function keepOpen() {
  document.addEventListener("click", closeOtherMenus);
  document.addEventListener("toggle", remember, true);
  document.addEventListener("live:swap", () => {
    for (const id of unfolded) {
      const details = document.getElementById(id);
      if (details instanceof HTMLDetailsElement) details.open = true;
    }
  });
}

/** @param {MouseEvent} event */
function closeOtherMenus({ target }) {
  for (const menu of document.querySelectorAll("details.more[open]")) {
    if (target instanceof Node && !menu.contains(target)) {
      /** @type {HTMLDetailsElement} */ (menu).open = false;
    }
  }
}

/** @param {Event} event */
function remember({ target }) {
  if (!(target instanceof HTMLDetailsElement) || !target.id) return;
  if (target.open) unfolded.add(target.id);
  else unfolded.delete(target.id);
}
