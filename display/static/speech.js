/**
 * Says a sentence with a voice of its language, if this machine has one; else stays silent, for a
 * French voice reading English is not understood. Many televisions have no voice at all.
 */

// Some engines never tell that they have finished, not even once they are cancelled.
const SHORTEST_PATIENCE = 4_000;
const A_LETTER = 150; // milliseconds, with the slowest of voices

if ("speechSynthesis" in window) speechSynthesis.getVoices(); // asks for the list, which comes late

/** @param {{language: string, text: string}} announcement @returns {Promise<void>} once said, or given up */
export function speak({ language, text }) {
  const voice = voiceOf(language);
  if (!voice) return Promise.resolve();
  const speech = new SpeechSynthesisUtterance(text);
  speech.voice = voice;
  speech.lang = voice.lang;
  return new Promise((said) => {
    const giveUp = setTimeout(() => {
      speechSynthesis.cancel();
      said();
    }, Math.max(SHORTEST_PATIENCE, text.length * A_LETTER));
    speech.onend = speech.onerror = () => {
      clearTimeout(giveUp);
      said();
    };
    speechSynthesis.speak(speech);
  });
}

/** @param {string} language @returns {SpeechSynthesisVoice | undefined} */
function voiceOf(language) {
  if (!("speechSynthesis" in window)) return undefined;
  const general = language.split("-")[0];
  return speechSynthesis.getVoices().find((voice) => voice.lang.split(/[-_]/)[0] === general);
}
