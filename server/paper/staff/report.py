"""The day's report, in lines: numbers, waits, what went wrong. The organisation's figures alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil
from statistics import median

from server.application.sight import Sight
from server.domain.day import Day
from server.domain.figures import FEWEST, figures, wait_minutes
from server.domain.lifecycle import State
from server.domain.papers import FALLBACK
from server.protocol.printing import Line
from server.texts.catalogue import gettext_noop, translations

REASONS = {
    "paper_out": gettext_noop("no paper left"),
    "cover_open": gettext_noop("cover open"),
    "cutter": gettext_noop("cutter blocked"),
    "offline": gettext_noop("does not answer"),
    "no_answer": gettext_noop("does not answer"),
    "expired": gettext_noop("the visitor had gone"),
    "voided": gettext_noop("voided on paper"),
}
OTHER = gettext_noop("other cause")


def reason_words(reason: str | None, language: str) -> str:
    """Why something was not printed."""
    return translations(language).gettext(REASONS.get(reason or "", OTHER))


def report_lines(sight: Sight) -> list[Line]:
    return [*_visitors(sight), *_services(sight), *_incidents(sight)]


def _visitors(sight: Sight) -> Iterator[Line]:
    gettext, day = translations(sight.language).gettext, sight.day
    counted = figures(day, sight.site, sight.now)
    states = Counter(ticket.state for ticket in day.tickets.values())
    there = len(day.tickets) - sum(
        states[s] for s in (State.SERVED, State.LEFT, State.ABSENT, State.CANCELLED)
    )
    yield Line(text=gettext("Visitors"), weight="heading")
    for words, count in (
        (gettext("Tickets taken"), counted.taken),
        (gettext("Served"), counted.served),
        (gettext("Left before their turn"), states[State.LEFT]),
        (gettext("Absent when called"), states[State.ABSENT]),
        (gettext("Cancelled"), states[State.CANCELLED]),
        (gettext("Still there"), there),
    ):
        yield Line(text=words, value=str(count))
    percent = counted.on_time.percent
    share = "–" if percent is None else gettext("%(percent)s %%") % {"percent": percent}
    yield Line(text=gettext("Called in the promised time"), value=share)


def _services(sight: Sight) -> Iterator[Line]:
    gettext = translations(sight.language).gettext
    yield Line(text=gettext("Waits by service"), weight="heading")
    for code, service in sight.site.services_today.items():
        # A visit for several services waited once: it counts for the first.
        first = [t for t in sight.day.tickets.values() if t.services[0] == code]
        if first:
            waits = sorted(wait_minutes(t, sight.now) for t in first if t.first_called_at)
            yield Line(text=sight.said(service.name), value=str(len(first)))
            yield Line(text=_wait(waits, sight.language), weight="small")
    yield Line(
        text=gettext("Below five visits no wait is told: it would describe a person."),
        weight="small",
    )


def _wait(waits: Sequence[float], language: str) -> str:
    """Median, and the wait that nine in ten did not exceed (nearest rank), in minutes."""
    gettext = translations(language).gettext
    if len(waits) < FEWEST:
        return gettext("wait: too few visits")
    ninth = waits[ceil(0.9 * len(waits)) - 1]
    return gettext("wait: median %(median)s min, nine in ten at most %(ninth)s min") % {
        "median": round(median(waits)),
        "ninth": ceil(ninth),
    }


def _incidents(sight: Sight) -> Iterator[Line]:
    gettext, day = translations(sight.language).gettext, sight.day
    refused = Counter(reason_words(reason, sight.language) for reason in _refusals(day))
    doubts = sum(ticket.printed == "doubt" for ticket in day.tickets.values())
    yield Line(text=gettext("Incidents"), weight="heading")
    yield Line(text=gettext("Help asked for"), value=str(day.help_calls))
    yield Line(text=gettext("Tickets not printed"), value=str(refused.total()))
    for reason, count in refused.most_common():
        yield Line(text=f"– {reason}", value=str(count), weight="small")
    yield Line(text=gettext("Tickets in doubt"), value=str(doubts))


def _refusals(day: Day) -> Iterator[str | None]:
    """Why, for each paper that did not come. A printer known to be silent was not even asked."""
    asked = {job.number for job in day.papers.jobs.values()}
    for job in day.papers.jobs.values():
        if job.number and job.kind != FALLBACK and job.result == "not_printed":
            yield job.reason
    for ticket in day.tickets.values():
        if ticket.printed == "not_printed" and ticket.number not in asked:
            yield "offline"
