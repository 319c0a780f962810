/**
 * What is long, seldom looked at and the same everywhere is on the page once, as a template, and is
 * copied where it is opened: `data-copy="ID"` says which, `data-only` the choices that are left. In every
 * line and at every change, it would be sent and compared for nothing.
 */

export function copyWhatIsOpened() {
  // Before the browser or dialogs.js opens it, by mouse or by key: what is empty is never seen.
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const opener = /** @type {HTMLElement | null} */ (target.closest("[data-opens], [data-copy] > summary"));
    const opened = opener?.dataset.opens ? document.getElementById(opener.dataset.opens) : opener?.parentElement;
    if (opened && !opened.hasAttribute("open")) fillAll(opened);
  }, true);
  document.addEventListener("toggle", ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.dataset.copy && !target.open) empty(target);
  }, true);
  document.addEventListener("live:swap", () => {
    for (const open of document.querySelectorAll("details[open][data-copied]")) {
      refill(/** @type {HTMLElement} */ (open));
    }
  });
}

/**
 * What may be done has changed while its menu is open: whoever stands on a button stays there.
 * @param {HTMLElement} place
 */
function refill(place) {
  const { copy, copied } = place.dataset;
  if (!copy || copy === copied) return;
  const here = [...place.querySelectorAll("button")].findIndex((button) => button === document.activeElement);
  fill(place, copy);
  place.querySelectorAll("button")[here]?.focus();
}

/** @param {HTMLElement} opened */
function fillAll(opened) {
  for (const place of [opened, ...opened.querySelectorAll("[data-copy]")]) {
    if (place instanceof HTMLElement && place.dataset.copy) fill(place, place.dataset.copy);
  }
}

/** @param {HTMLElement} place @param {string} name */
function fill(place, name) {
  empty(place);
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(name));
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  if (place.dataset.only !== undefined) keep(copy, place.dataset.only.split(" "));
  const line = /** @type {HTMLElement | null} */ (place.closest("[data-number]"));
  for (const button of line ? copy.querySelectorAll("button") : []) button.value += ` ${line?.dataset.number}`;
  place.append(copy);
  place.dataset.copied = name;
}

/** @param {DocumentFragment} copy @param {string[]} left */
function keep(copy, left) {
  for (const button of copy.querySelectorAll("button")) {
    if (!left.includes(button.value)) button.closest("li")?.remove();
  }
}

/** @param {HTMLElement} place */
function empty(place) {
  delete place.dataset.copied;
  for (const child of [...place.children]) {
    if (!child.matches("summary")) child.remove();
  }
}
