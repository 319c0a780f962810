"""The kinds of value that come back everywhere in a site file, each refused with its cure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field

from server.looks.icons import names
from server.protocol import brought
from server.sitefile.opening import known_country, readable
from server.sitefile.picture import picture
from server.texts.catalogue import LANGUAGES

LABEL, SENTENCE = 120, 400
"""Characters: what stands on a tile or a button, and what is read once."""
LETTER = "[A-HJ-NPR-Z]"
"""No I, O or Q: on paper and on a screen they are read as digits."""

_OF_THE_MACHINE = ("localtime", "posix", "right", "Factory")
"""Zones that no browser knows, or that another machine has otherwise."""

_T = TypeVar("_T")


def written(pattern: str, cure: str) -> AfterValidator:
    """A text of this form."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(cure)
        return text

    return AfterValidator(check)


def text(most: int = LABEL) -> Callable[[str], str]:
    """Something to read, and no more of it than there is room for."""

    def check(told: str) -> str:
        words = brought.name(told)
        if len(words) > most:
            raise ValueError(f"at most {most} characters; here are {len(words)}")
        return words

    return check


def once(told: list[_T]) -> list[_T]:
    for i, one in enumerate(told):
        if one in told[:i]:
            raise ValueError(f'"{one}" stands twice; keep one')
    return told


def _has_french(words: dict[str, str]) -> dict[str, str]:
    if "fr" not in words:
        raise ValueError('give at least the French text: { fr = "…" }')
    return words


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"unknown language; it is one of {', '.join(LANGUAGES)}")
    return code


def _timezone(name: str) -> str:
    wrong = 'unknown timezone; write it as in "Europe/Paris"'
    if name.startswith(_OF_THE_MACHINE):
        raise ValueError(wrong)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(wrong) from error
    return name


def _icon(name: str) -> str:
    if name not in names():
        near = ", ".join(get_close_matches(name, sorted(names()), 3, 0.5))
        hint = f"; near to it: {near}" if near else ""
        raise ValueError(f'there is no icon "{name}"{hint}; docs/site-file.md lists them all')
    return name


def _time_of_day(told: Any) -> time:
    if not isinstance(told, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", told):
        raise ValueError('write it as "03:00"')
    return time.fromisoformat(told)


CodeText = Annotated[
    str,
    written(
        r"[a-z0-9][a-z0-9-]{0,30}",
        'a code is made of small letters, digits and dashes, at most 31, as in "identity"',
    ),
]
LanguageCode = Annotated[str, AfterValidator(_language)]
Languages = Annotated[list[LanguageCode], Field(min_length=1), AfterValidator(once)]
Minutes = Annotated[int, Field(ge=1, le=600)]
NameText = Annotated[str, AfterValidator(text())]
WordsTable = Annotated[
    dict[LanguageCode, Annotated[str, AfterValidator(text())]], AfterValidator(_has_french)
]
Sentence = Annotated[
    dict[LanguageCode, Annotated[str, AfterValidator(text(SENTENCE))]], AfterValidator(_has_french)
]
Login = Annotated[str, AfterValidator(text()), AfterValidator(brought.login)]
Logo = Annotated[str, AfterValidator(picture)]
Icon = Annotated[str, AfterValidator(_icon)]
Timezone = Annotated[str, AfterValidator(_timezone)]
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
Country = Annotated[str, AfterValidator(known_country)]
HoursText = Annotated[str, AfterValidator(text(SENTENCE)), AfterValidator(readable)]
