/**
 * One tone that dies away.
 * @param {AudioContext} on
 * @param {{hertz: number, start: number, volume: number, seconds: number}} sound `start`: by the
 *   clock of `on`; `volume`: up to 1
 */
export function tone(on, { hertz, start, volume, seconds }) {
  const wave = new OscillatorNode(on, { frequency: hertz });
  const fading = new GainNode(on, { gain: 0 });
  fading.gain.setValueAtTime(volume, start);
  fading.gain.exponentialRampToValueAtTime(0.001, start + seconds);
  wave.connect(fading).connect(on.destination);
  wave.start(start);
  wave.stop(start + seconds);
}
