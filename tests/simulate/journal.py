"""The domain's journal, and the register of sites, on the simulated disk, for one process.

`tests/simulate/test_disk.py` holds it to what the real journal does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from server.application.sites import Configuration, EnrolledPrinter, Front
from server.domain.events import NAMES, Fact, FallbackRequested
from server.domain.fairness.site_files import LoadedFile
from server.domain.journal import Entry, Unavailable
from server.domain.site import Site
from server.journal import codec
from server.store.doubt import Doubt
from tests.simulate.disk import Disk, Place

ALL = "*"
FALLBACK = NAMES[FallbackRequested]


class Busy(Exception):
    """Another process's turn: the thread waits."""


class Line:
    """One process's way to the disk."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.doubt = Doubt()
        self.cut_after_commits = 0
        """So many commits are kept, and their answer does not arrive."""

    @contextmanager
    def asked(self) -> Iterator[Disk]:
        with self.doubt.asking():
            if self.disk.away:
                self.doubt.there = True
                raise Unavailable("no server")
            yield self.disk

    def lose_answer(self) -> None:
        if self.cut_after_commits:
            self.cut_after_commits -= 1
            self.doubt.there = True
            raise Unavailable("the line broke after COMMIT")


class SeededJournal:
    def __init__(self, line: Line) -> None:
        self._line = line

    def append(self, entries: Sequence[Entry]) -> None:
        with self._line.asked() as disk:
            self._wait_for(disk, [entry.site for entry in entries])
            try:
                if disk.full:
                    raise Unavailable("database or disk is full")
                disk.write(entries)
            finally:
                self.leave_turn()
            self._line.lose_answer()

    def take_turn(self, sites: Iterable[str]) -> None:
        with self._line.asked() as disk:
            theirs = [*sites]
            self._wait_for(disk, theirs)
            disk.turns |= dict.fromkeys(theirs if disk.remote else [ALL], self)

    def leave_turn(self) -> None:
        turns = self._line.disk.turns
        for site in [site for site, holder in turns.items() if holder is self]:
            del turns[site]

    def _wait_for(self, disk: Disk, sites: Iterable[str]) -> None:
        if any(disk.turns.get(site, self) is not self for site in (*sites, ALL)):
            raise Busy

    def facts(self, site: str, day: date, after: int = 0, limit: int | None = None) -> list[Fact]:
        with self._line.asked() as disk:
            rows = [row for row in disk.rows.get(Place(site, day), ())[after:] if row.seq > after]
            return [row.fact for row in rows[:limit]]

    def last_day(self, site: str, before: date | None = None) -> date | None:
        with self._line.asked() as disk:
            return max((day for day in disk.days(site) if not before or day < before), default=None)

    def closed(self, site: str, day: date) -> bool:
        with self._line.asked() as disk:
            return Place(site, day) in disk.rows and disk.closed(Place(site, day))

    def notes(self, site: str, day: date) -> dict[str, str]:
        with self._line.asked() as disk:
            return dict(disk.notes.get(Place(site, day), ()))

    def answer(self, site: str, day: date, seq: int) -> str | None:
        with self._line.asked() as disk:
            return next(row for row in disk.rows[Place(site, day)] if row.seq == seq).answer

    def last_fallback(self, site: str, before: date) -> str | None:
        with self._line.asked() as disk:
            for day in reversed([day for day in disk.days(site) if day < before]):
                for row in reversed(disk.rows[Place(site, day)]):
                    if row.kind == FALLBACK:
                        number: str = codec.decode(row.kind, row.body).number  # type: ignore[union-attr]
                        return number
            return None


class SeededRegister:
    """`application.sites.Sites`."""

    def __init__(self, line: Line, people: dict[str, str]) -> None:
        self._line, self._people = line, people

    def slugs(self) -> list[str]:
        with self._line.asked() as disk:
            return [*disk.sites]

    def front(self, slug: str) -> Front | None:
        return next(iter(self.fronts((slug,))), None)

    def fronts(self, slugs: Collection[str]) -> list[Front]:
        with self._line.asked() as disk:
            sites = [disk.sites[slug][-1] for slug in slugs if slug in disk.sites]
            return [Front(s.slug, s.name, s.face.brand, tuple(s.boards)) for s in sites]

    def only(self) -> Front | None:
        slugs = self.slugs()
        return self.front(slugs[0]) if len(slugs) == 1 else None

    def in_force(self, slug: str) -> Configuration | None:
        with self._line.asked() as disk:
            versions = disk.sites.get(slug)
            return Configuration(len(versions), versions[-1]) if versions else None

    def before(self, slug: str) -> Iterator[Site]:
        with self._line.asked() as disk:
            return reversed(disk.sites[slug][:-1])

    def loaded(self, slug: str, by: datetime) -> Iterator[LoadedFile]:
        """All at this moment: the disk does not keep when."""
        with self._line.asked() as disk:
            return (LoadedFile(by, site) for site in reversed(disk.sites[slug]))

    def versions(self, slugs: Collection[str]) -> dict[str, int]:
        with self._line.asked() as disk:
            return {slug: len(disk.sites[slug]) for slug in slugs if slug in disk.sites}

    def printers(self, slugs: Collection[str]) -> list[EnrolledPrinter]:
        with self._line.asked() as disk:
            return [printer for printer in disk.printers.values() if printer.site in slugs]

    def people(self, slugs: Collection[str]) -> dict[str, str]:
        with self._line.asked():
            return dict(self._people)

    def places(self, slugs: Collection[str]) -> dict[str, tuple[date, int]]:
        with self._line.asked() as disk:
            last = {slug: days[-1] for slug in slugs if (days := disk.days(slug))}
            return {slug: (day, disk.rows[Place(slug, day)][-1].seq) for slug, day in last.items()}

    def left_open(self) -> list[tuple[str, date]]:
        with self._line.asked() as disk:
            last = [(slug, days[-1]) for slug in disk.sites if (days := disk.days(slug))]
            return [(slug, day) for slug, day in last if not disk.closed(Place(slug, day))]

    def mark(self) -> object:
        with self._line.asked() as disk:
            return None if disk.remote else disk.changes
