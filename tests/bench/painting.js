// Tells when a number is on the screen, and how long after the finger. Put into every page measured.
(() => {
  const PRESSED = "bench-pressed";
  const shown = {};
  const waiting = {};

  /** After the next frame: a timer set in an animation frame comes once it has been painted. */
  const onceDrawn = (then) => requestAnimationFrame(() => setTimeout(then, 0));

  const notice = (number) => {
    if (!number || number in shown) return;
    shown[number] = 0;
    onceDrawn(() => {
      shown[number] = Date.now();
      waiting[number]?.(shown[number]);
    });
  };

  const look = () => {
    const call = document.querySelector("[data-testid=call]");
    const current = document.querySelector("[data-testid=current-number]");
    const ticket = document.querySelector("[data-testid=ticket-number]");
    notice(call?.dataset.number);
    notice(current?.dataset.number);
    if (ticket) notice("ticket");
  };

  const press = () => sessionStorage.setItem(PRESSED, String(Date.now()));

  /** When it was drawn. */
  window.benchDrawn = (number) =>
    shown[number] || new Promise((resolve) => {
      waiting[number] = resolve;
    });
  window.benchPressed = () => Number(sessionStorage.getItem(PRESSED));

  addEventListener("keydown", press, true);
  addEventListener("pointerdown", press, true);
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
  });
  addEventListener("DOMContentLoaded", look);
})();
