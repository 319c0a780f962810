/** While the socket is down the same fragment is asked for every 5 s: some networks block sockets. */

const EVERY = 5_000;

/**
 * @param {string} address @param {() => boolean} needed
 * @param {(html: string | null) => void} got null: no answer
 */
export function poll(address, needed, got) {
  setInterval(async () => {
    if (!needed()) return;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
      const good = answer.ok && !answer.redirected;
      if (needed()) got(good ? await answer.text() : null);
    } catch {
      got(null); // the next round tries again
    }
  }, EVERY);
}
