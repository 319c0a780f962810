"""What is no site file at all is told with its line and what to write, in plain words."""

from __future__ import annotations

import pytest

from tests.sitefile.towns import SMALL, refusal, small


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('"Mairie de Sainte-Aube"', "“Mairie”", "line 3: name: write straight quotes"),
        ('"Mairie de Sainte-Aube"', '"Mairie', "line 3: name: a quote is missing"),
        ('"Mairie de Sainte-Aube"', "Mairie", "line 3: name: write a text between quotes"),
        ('"Mairie de Sainte-Aube"', '"Mairie "de" Aube"', "line 3: name: something stands after"),
        ('"Mairie de Sainte-Aube"', '"C:\\mairie"', "line 3: name: write \\\\ for each backslash"),
        ('rollover = "03:00"', "rollover = 03:00", 'line 4: rollover: write a time between quotes'),
        ("name = ", "name : ", "line 3: file: write KEY = VALUE"),
        ("[site]", "[site", "line 1: file: write a heading as [site]"),
        ("[[services]]", "[[services]", "line 12: file: write a heading as [site] or [[services]]"),
        ("minutes = 10", "minutes = 10\nminutes = 12", "line 18: minutes: stands twice; keep one"),
        ("[ticket]", "[site]", "line 9: file: stands twice; keep one"),
        ('zones = ["hall"]', 'zones = ["hall"', 'a closing "]" is missing'),
        ("name = ", "name\u00a0= ", "line 3: name: a no-break space stands here"),
        ("minutes = 10", "minutes = " + "9" * 5000, "line 17: file: a number is too long"),
        ("minutes = 10", "minutes = " + "[" * 5000, "line 17: file: too many brackets or dots"),
        ("minutes = 10", ".".join("a" * 3000) + " = 1", "line 17: file: too many brackets or dots"),
        ("[ticket]", f"[{'.'.join('a' * 20_000)}]", "line 9: file: too many brackets or dots"),
        ('[{ fr = "Un justificatif" }]', "[" * 90 + "]" * 90, "line 18: services[1].documents[1]"),
        ("minutes = 10", "minutes = \x07", "line 17: minutes: "),
    ],
)  # fmt: skip
def test_the_line_and_the_cure_are_told(was: str, becomes: str, told: str) -> None:
    lines = refusal(small(was, becomes))
    assert any(told in line for line in lines), lines


def test_a_file_that_breaks_off_is_told_at_its_end() -> None:
    (told,) = refusal(SMALL.rstrip().removesuffix("]") + "\n\n\n")
    assert told.startswith("line 36: "), told


def test_an_empty_file_says_what_is_missing() -> None:
    assert "site: missing; add it" in refusal("")
