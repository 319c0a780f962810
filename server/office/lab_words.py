"""What the lab found, in the words of the office's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from server.domain.lab.figures import Ranged
from server.domain.lab.study import MANY, Study
from server.looks.filters import speaking
from server.texts.catalogue import gettext_noop, translations

PERCENT = gettext_noop("%(percent)s %%")
Say = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Cell:
    value: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class LabRow:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class LabFound:
    days: int
    explains: bool
    explained: tuple[str, ...]
    """How well, and where not, why."""
    difference: str
    """Empty without a change."""
    rows: tuple[LabRow, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Several changes of the same weeks."""

    days: int
    explains: bool
    explained: tuple[str, ...]
    differences: tuple[str, ...]
    """Of each change."""
    rows: tuple[LabRow, ...]
    """What was, the weeks played again, and each change."""


def side_by_side(studies: Sequence[Study], language: str) -> SideBySide:
    words, first = _Words(language), studies[0]
    columns = [first.was, first.baseline, *(s.changed for s in studies if s.changed)]
    return SideBySide(
        days=first.days,
        explains=first.explains,
        explained=tuple(words.explained(first)),
        differences=tuple(words.difference(study) for study in studies),
        rows=tuple(words.rows(columns)),
    )


def found(study: Study, language: str) -> LabFound:
    words = _Words(language)
    return LabFound(
        days=study.days,
        explains=study.explains,
        explained=tuple(words.explained(study)),
        difference=words.difference(study) if study.changed else "",
        rows=tuple(words.rows([c for c in (study.was, study.baseline, study.changed) if c])),
    )


class _Words:
    def __init__(self, language: str) -> None:
        texts = translations(language)
        self._texts = texts
        self._minutes = speaking(texts)["minutes"]

    def rows(self, columns: Sequence[Ranged]) -> Iterator[LabRow]:
        gettext = self._texts.gettext
        rows: tuple[tuple[str, str, Say], ...] = (
            (gettext("Half waited at most"), "p50", self._wait),
            (gettext("Nine of ten waited at most"), "p90", self._wait),
            (gettext("Called within the promised wait"), "within_target", self._share),
            (gettext("Visitors received a day"), "served", _count),
            (gettext("Gone without being called, a day"), "left", _count),
            (gettext("Last visitor out"), "last_out", _clock),
            (gettext("Work after closing, all counters together"), "overtime", self._wait),
            (gettext("Counter time spent with visitors"), "load", self._share),
        )
        for title, name, say in rows:
            yield LabRow(title, tuple(_cell(each, name, say) for each in columns))

    def explained(self, study: Study) -> Iterator[str]:
        off = {"percent": max(round(abs(study.off) * 100), 1)}
        if study.explains:
            yield self._texts.gettext("The lab explains these weeks within %(percent)s %%.") % off
            return
        yield (
            self._texts.gettext(
                "The lab does not explain these weeks: its own wait is %(percent)s %% off. "
                "What it says of a change is not to be relied on."
            )
            % off
        )
        if study.by_hand > MANY:
            yield self._texts.gettext(
                "%(percent)s %% of the calls were chosen by hand; the lab follows the rule."
            ) % {"percent": round(study.by_hand * 100)}
        if study.sent_on > MANY:
            yield self._texts.gettext(
                "%(percent)s %% of the visitors were sent on, set aside or called in vain."
            ) % {"percent": round(study.sent_on * 100)}

    def difference(self, study: Study) -> str:
        difference = study.difference
        if difference is None or not study.clear:
            return self._texts.gettext("No clear difference: it may be chance.")
        low, high = difference.low["p90"], difference.high["p90"]
        less, more = (
            gettext_noop(
                "The wait that nine of ten stay within would have been %(wait)s shorter "
                "(%(low)s to %(high)s)."
            ),
            gettext_noop(
                "The wait that nine of ten stay within would have been %(wait)s longer "
                "(%(low)s to %(high)s)."
            ),
        )
        nearer, farther = sorted((abs(low), abs(high)))
        return self._texts.gettext(less if high < 0 else more) % {
            "wait": self._wait(abs(difference.value["p90"])),
            "low": self._wait(nearer),
            "high": self._wait(farther),
        }

    def _wait(self, minutes: float) -> str:
        return str(self._minutes(round(minutes)))

    def _share(self, share: float) -> str:
        return self._texts.gettext(PERCENT) % {"percent": round(share * 100)}


def _count(people: float) -> str:
    return str(round(people))


def _clock(minutes: float) -> str:
    return f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}"


def _cell(each: Ranged, name: str, say: Say) -> Cell:
    return Cell(*(say(figures[name]) for figures in (each.value, each.low, each.high)))
