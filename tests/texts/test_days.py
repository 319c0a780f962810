"""A day is written in the order of its language."""

from __future__ import annotations

from datetime import date

import pytest

from server.texts.catalogue import LANGUAGES
from server.texts.days import day_of_this_year, full_day

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "lundi 30 novembre"),
        ("fr-easy", "lundi 30 novembre"),
        ("en", "Monday, 30 November"),
        ("ar", "الاثنين، 30 نوفمبر"),
        ("es", "lunes, 30 de noviembre"),
        ("pt", "segunda-feira, 30 de novembro"),
        ("tr", "30 Kasım Pazartesi"),
        ("ru", "понедельник, 30 ноября"),
        ("uk", "понеділок, 30 листопада"),
        ("zh", "11月30日星期一"),
    ],
)
def test_a_near_day_is_written_as_people_write_it(language: str, words: str) -> None:
    assert day_of_this_year(MONDAY, language) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_full_day_has_the_same_order_and_the_year(language: str) -> None:
    assert "2026" in full_day(MONDAY, language)
    assert "2026" not in day_of_this_year(MONDAY, language)
