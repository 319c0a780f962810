/** Asks the machine not to darken the screen, where the browser can (https or localhost only). */

export function stayAwake() {
  if (!("wakeLock" in navigator)) return;
  // Where it is refused, the screen's own settings decide.
  const ask = () => navigator.wakeLock.request("screen").catch(() => {});
  ask();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask(); // the lock ends with each switch to another window
  });
}
