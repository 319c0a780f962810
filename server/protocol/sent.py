"""What people and devices send us: text that every store can keep, each word written one way."""

from __future__ import annotations

import unicodedata
from typing import Any

from pydantic import BaseModel, field_validator


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


class Sent(BaseModel, use_attribute_docstrings=True):
    @field_validator("*")
    @classmethod
    def _keepable(cls, told: Any) -> Any:
        return keepable(told)
