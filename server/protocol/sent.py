"""What people and devices send us: text that every store can keep, each word written one way."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, Field, field_validator

from server.protocol.described import Described

YEARS = range(2000, 2200)
"""Of whatever happens in a town hall: beyond them, a change of zone may leave the calendar."""
Short = Annotated[str, Field(max_length=64)]
"""A service's, a need's: a few letters."""
Reason = Annotated[str, Field(max_length=200)]
"""What a printer says of itself."""


def in_our_time(moment: AwareDatetime) -> AwareDatetime:
    """Raises ValueError."""
    if moment.year not in YEARS:
        raise ValueError("not a moment of our time")
    return moment


OurTime = Annotated[AwareDatetime, AfterValidator(in_our_time)]


def keepable(told: Any) -> Any:
    """Accents in one piece: what is typed on a Mac is found again from Windows.

    Raises ValueError for what PostgreSQL cannot keep in a text: NUL ("Character Types").
    """
    if isinstance(told, list):
        return [keepable(one) for one in told]
    if not isinstance(told, str):
        return told
    if "\0" in told:
        raise ValueError("NUL in a text")
    return unicodedata.normalize("NFC", told)


class Sent(Described):
    @field_validator("*")
    @classmethod
    def _keepable(cls, told: Any) -> Any:
        return keepable(told)
