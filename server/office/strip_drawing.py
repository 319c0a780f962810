"""The strip of the day as shapes, for an SVG: people who wait and counters above, who came and who
was received below. Lengths in units of the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from server.application.strip import DayStrip
from server.domain.foresight.quarters import QUARTER, DaySpan, Quarter, before
from server.office.strip_words import clock

WIDTH, HEIGHT = 1200, 330
LEFT, RIGHT = 44, 1190
TOP, MIDDLE = 14, 184
"""Of the upper part."""
UPPER, LOWER = 214, 300
"""Of the lower one."""
LEAST = 4
"""An axis goes that far at least: one person more or less is no mountain."""
MOST_LABELS = 14
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    kind: str
    """`came` or `served`."""
    foreseen: bool


@dataclass(frozen=True, slots=True)
class Label:
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class StripDrawing:
    width: int
    height: int
    left: int
    right: int
    grounds: tuple[int, int]
    """The lines on which the two parts stand."""
    waited: str
    """Area of those who waited, as an SVG's points."""
    will_wait: str
    """Line of those who will, on the mean."""
    between: str
    """Area in which eight of ten runs are."""
    staffed: str
    will_be_staffed: str
    bars: tuple[Bar, ...]
    now: float | None
    hours: tuple[Label, ...]
    people: tuple[Label, ...]
    """Beside the upper part."""
    counted: tuple[Label, ...]
    """Beside the lower one."""


def drawing(told: DayStrip, zone: ZoneInfo) -> StripDrawing:
    assert told.span is not None
    ahead = told.rest.quarters if told.rest else ()
    return _Drawer(told.span, told.past, ahead).drawn(told.now, zone)


class _Drawer:
    def __init__(self, span: DaySpan, past: Sequence[Quarter], ahead: Sequence[Quarter]) -> None:
        ends = max([span.ends, *(quarter.ends for quarter in ahead)])
        self._span = DaySpan(span.begins, ends)
        self._past, self._ahead = past, ahead
        both = (*past, *ahead)
        self._most = _nice(max((max(q.most, q.waiting, q.counters) for q in both), default=0))
        self._counts = [*_counts(past, ahead)]
        sums = [sum(pair) for _, *pairs in self._counts for pair in pairs]
        self._most_counted = _nice(max(sums, default=0))

    def drawn(self, now: datetime, zone: ZoneInfo) -> StripDrawing:
        inside = self._span.begins < now < self._span.ends
        return StripDrawing(
            width=WIDTH,
            height=HEIGHT,
            left=LEFT,
            right=RIGHT,
            grounds=(MIDDLE, LOWER),
            waited=self._waited(),
            will_wait=_points(self._future("waiting")) if self._ahead else "",
            between=self._between(),
            staffed=_points(self._steps(self._past)),
            will_be_staffed=_points(self._steps(self._ahead)),
            bars=tuple(chain.from_iterable(self._bars())),
            now=round(self._x(now), 1) if inside else None,
            hours=tuple(self._hours(zone)),
            people=tuple(Label(round(self._y(n), 1), str(n)) for n in (0, self._most)),
            counted=tuple(Label(round(self._low(n), 1), str(n)) for n in (0, self._most_counted)),
        )

    def _x(self, moment: datetime) -> float:
        part = (moment - self._span.begins) / (self._span.ends - self._span.begins)
        return LEFT + part * (RIGHT - LEFT)

    def _y(self, people: float) -> float:
        return MIDDLE - people / self._most * (MIDDLE - TOP)

    def _low(self, people: float) -> float:
        return LOWER - people / self._most_counted * (LOWER - UPPER)

    def _waited(self) -> str:
        if not self._past:
            return ""
        line = [(self._x(q.ends), self._y(q.waiting)) for q in self._past]
        begins = (self._x(self._past[0].begins), float(MIDDLE))
        return _points([begins, *line, (line[-1][0], float(MIDDLE))])

    def _future(self, what: str) -> list[Point]:
        """From where the day is."""
        waits = self._past[-1].waiting if self._past else 0
        line = [(self._x(q.ends), self._y(getattr(q, what))) for q in self._ahead]
        return [(self._x(self._ahead[0].begins), self._y(waits)), *line]

    def _between(self) -> str:
        if not self._ahead:
            return ""
        return _points([*self._future("most"), *reversed(self._future("fewest"))])

    def _steps(self, quarters: Iterable[Quarter]) -> Iterator[Point]:
        for quarter in quarters:
            y = self._y(quarter.counters)
            yield self._x(quarter.begins), y
            yield self._x(quarter.ends), y

    def _bars(self) -> Iterator[Iterator[Bar]]:
        for begins, came, served in self._counts:
            left, right = (min(max(self._x(at), LEFT), RIGHT) for at in (begins, begins + QUARTER))
            width = (right - left) * 0.4
            yield self._pile(left + width * 0.2, width, came, "came")
            yield self._pile(left + width * 1.3, width, served, "served")

    def _pile(
        self, x: float, width: float, counts: tuple[float, float], kind: str
    ) -> Iterator[Bar]:
        """What has been, and on it what is foreseen of the same quarter."""
        been, foreseen = counts
        for low, high, ahead in ((0.0, been, False), (been, been + foreseen, True)):
            if high > low:
                y, foot = self._low(high), self._low(low)
                top, height = round(y, 1), round(foot - y, 1)
                yield Bar(round(x, 1), top, round(width, 1), height, kind, ahead)

    def _hours(self, zone: ZoneInfo) -> Iterator[Label]:
        hours = (self._span.ends - self._span.begins) / timedelta(hours=1)
        every = timedelta(hours=1 + int(hours / MOST_LABELS))
        at = before(self._span.begins)
        while at.astimezone(zone).minute:
            at += QUARTER
        while at <= self._span.ends:
            if at >= self._span.begins:
                yield Label(round(self._x(at), 1), clock(at, zone))
            at += every


def _counts(
    past: Iterable[Quarter], ahead: Iterable[Quarter]
) -> Iterator[tuple[datetime, tuple[float, float], tuple[float, float]]]:
    """Of each quarter of an hour: who came, and who was received, until now and from now on."""
    found: dict[datetime, list[float]] = {}
    for place, quarters in enumerate((past, ahead)):
        for quarter in quarters:
            counts = found.setdefault(before(quarter.begins), [0.0] * 4)
            counts[place] += quarter.arrivals
            counts[2 + place] += quarter.served
    for begins, counts in found.items():
        yield begins, (counts[0], counts[1]), (counts[2], counts[3])


def _nice(most: float) -> int:
    """The end of an axis: the next even number."""
    return max(LEAST, 2 * -int(-most // 2))


def _points(line: Iterable[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
