"""The kiosk's address is its whole memory: how far the visitor has come, and how she wants to read.

Nothing is kept about her anywhere else, so what she chose is gone with her, and every page works
without scripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

LONGEST = 80
MOST_DEMANDS = 8
"""On one ticket, as the interface has it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Empty: not said yet."""

    lang: str = ""
    group: str = ""
    service: str = ""
    also: str = ""
    """What else she comes for: the codes of services, with a space between them."""
    more: str = ""
    """`yes` while she chooses one demand more, `list` while she looks through many."""
    without: str = ""
    """The demand that she takes away again."""
    page: str = ""
    """Which six tiles, when a level has more."""
    ready: str = ""
    """`no` when she says that a paper is missing, then perhaps `anyway`."""
    late: str = ""
    """`anyway` when she wants a ticket though we may close before her turn."""
    priority: str = ""
    """`yes` when she says that she has a priority card; never why."""
    key: str = ""
    """One visit, one key: two touches on "take" are one ticket."""
    appointment: str = ""
    """`yes` when she says that she has one."""
    code: str = ""
    """Of her appointment, as far as it is typed."""
    letter: str = ""
    """The next one, touched on a kiosk without scripts; `-` takes the last one back."""
    about: str = ""
    """What the refusal is about: an hour in ISO 8601, or a number."""
    ticket: str = ""
    """The ticket's secret, so that nobody reads another's by guessing."""
    notice: str = ""
    """`help`, or the code of a refusal, to be said in words."""
    size: str = ""
    theme: str = ""
    reach: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """From a query or a form; what is unknown, too long or no text is left out."""
        names = cls.names()
        return cls(**{k: v for k, v in told.items() if k in names and _is_keepable(k, v)})

    @classmethod
    def names(cls) -> frozenset[str]:
        """All that an address may say."""
        return frozenset(field.name for field in fields(cls))

    @property
    def told(self) -> dict[str, str]:
        """Only what is said."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name))}

    @property
    def query(self) -> str:
        return urlencode(self.told)

    def but(self, **changes: str) -> Self:
        return replace(self, **changes)

    def reading(self) -> Self:
        """The same reader at the very beginning."""
        return type(self)(size=self.size, theme=self.theme, reach=self.reach)

    def choosing(self) -> Self:
        """The same reader, before she said why she comes."""
        return self.reading().but(lang=self.lang)

    @property
    def demands(self) -> tuple[str, ...]:
        """The services she has chosen, in that order, each once."""
        return tuple(dict.fromkeys(filter(None, (self.service, *self.also.split()))))

    def demanding(self, services: Iterable[str]) -> Self:
        """These instead. Another wish is another ticket, so its key is another."""
        service, *also = (*services, "")
        return self.but(service=service, also=" ".join(also).strip(), more="", without="", group="",
             page="", ready="", key="", notice="")  # fmt: skip

    def address(self, site: str) -> str:
        return f"/kiosk/{site}?{self.query}" if self.told else f"/kiosk/{site}"


def _is_keepable(name: str, value: object) -> bool:
    longest = LONGEST * MOST_DEMANDS if name == "also" else LONGEST
    return isinstance(value, str) and len(value) <= longest and "\0" not in value
