/** Puts new HTML in place of the old without disturbing who is reading, writing or pressing. */
import { Idiomorph } from "./idiomorph.js";

/** @param {HTMLElement} root @param {string} html the content of root, not root itself */
export function swap(root, html) {
  const focused = document.activeElement;
  Idiomorph.morph(root, html, {
    morphStyle: "innerHTML",
    // For fields only: on a button it would also freeze the words inside it (idiomorph issue 56).
    ignoreActiveValue: Boolean(focused && focused.matches("input, textarea, select")),
    callbacks: { beforeNodeMorphed: mayChange },
  });
  if (focused && focused !== document.body && !focused.isConnected) comeHome(root);
  root.dispatchEvent(new CustomEvent("live:swap", { bubbles: true }));
}

/**
 * A kept element stays as the person left it as long as the server means the same one (same id).
 * @param {Node} before @param {Node} after
 */
function mayChange(before, after) {
  if (!(before instanceof Element) || !(after instanceof Element)) return true;
  return !(before.matches("[data-keep], dialog[open]") && before.id && before.id === after.id);
}

/** @param {HTMLElement} root */
function comeHome(root) {
  const home = /** @type {HTMLElement | null} */ (root.querySelector("[data-focus-home]"));
  if (home) home.focus({ preventScroll: true });
}
