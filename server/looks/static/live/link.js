/**
 * A WebSocket that mends itself: silent for 12 s, closed or refused, it is opened again.
 *
 * @typedef {{kind: string, id: string | number, [fact: string]: unknown}} LiveEvent
 * @typedef {{view: string, seq: number, at: string, html?: string, events?: LiveEvent[]}} Frame
 */
import { moment, since } from "./elapsed.js";

const SILENCE = 12_000; // the server sends at least a heartbeat every 5 s
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;
const RESTARTING = 1012;
const NOT_SIGNED_IN = [4401, 4403];
const RELOAD_MARK = "live:reloaded";

/**
 * Milliseconds before try number `tries`, spread so that fifty screens do not come back at once.
 * @param {number} tries @param {number} chance 0 to 1
 */
export function pause(tries, chance) {
  return Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE) * (0.7 + 0.6 * chance);
}

/**
 * @param {string} path "/ws/counter/hall?zone=1" @param {string} page the page's address
 * @param {number} seen the last `seq` that was shown: whichever server answers, it shows nothing older
 */
export function socketAddress(path, page, seen) {
  const url = new URL(path, page);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("as", "html");
  if (seen) url.searchParams.set("after", String(seen));
  return url.href;
}

export class Link {
  connected = false;
  #tries = 0;
  #seen = 0;
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {number | undefined} */ #silence;
  /** @type {number | undefined} */ #retry;

  /** @param {string} path @param {{frame: (frame: Frame) => void, state: (connected: boolean) => void}} heard */
  constructor(path, heard) {
    this.path = path;
    this.heard = heard;
    addEventListener("online", () => this.#openNow());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && !this.connected) this.#openNow();
    });
  }

  open() {
    const socket = new WebSocket(socketAddress(this.path, location.href, this.#seen));
    this.#socket = socket;
    this.#listenForSilence();
    socket.onmessage = ({ data }) => this.#received(JSON.parse(data));
    socket.onclose = ({ code }) => this.#closed(code);
  }

  /** @param {Frame} frame */
  #received(frame) {
    this.#tries = 0;
    this.#seen = frame.seq;
    this.#listenForSilence();
    this.#tell(true);
    this.heard.frame(frame);
  }

  /** @param {number} code */
  #closed(code) {
    this.#abandon();
    this.#tell(false);
    if (NOT_SIGNED_IN.includes(code)) reloadOnce();
    const wait = code === RESTARTING ? 100 * Math.random() : pause(this.#tries++, Math.random());
    this.#retry = setTimeout(() => this.open(), wait);
  }

  #listenForSilence() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#closed(0), SILENCE);
  }

  /** Close() of a dead network can take a minute to be told: the old socket is not waited for. */
  #abandon() {
    clearTimeout(this.#silence);
    clearTimeout(this.#retry);
    if (!this.#socket) return;
    this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
  }

  #openNow() {
    this.#abandon();
    this.#tries = 0;
    this.open();
  }

  /** @param {boolean} connected */
  #tell(connected) {
    this.connected = connected;
    this.heard.state(connected);
  }
}

/** The page that answers asks to sign in or to enrol; if it does not, no endless round. */
function reloadOnce() {
  const last = Number(sessionStorage.getItem(RELOAD_MARK) || 0);
  if (since(last) < 30_000) return;
  sessionStorage.setItem(RELOAD_MARK, String(moment()));
  location.reload();
}
