"""What a planning file calls by its code or its name, in any language of the site file."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Protocol

from server.domain.site import Words
from server.planning.mistakes import Unclear


class Named(Protocol):
    @property
    def code(self) -> str: ...

    @property
    def name(self) -> Words: ...


def codes_by_name(things: Mapping[str, Named]) -> dict[str, str]:
    """As it may be written, in small letters -> its code."""
    names = {name.casefold(): each.code for each in things.values() for name in each.name.values()}
    return names | {code.casefold(): code for code in things}


def known_as(written: str, known: Mapping[str, str], fault: str) -> str:
    """Raises Unclear, naming the nearest that is known."""
    sought = " ".join(written.split()).casefold()
    if sought not in known:
        nearest = get_close_matches(sought, known, n=1, cutoff=0)
        raise Unclear(fault, written=written, nearest=known[nearest[0]] if nearest else "")
    return known[sought]
