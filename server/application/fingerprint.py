"""What a key belongs to: who asked what. The same again is a repeat, anything else a mistake.

Made of a command's fields, each written in one way for ever: fingerprints lie in the journal, and a
repeat may come after an upgrade. A field added to a command therefore changes those of its kind.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from datetime import datetime
from enum import Enum
from typing import get_args

from server.domain.commands import Command, Who

_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in get_args(Command)}


def fingerprint(who: Who, command: Command, note: str = "") -> str:
    said = f"{who.name}|{_spelled(command)}|{note}"
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()


def _spelled(command: Command) -> str:
    kind = type(command)
    values = [f"{name}={_value(getattr(command, name))}" for name in _FIELDS[kind]]
    return f"{kind.__name__}({', '.join(values)})"


def _value(value: object) -> str:
    if isinstance(value, Enum):
        return f"<{type(value).__name__}.{value.name}: {value.value!r}>"
    if isinstance(value, datetime):  # whatever object says its offset
        return value.isoformat()
    return repr(value)
