"""What people and devices send us: text that every store can keep."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field, field_validator

YEARS = range(2000, 2200)
"""Of whatever happens in a town hall: beyond them, a change of zone may leave the calendar."""
Code = Annotated[str, Field(max_length=64)]
"""A service's, a need's: a few letters."""
Reason = Annotated[str, Field(max_length=200)]
"""What a printer says of itself."""


def in_our_time(moment: AwareDatetime) -> AwareDatetime:
    """Raises ValueError."""
    if moment.year not in YEARS:
        raise ValueError("not a moment of our time")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(in_our_time)]


def keepable(told: Any) -> Any:
    """Raises ValueError for what PostgreSQL cannot keep in a text: NUL ("Character Types")."""
    texts = told if isinstance(told, list) else [told]
    if any(isinstance(text, str) and "\0" in text for text in texts):
        raise ValueError("NUL in a text")
    return told


class Sent(BaseModel):
    @field_validator("*")
    @classmethod
    def _keepable(cls, told: Any) -> Any:
        return keepable(told)
