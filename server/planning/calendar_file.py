"""A calendar (iCalendar), as Outlook, Thunderbird, Google or a planning tool exports it.

Its libraries are imported once a calendar is read: a server that starts does not wait for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from server.planning.mistakes import FileMistake, PlanningFileError, Unclear
from server.planning.opening import text_of
from server.protocol.brought import cleaned
from server.texts.catalogue import gettext_noop

if TYPE_CHECKING:
    from icalendar import Calendar, Event

MOST_EVENTS = 20_000
NO_CALENDAR = gettext_noop("the calendar cannot be read; export it anew as iCalendar (.ics)")
_NO_EVENT = gettext_noop("there is no event in the calendar; check the export")
_TOO_MANY = gettext_noop("the calendar has more than %(most)s events; export fewer weeks")
_UNREADABLE = gettext_noop(
    "“%(name)s” cannot be read in “%(title)s”; correct the event in your calendar and export anew"
)
_NO_START = gettext_noop("“%(title)s” has no beginning; give it one and export anew")
_NO_END = gettext_noop("“%(title)s” does not end after it begins; correct its hours")
_WHOLE_DAY = gettext_noop("“%(title)s” lasts all day; give it its hours")
_ZONE = gettext_noop(
    "“%(title)s” is in the unknown time zone “%(zone)s”; choose one of a town, as Europe/Paris"
)
_TOO_OFTEN = gettext_noop("“%(title)s” is repeated within a day; repeat it by day or by week")


A_YEAR = timedelta(days=366)


class Span(NamedTuple):
    begins: datetime
    ends: datetime


def a_year_around(now: datetime) -> Span:
    """How far an event is repeated, before and after."""
    return Span(now - A_YEAR, now + A_YEAR)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    number: int
    """In the file, counted from 1; all repetitions of an event have the same."""
    id: str
    title: str
    place: str
    begins: datetime
    ends: datetime
    cancelled: bool


def events_of(data: bytes, zone: ZoneInfo, window: Span) -> list[CalendarEvent]:
    """What happens within the window, in UTC, each repetition by itself, in order. What has no time
    zone is in the site's own. Raises PlanningFileError."""
    calendar = _calendar(data)
    numbered = list(enumerate(calendar.events, 1))
    if not numbered:
        raise PlanningFileError([FileMistake(_NO_EVENT)])
    mistakes = []
    for number, event in numbered:
        try:
            _check(event)
        except Unclear as error:
            mistakes.append(FileMistake(error.fault, error.values, "event", number))
        event["X-SUIVANT-NUMBER"] = str(number)  # each repetition is a copy that carries it
    if mistakes:
        raise PlanningFileError(mistakes)
    return list(_told(calendar, zone, window))


def _calendar(data: bytes) -> Calendar:
    from icalendar import Calendar

    # Folded by bytes: a letter may be parted.
    text = text_of(data.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").replace(b"\n ", b""))
    try:
        return Calendar.from_ical(text)
    except (ValueError, IndexError, KeyError) as error:
        raise PlanningFileError([FileMistake(NO_CALENDAR)]) from error


def _check(event: Event) -> None:
    """Raises Unclear."""
    title = _text(event, "SUMMARY")
    for name, _ in event.errors:
        raise Unclear(_UNREADABLE, name=name, title=title)
    if "DTSTART" not in event:
        raise Unclear(_NO_START, title=title)
    for name in ("DTSTART", "DTEND"):
        if name in event:
            _check_time(event, name, title)
    if {*event.get("RRULE", {}).get("FREQ", [])} & {"SECONDLY", "MINUTELY", "HOURLY"}:
        raise Unclear(_TOO_OFTEN, title=title)
    if not event.end - event.start > timedelta(0) and not _is_cancelled(event):
        raise Unclear(_NO_END, title=title)


def _check_time(event: Event, name: str, title: str) -> None:
    written = event[name]
    at = getattr(written, "dt", None)
    if at is None:
        raise Unclear(_UNREADABLE, name=name, title=title)
    if not isinstance(at, datetime):
        raise Unclear(_WHOLE_DAY, title=title)
    if at.tzinfo is None and written.params.get("TZID"):
        raise Unclear(_ZONE, title=title, zone=written.params["TZID"])


def _told(calendar: Calendar, zone: ZoneInfo, window: Span) -> Iterator[CalendarEvent]:
    """Raises PlanningFileError."""
    import recurring_ical_events

    query = recurring_ical_events.of(calendar)
    for count, event in enumerate(query.after(window.begins)):
        if count == MOST_EVENTS:
            raise PlanningFileError([FileMistake(_TOO_MANY, {"most": MOST_EVENTS})])
        begins = _utc(event.start, zone)
        if begins >= window.ends:
            return
        yield CalendarEvent(
            int(event["X-SUIVANT-NUMBER"]),
            _text(event, "UID"),
            _text(event, "SUMMARY"),
            _text(event, "LOCATION"),
            begins,
            _utc(event.end, zone),
            _is_cancelled(event),
        )


def _utc(at: datetime, zone: ZoneInfo) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _text(event: Event, name: str) -> str:
    return cleaned(str(event.get(name, "")))


def _is_cancelled(event: Event) -> bool:
    return _text(event, "STATUS").upper() == "CANCELLED"
