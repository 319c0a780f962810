"""Every letter that a screen may need comes with the pages: a kiosk has no fonts of its own."""

from __future__ import annotations

import re

import pytest

from server.looks.vendor import STATIC
from server.texts.catalogue import LANGUAGES, VISITOR_AREAS, read_area, translated
from tests.worlds.town import DEMO_SITE


def drawn(*sheets: str) -> set[int]:
    """The characters of all slices that these style sheets offer."""
    found: set[int] = set()
    for sheet in sheets:
        rules = (STATIC / sheet).read_text(encoding="utf-8")
        for first, last in re.findall(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?", rules):
            found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def said_to_visitors(language: str) -> str:
    messages = [m for area in VISITOR_AREAS for m in translated(read_area(language, area))]
    return "".join("".join(m.string or ()) for m in messages) + LANGUAGES[language].name


def missing(text: str, letters: set[int]) -> list[str]:
    return sorted({c for c in text if not c.isspace() and ord(c) not in letters})


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "zh"])
def test_every_letter_of_a_language_is_shipped(language: str) -> None:
    assert missing(said_to_visitors(language), drawn("fonts.css")) == []


def test_every_chinese_character_we_write_is_shipped() -> None:
    letters = drawn("fonts.css", "fonts-chinese.css")

    assert missing(said_to_visitors("zh"), letters) == []
    assert missing(DEMO_SITE.read_text(encoding="utf-8"), letters) == []


def test_a_town_can_write_with_the_common_characters() -> None:
    """Level one of GB 2312: 3,755 characters, of which a page may miss the rarest."""
    rows = [bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    common = b"".join(rows).decode("gb2312", errors="ignore")

    assert len(set(common) - set(missing(common, drawn("fonts-chinese.css")))) >= 3500


def test_a_page_without_chinese_is_spared_its_list_of_letters() -> None:
    assert (STATIC / "fonts.css").stat().st_size < 5_000
    assert sum(f.stat().st_size for f in (STATIC / "fonts").rglob("*.woff2")) < 3_300_000
