/** The wall: each screen drawn as large as its place, and what hangs beside the screens kept fresh. */

const ASKED_EVERY = 1000;

/** @typedef {{time: string, day: string, open: boolean, speed: number, roll: string}} Facts */
/** @typedef {Facts & {phone: string, paper: string}} News */

/**
 * A board and a kiosk have the form of their screen; a page in a window takes the room there is.
 * @param {HTMLElement} glass
 */
function fit(glass) {
  const frame = /** @type {HTMLIFrameElement} */ (glass.querySelector("iframe"));
  const across = glass.clientWidth / Number(frame.width);
  const down = glass.clientHeight / Number(frame.height);
  const fills = "fills" in frame.dataset;
  const scale = fills ? Math.min(across, 1) : Math.min(across, down);
  frame.style.setProperty("--scale", String(scale));
  if (fills) frame.style.blockSize = `${glass.clientHeight / scale}px`;
}

const sized = new ResizeObserver((seen) => {
  for (const { target } of seen) fit(/** @type {HTMLElement} */ (target));
});
for (const glass of document.querySelectorAll(".glass")) sized.observe(glass);

for (const button of document.querySelectorAll("[data-enlarge]")) {
  const pane = /** @type {HTMLElement} */ (button.closest(".pane"));
  /** @type {HTMLElement} */ (button).hidden = false;
  button.addEventListener("click", () => enlarge(pane, !pane.classList.contains("enlarged")));
}

addEventListener("keydown", ({ key }) => {
  const large = /** @type {HTMLElement | null} */ (document.querySelector(".pane.enlarged"));
  if (key === "Escape" && large) enlarge(large, false);
});

/** @param {HTMLElement} pane @param {boolean} large */
function enlarge(pane, large) {
  pane.classList.toggle("enlarged", large);
  pane.querySelector("[data-enlarge]")?.setAttribute("aria-expanded", String(large));
}

const wall = /** @type {HTMLElement} */ (document.querySelector("[data-news-address]"));
setInterval(ask, ASKED_EVERY);
document.addEventListener("act:done", ask);

async function ask() {
  try {
    const answer = await fetch(wall.dataset.newsAddress || "");
    if (answer.ok && !answer.redirected) tell(await answer.json());
  } catch {
    // The screens say themselves that the server is away.
  }
}

/** @param {News} news */
function tell(news) {
  write("time", news.time);
  write("day", news.day);
  show("[data-shut]", !news.open);
  show("[data-roll]", news.roll === "out");
  for (const button of document.querySelectorAll("button[name=speed]")) {
    const pressed = Number(/** @type {HTMLButtonElement} */ (button).value) === news.speed;
    button.setAttribute("aria-pressed", String(pressed));
  }
  hang("phone", news.phone);
  hang("paper", news.paper);
}

/** @param {string} what @param {string} words */
function write(what, words) {
  const place = document.querySelector(`[data-news=${what}]`);
  if (place && place.textContent !== words) place.textContent = words;
}

/** @param {string} what @param {boolean} shown */
function show(what, shown) {
  /** @type {HTMLElement} */ (document.querySelector(what)).hidden = !shown;
}

/** @param {string} name @param {string} address */
function hang(name, address) {
  const pane = /** @type {HTMLElement} */ (document.getElementById(`pane-${name}`));
  const frame = /** @type {HTMLIFrameElement} */ (pane.querySelector("iframe"));
  if (frame.getAttribute("src") === address) return;
  frame.src = address;
  /** @type {HTMLAnchorElement} */ (pane.querySelector("[data-open]")).href = address;
}
