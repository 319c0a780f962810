"""Numbers printed in advance, for the hours when the system is down.

They have a letter of their own, so that they never meet a number that the system gives, and go on
from day to day: papers printed three weeks ago still lie ready.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LAST = 999
MOST_AT_ONCE = 50
"""Papers for one press of a button: more would keep the printer from the visitors."""


def is_fallback(number: str, prefix: str) -> bool:
    return bool(re.fullmatch(rf"{re.escape(prefix)}(?!000)[0-9]{{3}}", number))


def following(prefix: str, last: str | None) -> Iterator[str]:
    """All 999 numbers, beginning after the last one printed; after 999 comes 001."""
    done = int(last[-3:]) if last else 0
    return (f"{prefix}{(done + n) % LAST + 1:03d}" for n in range(LAST))
