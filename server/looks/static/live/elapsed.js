/**
 * How long ago something was, on this page or on one before it in this tab. By the browser's own
 * count of time, never by the clock on the wall: that is set back by hand, by a time server, at night.
 */

/** A moment, to be kept and handed to `since`. */
export function moment() {
  return performance.timeOrigin + performance.now();
}

/** @param {number} kept @returns {number} milliseconds; what would lie ahead of now is long ago */
export function since(kept) {
  const elapsed = moment() - kept;
  return elapsed >= 0 ? elapsed : Infinity;
}
