"""A day as each language writes it: `mardi 24 novembre 2026`, `24 Kasım Salı`, `11月24日星期二`."""

from __future__ import annotations

import re
from datetime import date

from babel import Locale
from babel.dates import format_date

from server.texts.catalogue import LANGUAGES, written_in

_YEAR = re.compile(r"(,|\s+'de')?\s*y+(年|\s+'\w+'\.)?")
"""In a date’s pattern, with the words that belong to it: `de`, `年`, `г.`"""
_EUROPEAN = {"en": "en_GB", "pt": "pt_PT"}


def full_day(day: date, language: str) -> str:
    return format_date(day, "full", locale=locale_of(language))


def day_of_this_year(day: date, language: str) -> str:
    """Without the year, for a day that is near."""
    locale = locale_of(language)
    pattern = Locale.parse(locale).date_formats["full"].pattern
    return format_date(day, _YEAR.sub("", pattern), locale=locale)


def locale_of(language: str) -> str:
    """As Babel names it. English and Portuguese are those of Europe, where the day comes first."""
    tag = LANGUAGES[written_in(language)].tag
    return _EUROPEAN.get(tag, tag.replace("-", "_"))
