/**
 * Single keys press the button that carries them: N, R, S, F, A, P, T, and ? for the list.
 * Not in fields, not in dialogs, and only while the agent wants them (WCAG 2.1.4).
 */
import { openDialog } from "/static/looks/live/dialogs.js";

const CHOICE = "suivant-keys";

export function followKeys() {
  const wanted =
    /** @type {HTMLInputElement | null} */ (document.querySelector("[data-keys-switch]"));
  show(areOn());
  wanted?.addEventListener("change", () => {
    localStorage.setItem(CHOICE, wanted.checked ? "on" : "off");
    show(wanted.checked);
  });
  document.addEventListener("keydown", pressed);
}

function areOn() {
  return localStorage.getItem(CHOICE) !== "off";
}

/** @param {boolean} on */
function show(on) {
  document.documentElement.dataset.keys = on ? "on" : "off";
  const wanted =
    /** @type {HTMLInputElement | null} */ (document.querySelector("[data-keys-switch]"));
  if (wanted) wanted.checked = on;
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const forTheBrowser = event.ctrlKey || event.metaKey || event.altKey;
  if (forTheBrowser || event.repeat || !areOn() || isElsewhere(event)) return;
  if (event.key === "?") return openDialog("keys");
  const button = buttonOf(event.key);
  if (!button) return;
  event.preventDefault();
  button.focus();
  button.click();
}

/** @param {KeyboardEvent} event */
function isElsewhere({ target }) {
  const writing = target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable]");
  return Boolean(writing || document.querySelector("dialog[open]"));
}

/** @param {string} key @returns {HTMLElement | null} */
function buttonOf(key) {
  return /^[a-z]$/i.test(key) ? document.querySelector(`[data-key="${key.toLowerCase()}"]`) : null;
}
