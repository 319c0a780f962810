/** The kiosk's script: touches are held back a moment, and an abandoned visit is forgotten. */
import { guardTouches } from "./touch.js";
import { watchIdleness } from "./idle.js";
import { writeLetters } from "./letters.js";

guardTouches();
watchIdleness();
writeLetters();
