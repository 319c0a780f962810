"""A day's proof of fairness in words: the same for the office, for programs and for the command.

Nobody's name is in it, and no counter: it speaks of tickets and of the rule, never of who called.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from server.domain.fairness.proof import Because, Case, CaseKind, Fairness, ProvedPromise
from server.looks.filters import speaking
from server.protocol.fairness import CaseView, FairnessView, PromiseName, PromiseView
from server.rim.words import reason_text
from server.texts.catalogue import gettext_noop, translations

PROMISES: dict[PromiseName, str] = {
    "nobody_waits_for_ever": gettext_noop("Nobody waits for ever."),
    "nobody_is_overtaken": gettext_noop(
        "Nobody is overtaken by a later comer by more than the difference of their promised waits, "
        "legal priority aside."
    ),
    "every_call_has_its_reason": gettext_noop("Every call has its reason."),
}
"""In the order of `Fairness.promises`."""
CASES: dict[CaseKind, str] = {
    "before_due": gettext_noop(
        "Everybody was called by the time they were due; nearest to it was %(number)s, at %(time)s."
    ),
    "past_due": gettext_noop(
        "%(number)s waited longest beyond the time it was due: %(wait)s, until %(time)s."
    ),
    "left_waiting": gettext_noop(
        "%(number)s was still waiting when the day was closed, %(wait)s after it was due."
    ),
    "overlooked": gettext_noop(
        "A counter was told at %(time)s that nobody waits for it, and %(number)s did."
    ),
    "put_back": gettext_noop(
        "The place of %(number)s was put back by %(wait)s at %(time)s, and no rule says so."
    ),
    "overtaken": gettext_noop(
        "%(other)s came %(wait)s after %(number)s and was called first at %(time)s: "
        "their due times allow %(allowed)s."
    ),
    "overtaken_too_far": gettext_noop(
        "%(other)s came %(wait)s after %(number)s and was called first at %(time)s: "
        "their due times allow no more than %(allowed)s."
    ),
    "put_forward": gettext_noop(
        "The place of %(number)s was put forward by %(wait)s at %(time)s, and no rule says so."
    ),
    "another_due": gettext_noop(
        "%(number)s was called at %(time)s; it was the turn of %(other)s (%(right)s)."
    ),
    "nobody_due": gettext_noop(
        "%(number)s was called at %(time)s to a counter that had nobody to call."
    ),
    "another_reason": gettext_noop(
        "%(number)s was called in its turn at %(time)s, for another reason than the one given: "
        "“%(right)s” decided, not “%(recorded)s”."
    ),
}


@dataclass(frozen=True, slots=True)
class _Reader:
    language: str
    timezone: str


def fairness_view(
    site: str, day: date, fairness: Fairness, language: str, timezone: str
) -> FairnessView:
    reader = _Reader(language, timezone)
    return FairnessView(
        site=site,
        day=day.isoformat(),
        calls=fairness.calls,
        by_hand=fairness.by_hand,
        unexplained=fairness.unexplained,
        promises=[
            _promise(name, promise, reader)
            for name, promise in zip(PROMISES, fairness.promises, strict=True)
        ],
    )


def _promise(name: PromiseName, promise: ProvedPromise, reader: _Reader) -> PromiseView:
    return PromiseView(
        name=name,
        text=translations(reader.language).gettext(PROMISES[name]),
        held=promise.held,
        worst=_case(promise.worst, reader) if promise.worst else None,
        breaches=[_case(breach, reader) for breach in promise.breaches],
    )


def _case(case: Case, reader: _Reader) -> CaseView:
    return CaseView(
        number=case.number,
        minutes=case.minutes,
        text=_sentence(case, reader),
        at=case.at,
        seq=case.seq,
    )


def _sentence(case: Case, reader: _Reader) -> str:
    texts = translations(reader.language)
    minutes = speaking(texts)["minutes"]
    return texts.gettext(CASES[case.kind]) % {
        "number": case.number,
        "other": case.other,
        "time": case.at.astimezone(ZoneInfo(reader.timezone)).strftime("%H:%M"),
        "wait": minutes(case.minutes),
        "allowed": minutes(case.allowed),
        "right": _reason(case.right, reader.language),
        "recorded": _reason(case.recorded, reader.language),
    }


def _reason(because: Because | None, language: str) -> str:
    rule, facts = because or ("", {})
    try:
        return reason_text(rule, facts, language)
    except KeyError:  # somebody made it up: no sentence is known for it
        return rule
