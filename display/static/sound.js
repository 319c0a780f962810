/**
 * The loudspeaker. Browsers refuse sound to a page nobody has touched, unless they were started
 * with --autoplay-policy=no-user-gesture-required: the footer then says so, with a button.
 */

/** @returns {AudioContext | null} null where the browser has no Web Audio */
export function soundOutput() {
  if (!("AudioContext" in window)) {
    tell(false);
    return null;
  }
  const audio = new AudioContext();
  const show = () => tell(audio.state === "running");
  audio.onstatechange = show;
  show();
  for (const touch of ["click", "keydown"]) {
    document.addEventListener(touch, () => {
      if (audio.state !== "running") audio.resume();
    });
  }
  return audio;
}

/** @param {boolean} on */
function tell(on) {
  document.documentElement.dataset.sound = on ? "on" : "off";
}
