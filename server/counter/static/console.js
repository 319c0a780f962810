/**
 * What the agent's console adds to a live page: keys, the visit's pace, the way back, what is said, who
 * needs help, why somebody is where she is. */
import { followKeys } from "./keys.js";
import { runPace } from "./pace.js";
import { copyWhatIsOpened } from "./copies.js";
import { keepOpen } from "./kept_open.js";
import { tellWhatWasDone } from "./told.js";
import { announceChanges } from "./announcer.js";
import { hearHelpCalls } from "./help_calls.js";
import { tellWhy } from "./why.js";

followKeys();
runPace();
copyWhatIsOpened();
keepOpen();
tellWhatWasDone();
hearHelpCalls();
tellWhy();
announceChanges();
