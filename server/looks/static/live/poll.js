/** While the socket is down the same fragment is asked for every 5 s: some networks block sockets. */

const EVERY = 5_000;

/**
 * @param {string} address @param {() => boolean} needed @param {(html: string) => void} got
 */
export function poll(address, needed, got) {
  setInterval(async () => {
    if (!needed()) return;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.ok && !answer.redirected && needed()) got(await answer.text());
    } catch {
      // No network: the strip already says so, and the next round tries again.
    }
  }, EVERY);
}
