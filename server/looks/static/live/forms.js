/**
 * <form data-act> is sent in place. Without this script it is an ordinary form. Buttons that stand
 * outside their form (`form="ID"`) are each a press of their own: many lines share one form.
 *
 * 204 or 2xx: nothing to do, the socket brings the new picture. Redirection: followed.
 * problem+json: its words are shown, the focus stays. Unheard: the same key is sent again on the next
 * press, so that an action that did arrive is not done twice.
 */
import { newKey } from "./key.js";
import { failedWords, hideToast, showToast } from "./toast.js";

const DOUBLE_PRESS = 800;
const BOUNCE = 500; // a finger or a key that strikes twice (EN 301 549, 5.9)
const SAME_PERSON = 30_000; // later, it may be the next visitor who presses the same tile
/** @typedef {HTMLFormElement | HTMLButtonElement} Place where a press is made */
/** @type {{place: Place | null, what: string, at: number}} */
let last = { place: null, what: "", at: -Infinity };
let deliberate = false; // a single click of a mouse, as against the second half of a double click
let secondClick = false;
/** @type {WeakMap<Place, {what: string, key: string, at: number}>} */
const unheard = new WeakMap();

export function enhanceForms() {
  document.addEventListener("click", noteClick, true);
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("form[data-act]") || event.defaultPrevented) return;
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    const place = placeOf(form, button);
    if (pressedTwice(place, describe(form, button).what)) return event.preventDefault();
    const order = orderOf(form, button);
    hideToast();
    if (form.hasAttribute("data-no-live")) {
      unheard.delete(place);
      return;
    }
    event.preventDefault();
    send(form, order);
  });
}

/** @param {HTMLFormElement} form @param {HTMLButtonElement | null} button @returns {Place} */
function placeOf(form, button) {
  return button && !form.contains(button) ? button : form;
}

/**
 * @typedef {object} Order
 * @property {string} url
 * @property {URLSearchParams} body
 * @property {string} key
 * @property {HTMLButtonElement | null} button
 *
 * @param {HTMLFormElement} form @param {HTMLButtonElement | null} button @returns {Order}
 */
function orderOf(form, button) {
  const { url, body, what } = describe(form, button);
  const key = keyFor(placeOf(form, button), what);
  writeKey(form, key);
  body.append("key", key);
  return { url, body, key, button };
}

/**
 * What is asked, whatever the key.
 * @param {HTMLFormElement} form @param {HTMLButtonElement | null} button
 */
function describe(form, button) {
  // button.formAction would be the page's address when the attribute is absent.
  const url = (button && button.getAttribute("formaction")) || form.getAttribute("action") ||
    location.href;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (name !== "key") body.append(name, String(value));
  }
  if (button && button.name) body.append(button.name, button.value);
  return { url, body, what: `${url} ${body}` };
}

/** @param {HTMLFormElement} form @param {Order} order */
async function send(form, { url, body, key, button }) {
  if (button) button.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: {
        "X-Live": "1",
        "Idempotency-Key": key,
        Accept: "application/problem+json, text/html",
      },
    });
    unheard.delete(placeOf(form, button));
    await settle(form, body, response);
  } catch {
    showToast(failedWords());
    tell(form, "act:failed", { status: 0, problem: null });
  } finally {
    if (button) button.removeAttribute("aria-busy");
  }
}

/** @param {HTMLFormElement} form @param {URLSearchParams} body @param {Response} response */
function settle(form, body, response) {
  if (response.status === 401) return location.reload();
  if (response.redirected) return location.assign(response.url);
  if (!response.ok) return refuse(form, response);
  const dialog = form.closest("dialog");
  if (dialog) dialog.close();
  tell(form, "act:done", { body, response });
}

/** @param {HTMLFormElement} form @param {Response} response */
async function refuse(form, response) {
  const type = response.headers.get("content-type") || "";
  const problem = type.startsWith("application/problem+json") ? await response.json() : null;
  const words = problem && (problem.detail || problem.title);
  showToast(words || failedWords());
  tell(form, "act:failed", { status: response.status, problem });
}

/** @param {MouseEvent} event */
function noteClick(event) {
  const pointer = /** @type {PointerEvent} */ (event).pointerType;
  secondClick = event.detail > 1;
  deliberate = event.detail === 1 && pointer === "mouse";
}

/**
 * The page may have changed between the two halves of a double press, and its button with it: what
 * was "Call A 001" is by then "Finish and call A 002". Only a click of its own counts as meant.
 * @param {Place} place @param {string} what
 */
function pressedTwice(place, what) {
  const now = performance.now();
  const since = now - last.at;
  const limit = secondClick || what === last.what ? DOUBLE_PRESS : deliberate ? 0 : BOUNCE;
  const twice = place === last.place && since < limit;
  if (!twice) last = { place, what, at: now };
  return twice;
}

/** @param {Place} place @param {string} what */
function keyFor(place, what) {
  const before = unheard.get(place);
  const now = performance.now();
  const again = before && before.what === what && now - before.at < SAME_PERSON;
  const order = again ? before : { what, key: newKey(), at: now };
  unheard.set(place, order);
  return order.key;
}

/** @param {HTMLFormElement} form @param {string} key */
function writeKey(form, key) {
  let field = /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=key]"));
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = "key";
    form.append(field);
  }
  field.value = key;
}

/** @param {HTMLFormElement} form @param {string} name @param {object} detail */
function tell(form, name, detail) {
  const target = form.isConnected ? form : document;
  target.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
}
