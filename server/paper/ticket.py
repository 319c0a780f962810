"""What a ticket says on paper, composed from the day when the printer asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from server.application.reception import Reception
from server.application.views import said
from server.domain.forecast import estimate
from server.domain.lifecycle import State
from server.domain.papers import PrintJob
from server.domain.site import Service, Site
from server.domain.ticket import Ticket
from server.domain.wait import promised
from server.protocol.printing import Passage, PrintOrder, TicketDocument
from server.texts.catalogue import LANGUAGES, gettext_noop, translations, written_in
from server.texts.days import full_day

PATIENCE = timedelta(minutes=2)
"""After that nobody stands before the kiosk any more: the job is not begun."""
SAMPLE = "0" * 26
"""As long as a real token; it opens nothing."""
DUPLICATE = gettext_noop("DUPLICATE")
SHOWN = gettext_noop("Please sit in the waiting room. Your number is shown on the screen.")
ANNOUNCED = gettext_noop("Please sit in the waiting room. Your number is shown and announced.")
FOLLOW = gettext_noop("Follow your turn on your phone")
FAIRNESS = gettext_noop(
    "Each service has its own time. A number may be called before yours: the agent can say why."
)


def ticket_job(reception: Reception, job: PrintJob, base_url: str, now: datetime) -> PrintOrder:
    """A ticket's job as the printer's agent gets it."""
    address = f"{base_url}/t/{reception.token(job.number)}"
    document = _document(reception, reception.committed.tickets[job.number], address, now)
    if job.kind == "duplicate":
        document.copy_mark = translations("fr").gettext(DUPLICATE)
    return PrintOrder(
        id=job.id,
        number=job.number,
        kind="duplicate" if job.kind == "duplicate" else "ticket",
        document=document,
        expires_at=job.asked_at + PATIENCE,
    )


def sample_ticket(reception: Reception, base_url: str, now: datetime) -> TicketDocument:
    """As somebody would get it now for the first service, in the site's first other language."""
    site = reception.site
    service = next(iter(site.services.values()))
    spoken = (code for code in site.languages if written_in(code) not in ("fr", "fr-easy"))
    due = promised(service, now)
    ticket = Ticket(
        number=f"{service.prefix}042",
        services=(service.code,),
        language=next(spoken, "fr"),
        taken_at=now,
        rank=len(reception.committed.tickets),
        due=due,
        promised=due,
    )
    return _document(reception, ticket, f"{base_url}/t/{SAMPLE}", now)


def _document(reception: Reception, ticket: Ticket, address: str, now: datetime) -> TicketDocument:
    return TicketDocument(
        site_name=reception.site.name,
        logo=reception.site.paper.logo or reception.site.face.logo,
        number=ticket.number,
        taken_at=_moment(reception, ticket),
        passages=[_passage(reception, ticket, code, now) for code in _languages(ticket.language)],
        follow_url=address,
    )


def _languages(asked: str) -> list[str]:
    """The visitor's, then French for those who help; easy French is French already."""
    spoken = written_in(asked)
    return [spoken] if LANGUAGES[spoken].tag == "fr" else [spoken, "fr"]


def _moment(reception: Reception, ticket: Ticket) -> str:
    local = ticket.taken_at.astimezone(ZoneInfo(reception.site.timezone))
    return f"{full_day(local.date(), ticket.language)} – {local:%H:%M}"


def _passage(reception: Reception, ticket: Ticket, language: str, now: datetime) -> Passage:
    texts = translations(language)
    # One that has left the site file meanwhile is not named: nobody knows whether it may be.
    known = reception.site.services
    services = [known[code] for code in ticket.services if code in known]
    paper = reception.site.paper
    confidential = any(service.confidential for service in services)
    # A list of papers would tell what a confidential service is about.
    told = services if paper.documents and not confidential else []
    documents = [said(d, language) for service in told for d in service.documents]
    return Passage(
        language=language,
        direction=LANGUAGES[language].direction,
        your_number=texts.gettext("Your number"),
        service=None if confidential else _names(services, language),
        ahead=_ahead(reception, ticket, language),
        wait=_wait(reception, ticket, language, now),
        place=_place(reception.site, language) if ticket.state is State.WAITING else "",
        documents_title=texts.gettext("Have at hand:") if documents else None,
        documents=documents,
        follow=texts.gettext(FOLLOW),
        fairness=texts.gettext(FAIRNESS) if paper.fairness else None,
        footer=said(paper.footer, language) if paper.footer else None,
    )


def _names(services: Sequence[Service], language: str) -> str | None:
    return ", ".join(said(service.name, language) for service in services) or None


def _place(site: Site, language: str) -> str:
    """Where to wait, in the town's words, else in ours. Only what every zone hears is announced:
    nobody knows yet which counter will call."""
    if site.paper.place:
        return said(site.paper.place, language)
    heard = {zone for board in site.boards.values() if board.voice for zone in board.zones}
    everywhere = {counter.zone for counter in site.counters.values()} <= heard
    return translations(language).gettext(ANNOUNCED if everywhere else SHOWN)


def _ahead(reception: Reception, ticket: Ticket, language: str) -> str:
    """The counter for a visitor who is called; nothing for one who does not wait any more."""
    counter = reception.site.counters.get(ticket.counter or "")
    if ticket.state is State.CALLED and counter:
        return said(counter.name, language)
    if ticket.state is not State.WAITING:
        return ""
    n = reception.committed.queues.ahead(ticket)
    texts = translations(language)
    if n == 0:
        return texts.gettext("You are next for this service.")
    return texts.ngettext("%(n)s person before you", "%(n)s people before you", n) % {"n": n}


def _wait(reception: Reception, ticket: Ticket, language: str, now: datetime) -> str | None:
    if ticket.state is not State.WAITING:
        return None
    value = estimate(reception.committed, reception.site, ticket, now)
    if value is None:
        return None
    told = {"low": value.low, "high": value.high}
    gettext = translations(language).gettext
    if value.low == 0:
        return gettext("Wait: less than %(high)s minutes") % told
    return gettext("Wait: %(low)s to %(high)s minutes") % told
