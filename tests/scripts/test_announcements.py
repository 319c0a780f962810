"""Calls are said one after the other, whatever becomes of one of them."""

from __future__ import annotations

from tests.scripts.conftest import Ask

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
