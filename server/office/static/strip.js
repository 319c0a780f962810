/**
 * Today as a strip: asked for while somebody looks at it, again when something has changed, and when
 * the slider has come to rest. Without this script the page says the same by its form.
 */
import { swap } from "/static/looks/live/swap.js";
import { moment, since } from "/static/looks/live/elapsed.js";

const APART = 10_000; // between two looks that nobody has asked for
const section = /** @type {HTMLElement | null} */ (document.querySelector("[data-strip]"));
if (section) follow(section);

/** @param {HTMLElement} section */
function follow(section) {
  let from = new URLSearchParams(location.search).get("from") || "";
  let asked = section.querySelector("form") ? moment() : -Infinity;
  let newest = 0;
  let seen = false;
  let changed = !section.querySelector("form");
  let later = 0;

  async function look() {
    const mine = ++newest;
    asked = moment();
    changed = false;
    const address = section.dataset.strip + (from && `&from=${encodeURIComponent(from)}`);
    try {
      const answer = await fetch(address, { cache: "no-store" });
      if (!answer.ok || answer.redirected || mine !== newest) return;
      const html = await answer.text();
      if (mine === newest) swap(section, html);
    } catch {
      changed = true; // the next change tries again
    }
  }

  function lookSoon() {
    if (!changed || !seen || document.hidden || later) return;
    later = setTimeout(() => {
      later = 0;
      if (changed && seen && !document.hidden) look();
    }, Math.max(0, APART - since(asked)));
  }

  new IntersectionObserver((entries) => {
    seen = entries[entries.length - 1].isIntersecting;
    lookSoon();
  }).observe(section);
  document.addEventListener("visibilitychange", lookSoon);
  document.addEventListener("live:swap", ({ target }) => {
    if (target === section) return;
    changed = true;
    lookSoon();
  });
  section.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    newest++; // what is on its way answers an older question
    const hour = spoken(Number(target.value));
    target.setAttribute("aria-valuetext", hour);
    const output = section.querySelector("output");
    if (output) output.textContent = hour;
  });
  section.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement) ask(target.value);
  });
  section.addEventListener("submit", (event) => {
    const slider = section.querySelector("input[name=from]");
    if (!(slider instanceof HTMLInputElement)) return;
    event.preventDefault();
    ask(slider.value);
  });

  /** @param {string} minutes of the day */
  function ask(minutes) {
    from = minutes;
    look();
  }
}

/** @param {number} minutes */
function spoken(minutes) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
