"""What the strip of the day shows, in sentences and in rows: whoever hears it knows as much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from server.application.strip import DayStrip, Grounds
from server.domain.foresight.quarters import Quarter
from server.domain.foresight.rest_of_day import RestOfDay, differs
from server.looks.filters import speaking
from server.texts.catalogue import gettext_noop, translations, written_in

NOBODY = "–"
PLANNED = {
    "roster": gettext_noop("Counters open as the roster says."),
    "pattern": gettext_noop("There is no roster for today: counters open as on past days like it."),
    "none": gettext_noop("There is no roster: whoever is at a counter now stays until closing."),
}


@dataclass(frozen=True, slots=True)
class QuarterRow:
    begins: str
    ends: str
    foreseen: bool
    arrivals: str
    served: str
    waiting: str
    counters: str


@dataclass(frozen=True, slots=True)
class SideRow:
    title: str
    as_it_goes: str
    tried: str


class StripWords:
    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self._texts = translations(language)
        self._language = written_in(language)
        self._zone = zone
        self._minutes = speaking(self._texts)["minutes"]

    def said(self, told: DayStrip) -> list[str]:
        """What the picture shows, and what its future is reckoned from."""
        gettext = self._texts.gettext
        if told.span is None:
            return [gettext("The reception is closed today, and nobody has come.")]
        said = [self._past(told)]
        if told.rest is None and told.closes and told.closes > told.now:
            said.append(gettext("The rest of the day cannot be foreseen at the moment."))
        elif told.rest is not None and told.rest.quarters:
            said += [self._ahead(told.rest), *self._grounds(told.grounds, told.rest)]
        return said

    def _past(self, told: DayStrip) -> str:
        last = told.past[-1] if told.past else None
        return self._texts.gettext(
            "Until %(time)s – people who came: %(came)s; received: %(served)s; waiting now: "
            "%(waiting)s; counters open: %(counters)s."
        ) % {
            "time": self._clock(told.now),
            "came": round(sum(quarter.arrivals for quarter in told.past)),
            "served": round(sum(quarter.served for quarter in told.past)),
            "waiting": round(last.waiting) if last else 0,
            "counters": round(last.counters) if last else 0,
        }

    def _ahead(self, rest: RestOfDay) -> str:
        worst = max(rest.quarters, key=lambda quarter: quarter.waiting)
        said = self._texts.gettext(
            "From now until closing at %(time)s, dashed – people to come: about %(came)s; most "
            "waiting at once: about %(most)s, towards %(peak)s."
        )
        return said % {
            "time": self._clock(rest.quarters[-1].ends),
            "came": round(rest.coming),
            "most": round(worst.waiting),
            "peak": self._clock(worst.ends),
        }

    def _grounds(self, grounds: Grounds, rest: RestOfDay) -> Iterator[str]:
        gettext, ngettext = self._texts.gettext, self._texts.ngettext
        days = grounds.usual.days
        if days:
            yield ngettext(
                "People come as on %(num)s day of the past four weeks, the same day of the week.",
                "People come as on %(num)s days of the past four weeks, the same day of the week.",
                days,
            ) % {"num": days}
        elif rest.coming:
            yield gettext(
                "There is no past day like this one yet: as many people are expected as came in "
                "the last hour."
            )
        else:
            yield gettext(
                "There is no past day like this one yet, and nobody came in the last hour: nobody "
                "is expected."
            )
        yield gettext(PLANNED[grounds.planned.source])

    def answer(self, told: DayStrip) -> str:
        """What one more counter would change; empty where nobody has asked."""
        if told.begins is None or told.rest is None or told.tried is None:
            return ""
        return self._texts.gettext(
            "One more counter from %(time)s (counters open then: %(more)s instead of %(before)s): "
            "%(effect)s"
        ) % {
            "time": self._clock(told.begins),
            "before": _counters(told.rest, told.begins),
            "more": _counters(told.tried, told.begins),
            "effect": self._effect(told.rest, told.tried),
        }

    def _effect(self, rest: RestOfDay, tried: RestOfDay) -> str:
        """Who would be received at all comes first: their waits are counted then, too."""
        more = round(rest.not_called - tried.not_called)
        received = self._texts.ngettext(
            "%(num)s person more would be received before closing; ",
            "%(num)s people more would be received before closing; ",
            more,
        ) % {"num": more}
        return (received if more > 0 else "") + self._on_waits(rest, tried)

    def _on_waits(self, rest: RestOfDay, tried: RestOfDay) -> str:
        gettext = self._texts.gettext
        if rest.p90 is None or tried.p90 is None:
            return gettext("nobody is expected who would wait for it.")
        if not differs(rest, tried):
            return gettext("no clear difference in how long people wait.")
        return gettext(
            "nine people of ten would wait %(tried)s at most instead of %(wait)s, and the last "
            "visitor would leave at %(sooner)s instead of %(out)s."
        ) % {
            "tried": self._wait(tried.p90),
            "wait": self._wait(rest.p90),
            "sooner": self._out(tried.last_out),
            "out": self._out(rest.last_out),
        }

    def sides(self, told: DayStrip) -> list[SideRow]:
        """As the day goes, and with one more counter: of those who are called from now on."""
        rest, tried = told.rest, told.tried
        if rest is None or tried is None:
            return []
        gettext = self._texts.gettext
        return [
            SideRow(gettext("Half wait at most"), self._wait(rest.p50), self._wait(tried.p50)),
            SideRow(
                gettext("Nine of ten wait at most"), self._wait(rest.p90), self._wait(tried.p90)
            ),
            SideRow(
                gettext("Called within the promised wait"),
                self._share(rest.within),
                self._share(tried.within),
            ),
            SideRow(
                gettext("Last visitor out"), self._out(rest.last_out), self._out(tried.last_out)
            ),
            SideRow(
                gettext("Not received at closing"),
                self._number(rest.not_called),
                self._number(tried.not_called),
            ),
        ]

    def rows(self, told: DayStrip) -> Iterator[QuarterRow]:
        for quarter in told.past:
            yield self._row(quarter, False)
        for quarter in told.rest.quarters if told.rest else ():
            yield self._row(quarter, True)

    def _row(self, quarter: Quarter, foreseen: bool) -> QuarterRow:
        counted = (quarter.arrivals, quarter.served, quarter.waiting, quarter.counters)
        ends = (self._clock(quarter.begins), self._clock(quarter.ends))
        return QuarterRow(*ends, foreseen, *map(self._number, counted))

    def _wait(self, minutes: float | None) -> str:
        return NOBODY if minutes is None else str(self._minutes(round(minutes)))

    def _share(self, share: float | None) -> str:
        if share is None:
            return NOBODY
        return self._texts.gettext("%(percent)s %%") % {"percent": round(share * 100)}

    def _number(self, number: float) -> str:
        return format_decimal(round(number, 1), "0.#", locale=self._language)

    def _out(self, moment: datetime | None) -> str:
        return NOBODY if moment is None else self._clock(moment)

    def _clock(self, moment: datetime) -> str:
        return clock(moment, self._zone)


def clock(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%H:%M")


def _counters(rest: RestOfDay, begins: datetime) -> int:
    """Open at the end of the quarter in which it would open."""
    soon = begins + timedelta(minutes=1)
    return next((round(q.counters) for q in rest.quarters if q.begins < soon <= q.ends), 0)
