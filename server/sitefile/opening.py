"""What an expression of opening hours may say here.

OpenStreetMap's notation says more than a town hall can keep: what a calendar would get wrong, or
could not tell a visitor, is refused with what to write instead.
"""

from __future__ import annotations

import re

from opening_hours import OpeningHours

AS_IN = 'write hours as in "Mo-Fr 08:30-12:30,13:30-17:30; Sa 09:00-12:00; PH off"'
_DAY = "(Mo|Tu|We|Th|Fr|Sa|Su)"
_DATES = re.compile(r"\b(Feb|Apr|Jun|Sep|Nov)\s+(\d+)(?:\s*-\s*(\d+))?(?![\d:])", re.IGNORECASE)
_LONGEST = {"feb": 29, "apr": 30, "jun": 30, "sep": 30, "nov": 30}
"""Days of the months that do not have 31, which the library sees to."""
_OVERSEAS = ("GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF", "TF")
_MEANT = {"UK": "GB", "EN": "GB", "SP": "ES"} | dict.fromkeys(_OVERSEAS, "FR")
"""What people write for a country -> its code."""

_NOT_HERE = (
    (r"\|\|", 'rules of last resort ("||") are not supported; leave out "||" and what follows'),
    (r'"', "remarks in quotes are shown to nobody; leave them out"),
    (r"\bSH\b", "school holidays (SH) are not known here; write their dates: Dec 19-Jan 03 off"),
    (r"\bunknown\b", 'it is either open or closed; leave out "unknown"'),
    (r"\b(sunrise|sunset|dawn|dusk)\b", "write times of the clock, as in 08:30-17:30"),
    (r":\d\d\+", "say until when: 08:30-17:30"),
    (r"(\d\d:\d\d)\s*-\s*\1", "it opens and closes at the same minute; all day is 00:00-24:00"),
    (r":\d\d/\d", "times without steps, as in 08:30-17:30"),
    (rf"\bPH\s+{_DAY}\b", "a day of the week after PH is not supported; write only: PH off"),
    (rf"\b{_DAY}(\[[^]]*\])?\s+PH\b", "PH after a day is not supported; write: ; PH off"),
)


def readable(expression: str) -> str:
    """Raises ValueError, with the cure."""
    plain = expression.replace("–", "-").replace("—", "-")
    for sight, cure in _NOT_HERE:
        if re.search(sight, plain, re.IGNORECASE):
            raise ValueError(cure)
    _check_dates(plain)
    try:
        OpeningHours(plain)
    except Exception as error:  # the library's own parser error has no public base class
        raise ValueError(f'cannot be read: "{expression}"; {AS_IN}') from error
    return plain


def _check_dates(expression: str) -> None:
    """The library takes 31 November for no date at all, and closes for ever. Raises ValueError."""
    for month, *days in _DATES.findall(expression):
        for day in filter(None, days):
            if int(day) > _LONGEST[month.lower()]:
                raise ValueError(f'"{month} {day}": there is no such day; correct the date')


def known_country(code: str) -> str:
    """Whose public holidays the library knows. Raises ValueError."""
    meant = _MEANT.get(code.upper(), code.upper())
    try:
        OpeningHours("off", country=meant)
    except Exception as error:  # as above
        raise ValueError('unknown country; write its two letters, as in "FR"') from error
    if meant != code:
        raise ValueError(f"unknown country, write {meant}")
    return code
