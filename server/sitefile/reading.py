"""A site file's text becomes a `Site`, or a list of mistakes: line, key and cure."""

from __future__ import annotations

from pydantic import ValidationError

from server.domain import site as d
from server.domain.appointments import Margins
from server.sitefile.agreement import disagreements
from server.sitefile.mistakes import of_shape, refuse
from server.sitefile.schema import ServiceTable, SiteFile, TicketTable
from server.sitefile.syntax import tables

EASY_FRENCH = "fr-easy"
KEPT_LETTERS = "XYZWVUTSRPNMLKJHGFEDCBA"
"""For numbers printed in advance: the last letters are the least used."""


def read_site(text: str) -> d.Site:
    """Raises SiteFileError, naming every mistake that can be seen at once."""
    file = _file(text)
    refuse(text, disagreements(file))
    return _site(file)


def _file(text: str) -> SiteFile:
    """Raises SiteFileError."""
    raw = tables(text)
    try:
        return SiteFile.model_validate(raw)
    except ValidationError as error:
        refuse(text, of_shape(error))
        raise


def _site(file: SiteFile) -> d.Site:
    head = file.site
    return d.Site(
        slug=head.slug,
        name=head.name,
        timezone=head.timezone,
        hours=head.hours,
        country=head.country,
        languages=tuple(head.languages),
        rollover=head.rollover,
        policy=d.Policy(**file.policy.model_dump()),
        services={s.code: _service(s, file.policy.target_wait) for s in file.services},
        groups={g.code: d.Group(**g.model_dump()) for g in file.groups},
        counters={c.code: d.Counter(**c.model_dump()) for c in file.counters},
        agents={
            a.login: d.Agent(a.login, a.skills, d.Constraints(**a.constraints.model_dump()))
            for a in file.agents
        },
        boards={
            b.code: d.Board(
                b.code, tuple(b.zones), tuple(b.languages), b.voice, b.distance, b.diagonal
            )
            for b in file.boards
        },
        kiosks={k.name: d.Kiosk(k.name, tuple(k.printers), k.label or {}) for k in file.kiosks},
        face=d.Face(head.brand, head.logo),
        paper=_paper(file.ticket, _kept_letter(file)),
        margins=Margins(**file.appointments.model_dump()),
        phone=head.phone,
        website=head.website,
    )


def _paper(table: TicketTable, kept_letter: str) -> d.Paper:
    footer, place = table.footer or {}, table.place or {}
    return d.Paper(table.logo, table.documents, table.fairness, footer, kept_letter, place)


def _kept_letter(file: SiteFile) -> str:
    """As the file says; else the first of these that no service has."""
    taken = {service.prefix for service in file.services}
    free = (letter for letter in KEPT_LETTERS if letter not in taken)
    return file.ticket.fallback_prefix or next(free, "")


def _service(table: ServiceTable, target_wait: int) -> d.Service:
    told = table.model_dump(exclude={"easy"})
    if easy := table.easy.get("fr"):
        told["name"] = {EASY_FRENCH: easy, **table.name}
    told["target_wait"] = table.target_wait or target_wait
    told["documents"] = tuple(table.documents)
    told["words"] = {language: tuple(words) for language, words in table.words.items()}
    return d.Service(**told)
