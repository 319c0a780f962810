/**
 * Keeps a page live. The page says what it wants by attributes; this file only connects the parts.
 *
 * On one element:
 *   data-live="/ws/display/hall/1"   the WebSocket whose HTML replaces the element's content
 *   data-fragment="/display/hall/1/fragment"   the same HTML by GET, polled while the socket is down
 * Inside it:
 *   data-keep (with an id)           an update leaves this element alone, e.g. a half-written note
 *   data-focus-home                  takes the focus when an update removed what had it
 *   <dialog id open>, <details id open data-copy>   is left alone while it is open
 * Anywhere:
 *   <form data-act>                  is sent without leaving the page (data-no-live: by the browser)
 *   <button data-opens="ID">, <button data-closes>   open and close a dialog
 *   <time data-since="ISO">          minutes and seconds since, by the server's clock
 *   data-offline-strip, data-last-update, data-toast   see looks/macros.html
 *    data-zone="Europe/Paris"         the zone of all times that scripts write
 * Told by <html>:
 *   data-offline                     no word from the server for 12 s, or the socket is closed
 *   data-stale="60" | "300"          what is shown is older than so many seconds
 * Events on document: live:swap, live:offline, live:online, queue:KIND (detail: the event), each once;
 * on a form, bubbling: act:done {body, response}, act:failed {status, problem}.
 *
 * Screens' own scripts listen to these events and import from ./live/; they never import this file,
 * for its address carries a fingerprint and a second address would open a second socket.
 */
import { Link } from "./live/link.js";
import { swap } from "./live/swap.js";
import { unseen } from "./live/frames.js";
import { fetchLetters, heardAt, showOffline, showReach, watchAge } from "./live/contact.js";
import { runClocks, setServerTime } from "./live/clock.js";
import { moment } from "./live/elapsed.js";
import { poll } from "./live/poll.js";
import { enhanceForms } from "./live/forms.js";
import { enhanceDialogs } from "./live/dialogs.js";
import { enhanceToast } from "./live/toast.js";

enhanceForms();
enhanceDialogs();
enhanceToast();
runClocks();

const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-live]"));
if (root) follow(root);

/** @param {HTMLElement} root */
function follow(root) {
  const link = new Link(root.dataset.live || "", {
    frame(frame) {
      setServerTime(frame.at);
      heardAt(moment());
      if (typeof frame.html === "string") swap(root, frame.html);
      for (const event of unseen(frame.events || [])) {
        document.dispatchEvent(new CustomEvent(`queue:${event.kind}`, { detail: event }));
      }
    },
    state(connected) {
      showOffline(!connected);
    },
  });
  link.open();
  watchAge();
  fetchLetters();
  if (root.dataset.fragment) {
    document.addEventListener("act:failed", (event) => {
      if (!(/** @type {CustomEvent} */ (event).detail.status)) showReach(false);
    });
    poll(root.dataset.fragment, () => !link.connected, (html) => {
      showReach(html !== null);
      if (html === null) return;
      heardAt(moment());
      swap(root, html);
    });
  }
}
