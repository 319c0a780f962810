"""The lab's form: as the page's address tells it, as a scenario, and as sentences to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.datastructures import QueryParams

from server.texts.catalogue import gettext_noop, translations

WEEKS = timedelta(weeks=4)
RULES = {
    "due": gettext_noop("by the wait announced for each request"),
    "arrival": gettext_noop("in the order of arrival"),
    "weights": gettext_noop("some requests sooner than others"),
}
MORE_WRONG = gettext_noop(
    "For one more counter, say from when, until when (later), and what it answers."
)
TEACH_WRONG = gettext_noop("Say both who learns a service, and which.")
HOURS_WRONG = gettext_noop("The doors close after they open.")


@dataclass(frozen=True, slots=True)
class LabForm:
    first: date
    last: date
    asked: bool = False
    """Whether it has been sent; opened for the first time, nothing is reckoned."""
    begins: str = ""
    ends: str = ""
    answers: tuple[str, ...] = ()
    """Of one more counter."""
    who: str = ""
    learns: str = ""
    opens: str = ""
    closes: str = ""
    rule: str = ""
    more: str = ""
    """People, in percent."""


def form_of(query: QueryParams, today: date) -> LabForm:
    """What is no day is the last four weeks."""
    yesterday = today - timedelta(days=1)
    first, last = today - WEEKS, yesterday
    with suppress(ValueError):
        first = date.fromisoformat(query.get("from", ""))
    with suppress(ValueError):
        last = date.fromisoformat(query.get("to", ""))
    told = ("begins", "ends", "who", "learns", "opens", "closes", "rule", "more")
    return LabForm(
        first,
        last,
        asked="from" in query,
        answers=tuple(query.getlist("answers")),
        **{name: query.get(name, "").strip() for name in told},
    )


def wrong(form: LabForm) -> str:
    """The sentence on what is half filled in."""
    more = (form.begins, form.ends, form.answers)
    if any(more) and not (all(more) and form.begins < form.ends):
        return MORE_WRONG
    if bool(form.who) != bool(form.learns):
        return TEACH_WRONG
    if form.opens and form.closes and form.closes <= form.opens:
        return HOURS_WRONG
    return ""


def scenario(form: LabForm) -> dict[str, object]:
    """With the keys of `docs/lab.md`; empty where all stays as it was."""
    found: dict[str, object] = {}
    if form.begins:
        skills = dict.fromkeys(form.answers, 1)
        found["counters"] = [{"begins": form.begins, "ends": form.ends, "skills": skills}]
    if form.who:
        found["skills"] = {form.who: {form.learns: 1}}
    if form.rule:
        found["policy"] = {"rule": form.rule}
    if form.more and form.more != "0":
        found["arrivals"] = _times(form.more)
    hours = {"opens": form.opens, "closes": form.closes}
    return found | {name: hour for name, hour in hours.items() if hour}


def _times(percent: str) -> float | str:
    """What is no number is refused with the scenario."""
    try:
        return round(1 + float(percent) / 100, 4)
    except ValueError:
        return percent


def in_words(form: LabForm, services: Mapping[str, str], language: str) -> Iterator[str]:
    """Each change, as whoever decides reads it on paper."""
    gettext = translations(language).gettext
    if form.begins:
        yield gettext("One more counter, from %(begins)s to %(ends)s: %(services)s") % {
            "begins": form.begins,
            "ends": form.ends,
            "services": ", ".join(services.get(code, code) for code in form.answers),
        }
    if form.who:
        service = services.get(form.learns, form.learns)
        yield gettext("A colleague learns: %(service)s") % {"service": service}
    if form.opens:
        yield gettext("Doors open at %(time)s") % {"time": form.opens}
    if form.closes:
        yield gettext("Doors close at %(time)s") % {"time": form.closes}
    if form.rule in RULES:
        yield gettext("People are called %(rule)s") % {"rule": gettext(RULES[form.rule])}
    if form.more and form.more != "0":
        yield gettext("People who come: %(percent)s %% more") % {"percent": form.more}
