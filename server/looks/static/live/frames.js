/** Each event is told once, though a reconnection repeats those of the last 15 s. */

const REMEMBERED = 200;
/** @type {Set<string>} */
const seen = new Set();

/**
 * @param {import("./link.js").LiveEvent[]} events
 * @returns {import("./link.js").LiveEvent[]} those not given before, in their order
 */
export function unseen(events) {
  const fresh = events.filter(({ kind, id }) => !seen.has(`${kind}:${id}`));
  for (const { kind, id } of fresh) seen.add(`${kind}:${id}`);
  for (const oldest of seen) {
    if (seen.size <= REMEMBERED) break;
    seen.delete(oldest);
  }
  return fresh;
}
