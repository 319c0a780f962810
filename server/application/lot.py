"""What nobody can foresee, handed in from outside like the time: a day can then be replayed."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex

Lot = Callable[[], str]
"""Draws 32 hexadecimal digits that were never drawn before."""


def by_lot() -> str:
    return token_hex(16)
