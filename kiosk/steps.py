"""How far the visitor has come: one page per step, at most one question on each."""

from __future__ import annotations

from enum import StrEnum

from kiosk.address import MOST_DEMANDS, Asked
from kiosk.standing import standing
from server.application.closing import closing_soon, newcomer_before_closing
from server.application.sight import Sight
from server.application.views import newcomer
from server.domain.site import Service, Site
from server.texts.catalogue import LANGUAGES

GUIDANCE = "welcome"
"""The service behind "I don't know": somebody who listens and shows the way."""


class Step(StrEnum):
    """Each has its template."""

    START = "start"
    CLOSED = "closed"
    REASON = "reason"
    APPOINTMENT = "appointment"
    UNAVAILABLE = "unavailable"
    LATE = "late"
    MISSING = "missing"
    LIST = "list"
    CONFIRM = "confirm"
    TICKET = "ticket"


def languages_offered(site: Site) -> list[str]:
    """The site's languages that we speak; French when there is none."""
    return [code for code in site.languages if code in LANGUAGES] or ["fr"]


def language_spoken(site: Site, asked: Asked) -> str:
    offered = languages_offered(site)
    return asked.lang if asked.lang in offered else offered[0]


def demands_of(site: Site, asked: Asked) -> list[Service]:
    """What she comes for, as far as the site knows it."""
    known = (site.services_today.get(code) for code in asked.demands)
    return [service for service in known if service][:MOST_DEMANDS]


def is_adding(site: Site, asked: Asked) -> bool:
    """She looks for one demand more."""
    return asked.more == "yes" and 0 < len(demands_of(site, asked)) < MOST_DEMANDS


def step_of(sight: Sight, asked: Asked) -> Step:
    if asked.ticket and sight.reception.number_of(asked.ticket):
        return Step.TICKET
    if not sight.opening.open:
        return Step.CLOSED
    if asked.lang not in languages_offered(sight.site):
        return Step.START
    if asked.appointment:
        return Step.APPOINTMENT
    return _step_for_service(sight, asked)


def _step_for_service(sight: Sight, asked: Asked) -> Step:
    service = sight.site.services_today.get(asked.service)
    if service is None:
        return Step.REASON
    if standing(sight, service) != "open":
        return Step.UNAVAILABLE
    if is_adding(sight.site, asked):
        return Step.REASON
    if asked.more == "list" and len(demands_of(sight.site, asked)) > 1:
        return Step.LIST
    if not (asked.late or asked.key) and _asks_first(sight, service.code):
        # Never under the finger of whoever already stands before "take": her key says so.
        return Step.LATE
    if asked.ready == "no":
        return Step.MISSING
    return Step.CONFIRM


def _asks_first(sight: Sight, service: str) -> bool:
    """Her turn may come after closing; or it closes soon, and nobody is there to call her."""
    before = newcomer_before_closing(sight, service, newcomer(sight, service))
    nobody = before.answer == "nobody" and closing_soon(sight) is not None
    return before.unsure or nobody


def step_back(asked: Asked, step: Step) -> Asked | None:
    """Where "Back" leads; None where there is nothing to go back to."""
    chosen = asked.choosing().but(group=asked.group, page=asked.page)
    match step:
        case Step.START | Step.CLOSED | Step.TICKET:
            return None
        case Step.REASON if asked.more and (asked.group or asked.page):
            return asked.but(group="", page="", notice="")
        case Step.REASON | Step.LIST if asked.more:
            return asked.but(more="", notice="")
        case Step.REASON if asked.group or asked.page:
            return asked.choosing()
        case Step.REASON:
            return asked.reading()
        case Step.MISSING:
            return asked.but(ready="", notice="")
        case Step.CONFIRM if asked.ready:
            return asked.but(ready="no", notice="")
        case Step.CONFIRM if asked.also:
            return asked.demanding(asked.demands[:-1])
        case Step.CONFIRM if asked.late:
            return asked.but(late="", key="", notice="")
        case _:
            return chosen
