/**
 * The board's instruments: what sounds, ticks and pulses. The picture itself comes by live.js, and
 * waits for none of them.
 */
import { setServerTime } from "/static/looks/live/clock.js";
import { announceCalls } from "./announcements.js";
import { stayAwake } from "./awake.js";
import { keepHighlights } from "./highlight.js";
import { reloadEachDay } from "./new_day.js";
import { runWallClock } from "./wall_clock.js";

setServerTime(document.documentElement.dataset.now);
runWallClock();
keepHighlights();
announceCalls();
reloadEachDay();
stayAwake();
