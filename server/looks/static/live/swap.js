/** Puts new HTML in place of the old without disturbing who is reading, writing or pressing. */
import { Idiomorph } from "./idiomorph.js";

const KEPT = "[data-keep], dialog[open], details[open][data-copy]";

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
 * A kept element stays as the person left it as long as the server means the same one (same id). What
 * is already as it should be is left alone too: the browser compares a line of a list a hundred times
 * faster than its nodes are walked.
 * @param {Node} before @param {Node} after
 */
function mayChange(before, after) {
  if (!(before instanceof Element) || !(after instanceof Element)) return true;
  if (!before.id || before.id !== after.id) return true;
  if (!before.matches(KEPT)) return !before.isEqualNode(after);
  if (before instanceof HTMLDetailsElement) {
    before.dataset.copy = after.getAttribute("data-copy") || "";
  }
  return false;
}

/** @param {HTMLElement} root */
function comeHome(root) {
  const home = /** @type {HTMLElement | null} */ (root.querySelector("[data-focus-home]"));
  if (home) home.focus({ preventScroll: true });
}
