"""The sentences for refusals and reasons: one place, every language, from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from server.domain.refusal import Code, Refusal
from server.protocol.queue import ReasonView, WhyView
from server.texts.catalogue import gettext_noop, translations
from server.texts.days import day_of_this_year

REFUSALS: dict[Code, str] = {
    Code.CLOSED: gettext_noop("It is closed at the moment."),
    Code.TOO_LATE_TODAY: gettext_noop(
        "Too many people are waiting: you could not be served today."
    ),
    Code.QUOTA_REACHED: gettext_noop("All of today's tickets for this service have been given."),
    Code.UNKNOWN_SERVICE: gettext_noop("This service does not exist here."),
    Code.UNKNOWN_COUNTER: gettext_noop("This counter does not exist here."),
    Code.UNKNOWN_TICKET: gettext_noop("This ticket does not exist today."),
    Code.UNKNOWN_APPOINTMENT: gettext_noop(
        "This appointment code is not known here. Check it on your letter or message, or ask at "
        "the front desk."
    ),
    Code.TOO_EARLY: gettext_noop(
        "Your appointment is at %(time)s: please come back from %(opens)s."
    ),
    Code.TOO_LATE_APPOINTMENT: gettext_noop(
        "Your appointment was at %(time)s and is no longer kept. Take a ticket without an "
        "appointment, or ask at the front desk."
    ),
    Code.ALREADY_HERE: gettext_noop(
        "You have already checked in: your number is %(number)s. Wait for it to be called; if you "
        "have lost it, ask at the front desk."
    ),
    Code.NOT_ALLOWED_NOW: gettext_noop("This cannot be done now: %(state)s."),
    Code.COUNTER_TAKEN: gettext_noop("A colleague is already at this counter."),
    Code.COUNTER_BUSY: gettext_noop("Finish with %(number)s first."),
    Code.NOT_YOUR_COUNTER: gettext_noop("You are not at this counter."),
    Code.NOT_YOUR_SKILL: gettext_noop("This ticket is for a service that you do not answer."),
    Code.FORBIDDEN: gettext_noop("You do not have the right to do this."),
    Code.NOT_SIGNED_IN: gettext_noop("Sign in first."),
    Code.CROSS_SITE: gettext_noop("This request came from another site and was refused."),
    Code.TOO_MANY_REQUESTS: gettext_noop("Too many requests: wait a moment and try again."),
    Code.INVALID: gettext_noop("The request could not be understood: %(field)s."),
}
EXPLAINED: dict[str, str] = {
    "recalls": gettext_noop("Call once more before declaring an absence."),
    "entered": gettext_noop("Number %(number)s has already been entered today."),
    "not_fallback": gettext_noop(
        "A number printed in advance is %(prefix)s and three digits, as in %(prefix)s001."
    ),
    "no_time": gettext_noop("Write the time of arrival as hours and minutes, as in 09:05."),
    "in_the_future": gettext_noop("The time of arrival is later than now."),
    "before_today": gettext_noop("The time of arrival is not of today."),
    "comes_another_day": gettext_noop(
        "Your appointment is on %(day)s at %(time)s: please come back on that day."
    ),
    "was_another_day": gettext_noop(
        "Your appointment was on %(day)s at %(time)s. Take a ticket without an appointment, or ask "
        "at the front desk."
    ),
    "interruption": gettext_noop(
        "An interruption ends later than it begins, later than now, and on the same day."
    ),
    "planned_already": gettext_noop(
        "Another interruption of this service is planned on that day: take it back first."
    ),
    "planned_far": gettext_noop("An interruption is planned a year ahead at most."),
    "plan_changed": gettext_noop(
        "This plan has changed since you read it. Read it again, then send yours."
    ),
    "exceptional_past": gettext_noop("Choose today or a day to come."),
    "exceptional_far": gettext_noop("Hours are announced a year ahead at most."),
    "exceptional_hours": gettext_noop(
        "Write from when to when it is open, as in 09:00 to 12:00: it closes later than it opens."
    ),
    "exceptional_overlap": gettext_noop(
        "Two openings of a day follow each other: the second begins once the first has ended."
    ),
    "exceptional_already": gettext_noop(
        "Other hours are announced for that day already: take them back first."
    ),
    "few_days": gettext_noop(
        "The lab needs %(needed)s closed days with visitors; there are %(days)s in this time."
    ),
    "span": gettext_noop("The last day is on or after the first, and less than %(days)s days on."),
    "scenario": gettext_noop("This change cannot be played: %(wrong)s."),
    "damaged": gettext_noop("The journal of this day is damaged and cannot be replayed."),
}
"""Why, where the code alone would not help."""
WITHOUT_FACTS: dict[Code, str] = {
    Code.TOO_EARLY: gettext_noop(
        "It is too early for your appointment: please come back nearer to its hour."
    ),
    Code.TOO_LATE_APPOINTMENT: gettext_noop(
        "The hour of your appointment is over. Take a ticket without an appointment, or ask at the "
        "front desk."
    ),
    Code.ALREADY_HERE: gettext_noop(
        "You have already checked in. Wait for your number to be called, or ask at the front desk."
    ),
    Code.NOT_ALLOWED_NOW: gettext_noop("This cannot be done now."),
    Code.COUNTER_BUSY: gettext_noop("Finish with the current visitor first."),
    Code.INVALID: gettext_noop("The request could not be understood."),
}
"""Said when nothing tells which state, number or field it is."""

STATES: dict[str, str] = {
    "waiting": gettext_noop("the ticket is waiting"),
    "called": gettext_noop("the ticket has been called"),
    "serving": gettext_noop("the visitor is being served"),
    "parked": gettext_noop("the ticket is set aside"),
    "served": gettext_noop("the visit is over"),
    "absent": gettext_noop("the visitor was absent"),
    "left": gettext_noop("the visitor has left"),
    "cancelled": gettext_noop("the ticket was cancelled"),
    "closed": gettext_noop("the counter is closed"),
    "paused": gettext_noop("the counter is paused"),
    "open": gettext_noop("the counter is open"),
    "printer_away": gettext_noop("the printer does not answer"),
    "numbers_used": gettext_noop("all 999 numbers have been printed or entered today"),
}

REASONS: dict[str, str] = {
    "next_due": gettext_noop(
        "next to reach its promised time among the services this counter answers"
    ),
    "past_promise": gettext_noop(
        "longest past its promised time among the services this counter answers"
    ),
    "first_come": gettext_noop("first to arrive among the services this counter answers"),
    "weighted": gettext_noop("for a service that is called sooner here than others"),
    "expert_kept": gettext_noop("needs this counter, while a colleague can receive %(left)s"),
    "legal_priority": gettext_noop("legal priority"),
    "after_priority": gettext_noop(
        "after %(run)s priority calls in a row, the longest overdue of the others"
    ),
    "already_received": gettext_noop("already received today, does not queue again"),
    "appointment": gettext_noop("appointment"),
    "kept_for_counter": gettext_noop("sent to this counter by a colleague"),
    "chosen": gettext_noop("chosen by the agent"),
    "away": gettext_noop("has asked for a little more time"),
    "interrupted": gettext_noop("its service is interrupted at the moment"),
}
FOR_VISITORS: dict[str, str] = {
    "next_due": gettext_noop(
        "Numbers are called by the wait announced for each request: whoever reaches it first "
        "comes first."
    ),
    "past_promise": gettext_noop(
        "Your wait is longer than announced: the longest overdue are called first."
    ),
    "first_come": gettext_noop("Numbers are called in the order of arrival."),
    "weighted": gettext_noop(
        "Your request is called sooner here than some others; for the same request, in the order "
        "of arrival."
    ),
    "expert_kept": gettext_noop(
        "Few counters can take your request: this one does, while others receive the other "
        "visitors."
    ),
    "legal_priority": gettext_noop("You have legal priority: your number is called earlier."),
    "after_priority": gettext_noop(
        "People with priority have just been called: now it is the turn of those whose wait is "
        "longer than announced."
    ),
    "already_received": gettext_noop(
        "Somebody has already received you today: you do not queue again."
    ),
    "appointment": gettext_noop("You have an appointment: your place is that of its hour."),
    "kept_for_counter": gettext_noop(
        "You were sent to one counter in particular: your place there is kept."
    ),
    "chosen": gettext_noop("An agent called your number by choice, outside the usual order."),
    "away": gettext_noop(
        "You asked for a little more time: your number is not called before it is over."
    ),
    "interrupted": gettext_noop(
        "Nobody is received for your request at the moment: your number is called afterwards."
    ),
}
"""The same reasons, said to the visitor herself, who waits or is called."""


def refusal_text(refusal: Refusal, language: str) -> str:
    """The sentence that a person reads."""
    gettext = translations(language).gettext
    facts = {name: told for name, told in refusal.facts.items() if told}
    facts |= _moments(facts, language)
    if explained := EXPLAINED.get(facts.get("why", "")):
        return gettext(explained) % facts
    if state := STATES.get(facts.pop("state", "")):
        facts["state"] = gettext(state)
    try:
        return gettext(REFUSALS[refusal.code]) % facts
    except KeyError:
        return gettext(WITHOUT_FACTS[refusal.code])


def _moments(facts: Mapping[str, str], language: str) -> dict[str, str]:
    """Hours as they are said: facts have them as the site's clock shows them, in ISO 8601."""
    told: dict[str, str] = {}
    if "at" in facts:
        at = datetime.fromisoformat(facts["at"])
        told = {"day": day_of_this_year(at.date(), language), "time": f"{at:%H:%M}"}
    if "opens" in facts:
        told["opens"] = f"{datetime.fromisoformat(facts['opens']):%H:%M}"
    return told


def reason_view(rule: str, facts: Mapping[str, str], language: str) -> ReasonView:
    return ReasonView(rule=rule, text=reason_text(rule, facts, language))


def why_view(rule: str, facts: Mapping[str, str], language: str, visitors: str) -> WhyView:
    """`visitors`: the language that she reads."""
    return WhyView(
        rule=rule,
        text=reason_text(rule, facts, language),
        visitor_text=visitor_text(rule, visitors),
        facts=dict(facts),
    )


def reason_text(rule: str, facts: Mapping[str, str], language: str) -> str:
    """Why this person next, so that it can be read out."""
    return translations(language).gettext(REASONS[rule]) % {"run": "", "left": "", **facts}


def visitor_text(rule: str, language: str) -> str:
    """Why, to the one whose number it is."""
    return translations(language).gettext(FOR_VISITORS[rule])
