"""What is wrong with a planning file, as whoever brought it is told: place, fault and cure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from server.texts.catalogue import gettext_noop

MOST_TOLD = 50
"""More are read by nobody: the first ones explain the others."""

PLACES = {
    "line": gettext_noop("line %(number)s: %(fault)s"),
    "event": gettext_noop("event %(number)s: %(fault)s"),
}


@dataclass(frozen=True, slots=True)
class FileMistake:
    fault: str
    """An English sentence of the catalogue, with its cure."""
    values: Mapping[str, object] = field(default_factory=dict)
    kind: Literal["line", "event"] = "line"
    number: int | None = None
    """Counted from 1; none when the whole file is meant."""

    def __str__(self) -> str:
        told = self.fault % self.values
        return PLACES[self.kind] % {"number": self.number, "fault": told} if self.number else told


class PlanningFileError(Exception):
    """The file is refused whole."""

    def __init__(self, mistakes: Iterable[FileMistake]) -> None:
        self.mistakes = list(mistakes)[:MOST_TOLD]
        super().__init__("\n".join(map(str, self.mistakes)))


class Unclear(Exception):
    """One value that cannot be understood; whoever knows its place makes it a mistake."""

    def __init__(self, fault: str, **values: object) -> None:
        super().__init__(fault % values)
        self.fault, self.values = fault, values
