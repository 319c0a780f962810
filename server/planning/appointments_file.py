"""Appointments as a file: a table with `id,at,services,language`, or a calendar whose events name
the service first. Names are dropped here: nothing behind this door has ever seen one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from server.domain.appointments import Wanted
from server.domain.site import Site
from server.planning.calendar_file import CalendarEvent, a_year_around, events_of
from server.planning.mistakes import FileMistake, PlanningFileError, Unclear
from server.planning.moments import moment
from server.planning.names import codes_by_name, known_as
from server.planning.opening import is_calendar
from server.planning.table_file import TableRow, rows_of
from server.texts.catalogue import gettext_noop

COLUMNS = ("id", "at", "services")
LONGEST_ID = 100
_UNKNOWN_SERVICE = gettext_noop(
    "there is no service “%(written)s”; the nearest is “%(nearest)s”: correct the file, or add the "
    "service to the site file first"
)
_NO_SERVICE = gettext_noop("no service is named; write its code, as in “%(nearest)s”")
_NO_ID = gettext_noop("the appointment has no name of its own, or a very long one; give it one")
_SAME_ID = gettext_noop("“%(id)s” is there twice; give each appointment a name of its own")


@dataclass(frozen=True, slots=True)
class _Place:
    kind: Literal["line", "event"]
    number: int


Read = Callable[[], Wanted]
"""Raises Unclear."""


def appointments_in(data: bytes, site: Site, now: datetime) -> list[Wanted]:
    """Those of today and later; what is over is left out. Raises PlanningFileError."""
    reader = _Reader(site)
    if is_calendar(data):
        found = reader.events(events_of(data, reader.zone, a_year_around(now)))
    else:
        found = ((_Place("line", row.line), reader.row(row)) for row in rows_of(data, COLUMNS))
    today = now.astimezone(reader.zone).date()
    return [wanted for wanted in _all(found) if wanted.at.date() >= today]


class _Reader:
    def __init__(self, site: Site) -> None:
        self.zone = ZoneInfo(site.timezone)
        self._language = site.languages[0]
        self._services = codes_by_name(site.services)

    def row(self, row: TableRow) -> Read:
        def read() -> Wanted:
            cells = row.cells
            at = moment(cells["at"], self.zone).astimezone(self.zone)
            services = self._several(cells["services"])
            language = cells.get("language") or self._language
            return Wanted(_id(cells["id"]), at, services, language)

        return read

    def events(self, events: Iterable[CalendarEvent]) -> Iterator[tuple[_Place, Read]]:
        """Of one that is repeated, each repetition is an appointment of its own."""
        events = list(events)
        times = Counter(event.id for event in events)
        for event in events:
            alone = times[event.id] == 1
            yield _Place("event", event.number), self._event(event, alone)

    def _event(self, event: CalendarEvent, alone: bool) -> Read:
        def read() -> Wanted:
            id = event.id if alone else f"{event.id} {event.begins.astimezone(UTC):%Y%m%dT%H%M}"
            at = event.begins.astimezone(self.zone)
            services = self._in_title(event.title)
            return Wanted(_id(id), at, services, self._language, event.cancelled)

        return read

    def _several(self, written: str) -> tuple[str, ...]:
        parts = [part for part in re.split(r"[+|/]|\s+(?=[a-z])", written) if part.strip()]
        if written.strip().casefold() in self._services:
            parts = [written]
        return tuple(dict.fromkeys(self._service(part) for part in parts))

    def _in_title(self, title: str) -> tuple[str, ...]:
        """Before a colon or a dash, where a name may follow: it is not read."""
        return (self._service(re.split(r"\s*:\s|\s+[-–]\s+", title, maxsplit=1)[0]),)

    def _service(self, written: str) -> str:
        """Raises Unclear."""
        if not written.strip():
            raise Unclear(_NO_SERVICE, nearest=next(iter(self._services.values())))
        return known_as(written.strip(), self._services, _UNKNOWN_SERVICE)


def _id(written: str) -> str:
    """Raises Unclear."""
    if not 0 < len(written) <= LONGEST_ID:
        raise Unclear(_NO_ID)
    return written


def _all(found: Iterable[tuple[_Place, Read]]) -> list[Wanted]:
    """Raises PlanningFileError with every mistake."""
    wanted: dict[str, Wanted] = {}
    mistakes: list[FileMistake] = []
    for place, read in found:
        try:
            one = read()
            if one.id in wanted:
                raise Unclear(_SAME_ID, id=one.id)
            wanted[one.id] = one
        except Unclear as error:
            mistakes.append(FileMistake(error.fault, error.values, place.kind, place.number))
    if mistakes:
        raise PlanningFileError(mistakes)
    return list(wanted.values())
