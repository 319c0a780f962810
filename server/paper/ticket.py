"""What a ticket says on paper, composed from the day when the printer asks for it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from server.application.closing import ticket_before_closing
from server.application.sight import Sight
from server.domain.lifecycle import State
from server.domain.papers import PrintJob
from server.domain.ticket import Ticket
from server.domain.wait import promised
from server.protocol.printing import Passage, PrintOrder, TicketDocument
from server.rim import interruption
from server.rim.closing import told
from server.texts.catalogue import LANGUAGES, gettext_noop, translations, written_in
from server.texts.days import full_day
from server.texts.lengths import about

PATIENCE = timedelta(minutes=2)
"""After that nobody stands before the kiosk any more: the job is not begun."""
SAMPLE = "0" * 26
"""As long as a real token; it opens nothing."""
DUPLICATE = gettext_noop("DUPLICATE")
SHOWN = gettext_noop("Please sit in the waiting room. Your number is shown on the screen.")
ANNOUNCED = gettext_noop("Please sit in the waiting room. Your number is shown and announced.")
FOLLOW = gettext_noop("Follow your turn on your phone")
WAIT = gettext_noop("Wait: %(wait)s")
FIRST_CALL = gettext_noop("Wait until the first call: %(wait)s")
FAIRNESS = gettext_noop(
    "Each service has its own time. A number may be called before yours: the agent can say why."
)


def ticket_job(sight: Sight, job: PrintJob, base_url: str) -> PrintOrder:
    """A ticket's job as the printer's agent gets it; the ticket knows its visitor's language."""
    address = f"{base_url}/t/{sight.reception.token(job.number)}"
    document = _document(sight, sight.day.tickets[job.number], address)
    if job.kind == "duplicate":
        document.copy_mark = translations("fr").gettext(DUPLICATE)
    return PrintOrder(
        id=job.id,
        number=job.number,
        kind="duplicate" if job.kind == "duplicate" else "ticket",
        document=document,
        expires_at=job.asked_at + PATIENCE,
    )


def sample_ticket(sight: Sight, base_url: str) -> TicketDocument:
    """As somebody would get it now for the first service, in the site's first other language."""
    site = sight.site
    service = next(iter(site.services.values()))
    spoken = (code for code in site.languages if written_in(code) not in ("fr", "fr-easy"))
    due = promised(service, sight.now)
    ticket = Ticket(
        number=f"{service.prefix}042",
        services=(service.code,),
        language=next(spoken, "fr"),
        taken_at=sight.now,
        rank=len(sight.day.tickets),
        due=due,
        promised=due,
    )
    return _document(sight, ticket, f"{base_url}/t/{SAMPLE}")


def _document(sight: Sight, ticket: Ticket, address: str) -> TicketDocument:
    site = sight.site
    return TicketDocument(
        site_name=site.name,
        logo=site.logo_on_paper,
        number=ticket.number,
        taken_at=_moment(sight, ticket),
        passages=[_passage(sight.told_in(code), ticket) for code in _languages(ticket.language)],
        follow_url=address,
    )


def _languages(asked: str) -> list[str]:
    """The visitor's, then French for those who help; easy French is French already."""
    spoken = written_in(asked)
    return [spoken] if LANGUAGES[spoken].tag == "fr" else [spoken, "fr"]


def _moment(sight: Sight, ticket: Ticket) -> str:
    local = ticket.taken_at.astimezone(ZoneInfo(sight.site.timezone))
    return f"{full_day(local.date(), ticket.language)} – {local:%H:%M}"


def _passage(sight: Sight, ticket: Ticket) -> Passage:
    texts, paper = translations(sight.language), sight.site.paper
    named = list(sight.services_named(ticket))
    whole = len(named) == len(ticket.services)
    # A list of papers would tell what a confidential service is about.
    shown = named if paper.documents and whole else []
    documents = [sight.said(document) for service in shown for document in service.documents]
    timed = sight.site.policy.rule != "arrival"  # else no service has a time of its own
    return Passage(
        language=sight.language,
        direction=LANGUAGES[sight.language].direction,
        your_number=texts.gettext("Your number"),
        service=", ".join(sight.said(service.name) for service in named) if whole else None,
        ahead=_ahead(sight, ticket),
        wait=_wait(sight, ticket),
        place=_place(sight) if ticket.state is State.WAITING else "",
        documents_title=texts.gettext("Have at hand:") if documents else None,
        documents=documents,
        follow=texts.gettext(FOLLOW),
        fairness=texts.gettext(FAIRNESS) if paper.fairness and timed else None,
        footer=sight.said(paper.footer) if paper.footer else None,
    )


def _place(sight: Sight) -> str:
    """Where to wait, in the town's words, else in ours. Only what every zone hears is announced:
    nobody knows yet which counter will call."""
    site = sight.site
    if site.paper.place:
        return sight.said(site.paper.place)
    heard = {zone for board in site.boards.values() if board.voice for zone in board.zones}
    everywhere = {counter.zone for counter in site.counters.values()} <= heard
    return translations(sight.language).gettext(ANNOUNCED if everywhere else SHOWN)


def _ahead(sight: Sight, ticket: Ticket) -> str:
    """The counter for a visitor who is called; nothing for one who does not wait any more."""
    if ticket.state is State.CALLED and ticket.counter:
        return sight.counter_name(ticket.counter)
    if ticket.state is not State.WAITING:
        return ""
    n = sight.day.queues.ahead(ticket)
    texts = translations(sight.language)
    if n == 0:
        return texts.gettext("You are next for this service.")
    return texts.ngettext("%(n)s person before you", "%(n)s people before you", n) % {"n": n}


def _wait(sight: Sight, ticket: Ticket) -> str | None:
    if ticket.state is not State.WAITING:
        return None
    value = sight.waits.of_ticket(sight, ticket)
    if value is None:
        return None
    texts = translations(sight.language)
    words = FIRST_CALL if sight.several_named(ticket) else WAIT
    wait = texts.gettext(words) % {"wait": about(texts, value)}
    news = (
        interruption.told(sight, ticket.remaining),
        told(sight, ticket_before_closing(sight, ticket, value)),
    )
    return ". ".join([wait, " ".join(filter(None, news))]).removesuffix(". ")
