"""A roster as a file: a table with `agent,counter,start,end`, or a calendar whose events are called
by the login and take place at the counter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from server.domain.business_day import business_day
from server.domain.roster import Shift, in_order
from server.domain.site import Site
from server.planning.calendar_file import a_year_around, events_of
from server.planning.mistakes import FileMistake, PlanningFileError, Unclear
from server.planning.moments import moment
from server.planning.names import codes_by_name, known_as
from server.planning.opening import is_calendar
from server.planning.table_file import TableRow, rows_of
from server.texts.catalogue import gettext_noop

COLUMNS = ("agent", "counter", "start", "end")
LONGEST = timedelta(hours=16)
_UNKNOWN_LOGIN = gettext_noop(
    "nobody here signs in as “%(written)s”; the nearest is “%(nearest)s”: correct the file, or add "
    "the account first"
)
_UNKNOWN_COUNTER = gettext_noop(
    "there is no counter “%(written)s”; the nearest is “%(nearest)s”: correct the file, or add the "
    "counter to the site file first"
)
_BACKWARDS = gettext_noop("the end is not after the beginning; correct one of the two")
_TOO_LONG = gettext_noop("the shift lasts more than %(hours)s hours; correct its end")
_TWICE = gettext_noop(
    "“%(agent)s” is planned at “%(first)s” and at “%(second)s” at the same time; correct one"
)


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """Whom and what a roster may speak of: as it is written -> as it is kept."""

    logins: Mapping[str, str]
    counters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WrittenShift:
    """As the file has it, not yet understood."""

    kind: Literal["line", "event"]
    number: int
    agent: str
    counter: str
    hours: tuple[datetime, datetime] | tuple[str, str]


def roster_in(
    data: bytes, site: Site, logins: Collection[str], now: datetime
) -> dict[date, list[Shift]]:
    """All the days that the file speaks of. Raises PlanningFileError."""
    zone, known = ZoneInfo(site.timezone), known_at(site, logins)
    cancelled: list[date] = []
    if is_calendar(data):
        events = events_of(data, zone, a_year_around(now))
        cancelled = [business_day(site, event.begins) for event in events if event.cancelled]
        written = [
            WrittenShift("event", e.number, e.title, e.place, (e.begins, e.ends))
            for e in events
            if not e.cancelled
        ]
    else:
        written = [_of_row(row) for row in rows_of(data, COLUMNS)]
    days: dict[date, list[Shift]] = defaultdict(list, {day: [] for day in cancelled})
    for shift in all_understood(written, known, zone):
        days[business_day(site, shift.begins)].append(shift)
    return dict(days)


def roster_or_mistakes(
    data: bytes, site: Site, logins: Collection[str], now: datetime
) -> dict[date, list[Shift]] | list[FileMistake]:
    """The same for a process of its own, out of which no error comes as it was."""
    try:
        return roster_in(data, site, logins, now)
    except PlanningFileError as error:
        return error.mistakes


def known_at(site: Site, logins: Collection[str]) -> KnownPlaces:
    """A counter is called by its code or by its name in any language."""
    people = {login.casefold(): login for login in (*logins, *site.agents)}
    return KnownPlaces(people, codes_by_name(site.counters))


def _one(shift: WrittenShift, known: KnownPlaces, zone: ZoneInfo) -> Shift:
    """Raises Unclear."""
    agent = known_as(shift.agent, known.logins, _UNKNOWN_LOGIN)
    counter = known_as(shift.counter, known.counters, _UNKNOWN_COUNTER)
    begins, ends = (moment(at, zone) if isinstance(at, str) else at for at in shift.hours)
    if ends <= begins:
        raise Unclear(_BACKWARDS)
    if ends - begins > LONGEST:
        raise Unclear(_TOO_LONG, hours=LONGEST // timedelta(hours=1))
    return Shift(agent, counter, begins, ends)


def _in_two_places(shifts: Iterable[Shift]) -> Iterator[tuple[Shift, Unclear]]:
    """Whoever is planned at two counters at once: the later one, and what is wrong with it."""
    last: dict[str, Shift] = {}
    for shift in sorted(shifts, key=in_order):
        before = last.get(shift.agent)
        if before and shift.begins < before.ends:
            wrong = Unclear(_TWICE, agent=shift.agent, first=before.counter, second=shift.counter)
            yield shift, wrong
        if before is None or shift.ends > before.ends:
            last[shift.agent] = shift


def _of_row(row: TableRow) -> WrittenShift:
    agent, counter, start, end = (row.cells[column] for column in COLUMNS)
    return WrittenShift("line", row.line, agent, counter, (start, end))


def all_understood(
    written: Iterable[WrittenShift], known: KnownPlaces, zone: ZoneInfo
) -> list[Shift]:
    """Raises PlanningFileError with every mistake, each once."""
    places: dict[Shift, WrittenShift] = {}
    wrong: list[tuple[WrittenShift, Unclear]] = []
    for each in written:
        try:
            shift = _one(each, known, zone)
        except Unclear as error:
            wrong.append((each, error))
        else:
            places[shift] = each
    wrong += [(places[shift], error) for shift, error in _in_two_places(places)]
    if wrong:
        told = {(at.number, error.fault): (at, error) for at, error in reversed(wrong)}
        raise PlanningFileError(
            FileMistake(error.fault, error.values, at.kind, at.number)
            for at, error in sorted(told.values(), key=lambda pair: pair[0].number)
        )
    return list(places)
