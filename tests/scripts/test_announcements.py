"""Calls are said one after the other, whatever becomes of one of them."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.scripts.conftest import TOWN, Ask

SAID = """
(async () => {
  const said = [];
  const say = oneByOne(async (call) => {
    said.push(`${call} begins`);
    await new Promise((heard) => setTimeout(heard, call === "A001" ? 30 : 1));
    if (call === "A002") throw new Error("no voice");
    said.push(`${call} ends`);
    if (call === "A003") over(said);
  });
  let over;
  const end = new Promise((all) => { over = all; });
  ["A001", "A002", "A003"].forEach(say);
  return end;
})()
"""
DEAF = """
Object.defineProperty(window, "speechSynthesis", { configurable: true, value: {
  getVoices: () => [{ lang: "fr-FR" }], speak() {}, cancel() {},
} });
window.SpeechSynthesisUtterance = class {};
void 0;
"""
"""A voice that never tells that it has ended, not even once it is cancelled."""


def test_a_call_waits_for_the_one_before_and_survives_its_failure(ask: Ask) -> None:
    assert ask("display/announcements.js", SAID) == [
        "A001 begins",
        "A001 ends",
        "A002 begins",
        "A003 begins",
        "A003 ends",
    ]


def test_without_a_voice_of_its_language_a_sentence_is_passed_over(ask: Ask) -> None:
    spoken = "speak({ language: 'tlh', text: 'A 001' }).then(() => 'silent')"
    assert ask("display/speech.js", spoken) == "silent"


def test_a_voice_that_never_ends_is_given_up_after_its_length(ask: Ask, page: Page) -> None:
    page.clock.install()
    page.goto(TOWN)
    page.evaluate(DEAF)
    page.evaluate(
        """async () => {
          const { speak } = await import("/static/display/speech.js");
          const call = { language: "fr", text: "Numéro A 1, Guichet 1" };
          speak(call).then(() => { window.over = true });
        }"""
    )
    page.clock.run_for(3_000)
    assert not page.evaluate("window.over")
    page.clock.run_for(1_500)
    assert page.evaluate("window.over")
