/** After an action: the sentence the server answered, or for 10 s the way back from it. */

const SHOWN = 10_000;
/** @type {number | undefined} */
let fading;

export function tellWhatWasDone() {
  document.addEventListener("act:done", (event) => {
    const { body, response } = /** @type {CustomEvent} */ (event).detail;
    const form = event.target instanceof HTMLFormElement ? event.target : null;
    if (form?.matches("[data-empties]")) form.reset();
    if (form?.matches("[data-undo]")) return hide();
    if (response.status === 200) {
      return response.text().then((/** @type {string} */ words) => show(words));
    }
    const [deed, number] = (body.get("move") || "").split(" ");
    const undone = deed && document.querySelector(`[data-undoes="${deed}"]`);
    if (undone) offerUndo(/** @type {HTMLElement} */ (undone), number);
  });
  box().addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-told-close]")) hide();
  });
  for (const here of ["pointerenter", "focusin"]) {
    box().addEventListener(here, () => clearTimeout(fading));
  }
  for (const gone of ["pointerleave", "focusout"]) box().addEventListener(gone, fade);
}

/** @param {HTMLElement} sentence carries "%(number)s" @param {string} number */
function offerUndo(sentence, number) {
  show((sentence.dataset.words || "").replace("%(number)s", number.replace(/^\D+/, "$&\u202f")));
  undo().hidden = false;
  const field = /** @type {HTMLInputElement | null} */ (undo().querySelector("[name=number]"));
  if (field) field.value = number;
}

/** @param {string} words */
function show(words) {
  const text = box().querySelector("[data-told-text]");
  undo().hidden = true;
  box().hidden = false;
  if (text) text.textContent = words;
  fade();
}

function fade() {
  clearTimeout(fading);
  fading = setTimeout(hide, SHOWN);
}

function hide() {
  clearTimeout(fading);
  box().hidden = true;
}

function box() {
  return /** @type {HTMLElement} */ (document.querySelector("[data-told-box]"));
}

function undo() {
  return /** @type {HTMLElement} */ (document.querySelector("[data-undo]"));
}
