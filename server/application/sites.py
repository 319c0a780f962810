"""What the store knows of sites beside their days, awake or not: a port."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from server.domain.fairness.site_files import LoadedFile
from server.domain.site import Site

JournalPlace = tuple[date, int]
"""A day, and the last fact's seq in it."""


class UnreadableSite(Exception):
    """The site file is one that an older version accepted and this one does not."""


@dataclass(frozen=True, slots=True)
class Front:
    """What is seen of a site from outside: read without opening it."""

    slug: str
    name: str
    brand: str
    boards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Configuration:
    version: int
    site: Site


@dataclass(frozen=True, slots=True)
class EnrolledPrinter:
    id: str
    name: str
    site: str


class Sites(Protocol):
    """Every method is blocking and may raise Unavailable."""

    def slugs(self) -> Sequence[str]:
        """All there are."""

    def front(self, slug: str) -> Front | None: ...
    def fronts(self, slugs: Collection[str]) -> Sequence[Front]: ...

    def only(self) -> Front | None:
        """The one site there is; None where there are several."""

    def in_force(self, slug: str) -> Configuration | None:
        """Raises UnreadableSite."""

    def before(self, slug: str) -> Iterator[Site]:
        """The files that were in force, the newest first; without those that no version of the
        software reads any more."""

    def loaded(self, slug: str, by: datetime) -> Iterator[LoadedFile]:
        """The files that were loaded by this moment, the newest first; all, where none was. Without
        those that no version of the software reads any more."""

    def versions(self, slugs: Collection[str]) -> dict[str, int]: ...
    def printers(self, slugs: Collection[str]) -> Sequence[EnrolledPrinter]:
        """In the order of enrolment."""

    def people(self, slugs: Collection[str]) -> dict[str, str]:
        """Login -> name, of all who may work at one of these sites."""

    def places(self, slugs: Collection[str]) -> dict[str, JournalPlace]:
        """Each site's last place in the journal."""

    def left_open(self) -> Sequence[tuple[str, date]]:
        """Each site whose last fact is not its day's end, with that day."""

    def mark(self) -> object:
        """Another one when somebody has written to the store; None where nobody can tell."""
