"""Which site file a call was decided by: every file is kept, with the moment it was loaded.

A running server takes a new file in within seconds, each of several by itself, and their clocks may
differ a little. So within `SEEN_WITHIN` of a loading, either file may have decided. When none was
loaded before the day, as with a clock that was set for a demonstration, any of them may have.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from server.domain import events as e
from server.domain.events import Fact
from server.domain.exceptional import DayChange, in_force
from server.domain.former import following
from server.domain.site import Site

SEEN_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class LoadedFile:
    at: datetime
    site: Site


class SiteFiles:
    """Of one day, each with what only an older one has (`former`)."""

    def __init__(self, files: Sequence[LoadedFile]) -> None:
        """The oldest first."""
        self._sites = [file.site for file in files]
        self._times = [file.at for file in files]

    def at(self, moment: datetime) -> list[Site]:
        """Those that may have been in force, the likeliest first."""
        end = bisect_right(self._times, moment + SEEN_WITHIN)
        if end == 0:
            return self._sites
        begin = max(bisect_right(self._times, moment - SEEN_WITHIN) - 1, 0)
        likeliest = max(bisect_right(self._times, moment) - 1, 0)
        others = [n for n in reversed(range(begin, end)) if n != likeliest]
        return [self._sites[n] for n in (likeliest, *others)]


Loaded = Callable[[str, datetime], Iterator[LoadedFile]]
"""A site's files until a moment, the newest first."""


def files_in_force(loaded: Loaded, site: str, facts: Sequence[Fact]) -> SiteFiles:
    """Those that a day's facts were decided by. Raises LookupError when there is none."""
    return files_of(loaded(site, facts[-1].at + SEEN_WITHIN), facts)


def files_of(loaded: Iterable[LoadedFile], facts: Sequence[Fact]) -> SiteFiles:
    """The same, of files that are read as far as needed, the newest first."""
    newest_first = iter(loaded)
    of_the_day: list[LoadedFile] = []
    for file in newest_first:
        of_the_day.append(file)
        if file.at <= facts[0].at - SEEN_WITHIN:
            break
    if not of_the_day:
        raise LookupError("no site file")
    oldest = of_the_day.pop()
    site = _looked_back(oldest.site, newest_first, _services_named(facts))
    files = [LoadedFile(oldest.at, site)]
    for file in reversed(of_the_day):
        site = following(file.site, site)
        files.append(LoadedFile(file.at, site))
    return SiteFiles(files)


def with_days(files: Iterable[LoadedFile], changes: Sequence[DayChange]) -> Iterator[LoadedFile]:
    """The same, and as each change of an exceptional day left them; the newest first. `changes`:
    the oldest first. Those before the first file, by a clock that was set, are laid over it."""
    site, left = None, list(changes)
    for file in files:
        while left and left[-1].at > file.at:
            yield LoadedFile(left[-1].at, _laid_over(file.site, left))
            left.pop()
        site = file.site
        yield LoadedFile(file.at, _laid_over(site, left))
    while site and left:
        yield LoadedFile(left[-1].at, _laid_over(site, left))
        left.pop()


def _laid_over(site: Site, changes: Sequence[DayChange]) -> Site:
    return replace(site, exceptional=in_force(changes)) if changes else site


def _looked_back(site: Site, older: Iterable[LoadedFile], named: frozenset[str]) -> Site:
    """With what somebody came for though the file in force had lost it already."""
    earlier = iter(older)
    while not named <= site.services_today.keys() and (file := next(earlier, None)):
        site = following(site, file.site)
    return site


def _services_named(facts: Iterable[Fact]) -> frozenset[str]:
    named: set[str] = set()
    for fact in facts:
        match fact.event:
            case e.TicketTaken(services=services) | e.TicketTransferred(services=services):
                named.update(services)
            case e.ServiceAdded(service=service):
                named.add(service)
            case _:
                pass
    return frozenset(named)
