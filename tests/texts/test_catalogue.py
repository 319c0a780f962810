"""Every sentence is said in French, all that visitors meet in every language, and said well."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from server.texts import check
from server.texts.catalogue import (
    AREAS,
    FOLDER,
    LANGUAGES,
    VISITOR_AREAS,
    read_area,
    translated,
    translations,
    written_in,
)

TRANSLATED = [code for code in LANGUAGES if code != "en"]
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
_BAD_FRENCH = {
    "a straight apostrophe": re.compile(r"\w'\w"),
    "three dots for one": re.compile(r"\.\.\."),
    "straight quotes": re.compile(r'"'),
    "no narrow no-break space before": re.compile(r"(?<!\u202f)[;!?]"),
    "no full no-break space before": re.compile(r"(?<!\u00a0)»|(?<!\u00a0):(?![\d/])"),
    "no full no-break space after «": re.compile(r"«(?!\u00a0)"),
    "another word for a visitor": re.compile(r"[Uu]sager|[Aa]dministré"),
}


def sentences(language: str) -> Iterator[tuple[str, Message]]:
    for area in AREAS:
        for message in translated(read_area(language, area)):
            yield area, message


def words(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_french_says_everything() -> None:
    report = check.report("fr", check.found_in_code())

    assert [f"{found.area}: {found.forms[0]}" for found in report.missing] == []
    assert report.doubtful == ()


@pytest.mark.parametrize("language", [c for c in LANGUAGES if c not in ("fr", "fr-easy", "en")])
def test_all_that_a_visitor_meets_is_said_in_every_language(language: str) -> None:
    report = check.report(language, check.found_in_code())

    unsaid = [found for found in report.missing if found.area in VISITOR_AREAS]
    assert [f"{found.area}: {found.forms[0]}" for found in unsaid] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_doubted_or_left_over(language: str) -> None:
    report = check.report(language, check.found_in_code())

    assert (report.unused, report.doubtful) == ((), ())


def test_ten_languages_are_offered() -> None:
    assert len(LANGUAGES) == 10


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("area", AREAS)
def test_people_are_counted_as_the_translator_counted(language: str, area: str) -> None:
    """The forms stand in the file in the order of its own rule, which the compiled one must be."""
    path = FOLDER / language / f"{area}.po"
    if not path.is_file():
        assert area not in VISITOR_AREAS, f"{language} has no {area}.po"
        return
    declared = re.search(r"plural=([^;\\]+);", path.read_text(encoding="utf-8"))
    assert declared is not None
    form_of = gettext.c2py(declared[1])
    for message in translated(read_area(language, area)):
        if not isinstance(message.id, str):
            said = [
                translations(language).ngettext(message.id[0], message.id[1], n) for n in range(121)
            ]
            assert said == [words(message)[form_of(n)] for n in range(121)], message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_say_is_said_with_nothing(language: str) -> None:
    assert translations(language).gettext("") == ""


@pytest.mark.parametrize("language", ["fr", "fr-easy"])
def test_french_is_set_as_a_printer_would(language: str) -> None:
    faults = [
        f"{area}: {fault}: {text}"
        for area, message in sentences(language)
        for text in words(message)
        for fault, pattern in _BAD_FRENCH.items()
        if pattern.search(text)
    ]

    assert faults == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_places_to_fill(language: str) -> None:
    faults = []
    for area, message in sentences(language):
        keys = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = {place for key in keys for place in _PLACEHOLDER.findall(key)}
        # A singular may say "one" in words, and so leave its figure out.
        found = {place for text in words(message) for place in _PLACEHOLDER.findall(text)}
        if found != wanted:
            faults.append(f"{area}: {keys[0]}")

    assert faults == []


def test_a_language_that_nobody_wrote_is_answered_in_english() -> None:
    assert written_in("xx") == "en"
    assert translations("xx").gettext("Close") == "Close"


def test_easy_french_and_regional_french_are_answered_in_french_for_want_of_better() -> None:
    assert translations("fr-easy").gettext("Show") == translations("fr").gettext("Show")
    assert translations("fr-easy").gettext("Close") == "Fermer"
    assert written_in("fr-CA") == "fr"


def test_french_is_spoken() -> None:
    assert translations("fr").gettext("Close") == "Fermer"


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("kiosk/templates/start.html:3", "kiosk"),
        ("display/picture.py:63", "display"),
        ("server/counter/templates/console.html:1", "counter"),
        ("server/office/statistics.py:9", "office"),
        ("server/phone/templates/page.html:2", "phone"),
        ("server/paper/ticket.py:7", "paper"),
        ("server/paper/staff/report.py:7", "staff"),
        ("server/rim/words.py:20", "rim"),
        ("server/looks/macros.html:5", "common"),
    ],
)
def test_a_sentence_belongs_to_the_area_where_it_stands(place: str, area: str) -> None:
    assert check.area_of(place.rpartition(":")[0]) == area


def test_a_missing_sentence_is_printed_ready_to_paste() -> None:
    found = check.Found(None, ("%(num)s person", "%(num)s people"), "kiosk/a.html:1", "kiosk")

    assert check.entry(found) == (
        "#: kiosk/a.html:1\n"
        'msgid "%(num)s person"\n'
        'msgid_plural "%(num)s people"\n'
        'msgstr[0] ""\n'
        'msgstr[1] ""\n'
    )
