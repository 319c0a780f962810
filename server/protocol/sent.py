"""What people and devices send us: text that every store can keep."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, field_validator


def keepable(told: Any) -> Any:
    """Raises ValueError for what PostgreSQL cannot keep in a text: NUL ("Character Types")."""
    texts = told if isinstance(told, list) else [told]
    if any(isinstance(text, str) and "\0" in text for text in texts):
        raise ValueError("NUL in a text")
    return told


class Sent(BaseModel, use_attribute_docstrings=True):
    @field_validator("*")
    @classmethod
    def _keepable(cls, told: Any) -> Any:
        return keepable(told)
