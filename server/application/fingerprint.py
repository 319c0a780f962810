"""What a key belongs to: who asked what. The same again is a repeat, anything else a mistake.

Made of a command's fields, each written in one way for ever: fingerprints lie in the journal, and a
repeat may come after an upgrade. A field added to a command therefore changes those of its kind.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from datetime import datetime
from enum import Enum

from server.domain.commands import Command, Who


def fingerprint(who: Who, command: Command, note: str = "") -> str:
    said = f"{who.name}|{_spelled(command)}|{note}"
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()


def _spelled(command: Command) -> str:
    values = (f"{f.name}={_value(getattr(command, f.name))}" for f in fields(command))
    return f"{type(command).__name__}({', '.join(values)})"


def _value(value: object) -> str:
    if isinstance(value, Enum):
        return f"<{type(value).__name__}.{value.name}: {value.value!r}>"
    if isinstance(value, datetime):  # whatever object says its offset
        return value.isoformat()
    return repr(value)
