/** Buttons that open and close dialogs by attribute: pages forbid inline scripts. */

export function enhanceDialogs() {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-opens], [data-closes]") : null;
    if (!(button instanceof HTMLElement)) return;
    if (button.dataset.opens) openDialog(button.dataset.opens);
    else button.closest("dialog")?.close();
  });
}

/** @param {string} id */
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}
