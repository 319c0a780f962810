"""Whole tickets of the demonstration town hall, in each language that visitors can choose.

The pictures in `golden/` have been looked at by a person. To renew them after a wanted change:
`python -m tests.agent.test_languages`, then look.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from printer.drawing.fonts import missing_glyphs
from printer.drawing.layout import layout
from printer.drawing.paint import paint
from printer.drawing.strips import MARGIN
from printer.drawing.text import clean
from printer.drawing.typeset import Type, width
from printer.drawing.wrap import wrap
from printer.profile import find
from server.texts.catalogue import LANGUAGES, VISITOR_AREAS, read_area, translated
from tests.agent.real_tickets import real_ticket
from tests.agent.tickets import FRENCH, ticket

GOLDEN = Path(__file__).parent / "golden"
CUNEIFORM = "\U00012000"
ROOM = 576 - 2 * MARGIN


def drawn(language: str, service: str = "identity", profile: str = "80mm") -> Image.Image:
    return paint(layout(real_ticket(language, service)), find(profile))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_real_ticket_looks_as_it_was_approved(language: str) -> None:
    with Image.open(GOLDEN / f"real-{language}.png") as approved:
        picture = drawn(language)
        assert picture.size == approved.size
        changed = ImageChops.logical_xor(picture, approved.convert("1"))
        assert changed.histogram()[255] < 0.002 * picture.width * picture.height


@pytest.mark.parametrize("profile", ["80mm", "58mm"])
@pytest.mark.parametrize("service", ["identity", "pickup", "birth", "school"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_printed_in_the_margins(language: str, service: str, profile: str) -> None:
    ink = drawn(language, service, profile).convert("L").point(lambda level: 255 - level)
    left, _, right, _ = ink.getbbox() or (0, 0, 0, 0)

    assert left >= MARGIN - 2
    assert right <= ink.width - MARGIN + 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_every_sentence_for_visitors_can_be_printed(language: str) -> None:
    for area in VISITOR_AREAS:
        for message in translated(read_area(language, area)):
            forms = [message.string] if isinstance(message.string, str) else message.string
            for words in forms or ():
                assert missing_glyphs(clean(words)) == [], f"{area}: {words}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_real_ticket_can_be_printed(language: str) -> None:
    assert missing_glyphs(clean(real_ticket(language).model_dump_json())) == []


def test_easy_french_is_french_and_said_once() -> None:
    passages = real_ticket("fr-easy").passages

    assert [passage.language for passage in passages] == ["fr-easy"]
    assert passages[0].service == "Faire ou refaire mes papiers"


def test_another_language_is_followed_by_french_for_who_helps() -> None:
    assert [passage.language for passage in real_ticket("tr").passages] == ["tr", "fr"]


def test_a_passage_whose_letters_nobody_can_draw_is_left_out_and_french_stays() -> None:
    unknown = FRENCH.model_copy(update={"language": "xx", "place": CUNEIFORM})

    document = ticket(unknown, FRENCH).model_copy(update={"taken_at": f"{CUNEIFORM} – 09:00"})

    words = str(layout(document))
    assert CUNEIFORM not in words
    assert words.count(FRENCH.ahead) == 1
    assert "'09:00'" in words


def test_chinese_goes_on_at_any_character_but_never_begins_a_line_with_a_sign() -> None:
    text = "请到等候区就座，您的号码会在屏幕上显示，并有语音叫号。" * 3
    for limit in range(60, 400, 7):
        lines = wrap(text, Type(28), limit)
        assert "".join(lines) == text
        assert all(line[0] not in "，。" for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "一年以内的住址证明（justificatif de domicile）",
        "Son bir yıla ait adres belgesi (justificatif de domicile)",
        "إثبات سكن (justificatif de domicile)، أقل من سنة",
    ],
)
def test_a_french_name_in_brackets_stays_in_one_piece(text: str) -> None:
    lines = wrap(text, Type(28), 400)

    assert len(lines) > 1
    assert any("justificatif de domicile" in line for line in lines)


def test_brackets_longer_than_the_paper_are_broken_between_words() -> None:
    text = "(" + "justificatif de domicile " * 8 + ")"
    lines = wrap(text, Type(28), ROOM)

    assert len(lines) > 2
    assert all(width(line, Type(28)) <= ROOM for line in lines)
    assert all(line.strip("() ") for line in lines)


if __name__ == "__main__":
    for code in LANGUAGES:
        drawn(code).save(GOLDEN / f"real-{code}.png")
