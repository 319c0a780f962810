/**
 * The keys of an appointment's code write into its field at once; a reader of codes, which types as a
 * keyboard does, is heard wherever the focus is.
 */
export function writeLetters() {
  document.addEventListener("click", write);
  document.addEventListener("keydown", listen);
  field()?.setSelectionRange(40, 40);
}

/** @returns {HTMLInputElement | null} */
function field() {
  return document.querySelector("input[name=code]:not([type=hidden])");
}

/** @param {MouseEvent} event */
function write(event) {
  const key = event.target instanceof Element ? event.target.closest("[data-letter]") : null;
  const code = field();
  if (!(key instanceof HTMLElement) || !code) return;
  event.preventDefault();
  const letter = key.dataset.letter || "";
  code.value = letter === "-" ? code.value.slice(0, -1) : code.value + letter;
  code.focus();
}

/** Only what types: Enter and Tab stay with what has the focus. @param {KeyboardEvent} event */
function listen(event) {
  const code = field();
  if (!code || document.activeElement === code || event.key.length > 1 || event.key === " ") return;
  code.focus();
}
