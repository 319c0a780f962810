/** Two notes, E5 then C5, drawn by the browser: no file to fetch while somebody is called. */

const NOTES = [
  { hertz: 659.25, after: 0, seconds: 0.9 },
  { hertz: 523.25, after: 0.35, seconds: 1.3 },
];
const LENGTH = 1_700; // milliseconds
const LOUDNESS = 0.5;

/**
 * @param {AudioContext} audio a running one
 * @returns {Promise<void>} once the last note has faded
 */
export function chime(audio) {
  const start = audio.currentTime + 0.03;
  for (const note of NOTES) strike(audio, note.hertz, start + note.after, note.seconds);
  return new Promise((faded) => setTimeout(faded, LENGTH));
}

/** @param {AudioContext} audio @param {number} hertz @param {number} at @param {number} seconds */
function strike(audio, hertz, at, seconds) {
  const string = new OscillatorNode(audio, { frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  string.connect(volume).connect(audio.destination);
  string.start(at);
  string.stop(at + seconds);
}
