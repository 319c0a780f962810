"""What `suivant doctor` asks about paper: letters, and what the printers did last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from printer.drawing.fonts import missing_glyphs
from printer.drawing.text import clean
from server.application.clock import clock_from
from server.commands.failure import Failure
from server.domain.business_day import business_day
from server.domain.day import Day
from server.domain.fold import fold
from server.domain.papers import PrintJob
from server.domain.site import Site, Words
from server.identity.devices import list_devices
from server.journal.journal import Journal
from server.paper.unheard import UNHEARD
from server.settings import Settings
from server.sitefile import sites
from server.store.store import Store
from server.texts.catalogue import read_area, translated, written_in

MENDED = ("expired", "voided")
"""Not printed, with nothing wrong at the printer now."""
ON_PAPER = ("common", "paper")
"""Whose words may stand on a ticket."""


def fonts(store: Store) -> str:
    """Every letter that a ticket may need can be drawn."""
    found = list(_sites(store))
    languages = {written_in(code) for site in found for code in site.languages} | {"fr", "en"}
    for language in sorted(languages):
        words = clean("".join([*_messages(language), *_own_words(found, language)]))
        if missing := missing_glyphs(words):
            raise Failure(
                f"no letter for {' '.join(missing[:10])} ({language}); "
                "until there is, its tickets are in French only. For Chinese: "
                "pip install 'suivant[chinese]', or on Debian apt install fonts-noto-cjk"
            )
    return f"every letter of a ticket in {', '.join(sorted(languages))}"


def printers(store: Store) -> str:
    """Each printer, and what became of its last paper today."""
    enrolled = [d for d, revoked in list_devices(store) if d.kind == "printer" and not revoked]
    days = [_today(store, site) for site in _sites(store)]
    if strangers := list(_never_enrolled(store)):
        raise Failure(
            f"the table [[kiosks]] names {', '.join(strangers)}; enrol it: suivant device add"
        )
    if not enrolled:
        return "none enrolled; tickets are shown on the screen only"
    jobs = {job.printer: job for day in days for job in day.papers.jobs.values()}
    told = ", ".join(f"{device.name} ({_last(jobs.get(device.id))})" for device in enrolled)
    if bare := [day.site for day in days if _is_bare(day)]:
        told += f"; the last ticket at {', '.join(bare)} was not printed"
    if bare or any(_is_wrong(jobs.get(device.id)) for device in enrolled):
        raise Failure(f"{told}; see docs/printing.md, then print a test ticket")
    return told


def _sites(store: Store) -> Iterator[Site]:
    for slug in sites.slugs(store):
        yield sites.in_force(store, slug)


def _never_enrolled(store: Store) -> Iterator[str]:
    """What site files say of kiosks and printers that are no devices of that site."""
    there = {(d.site, d.kind, d.name) for d, revoked in list_devices(store) if not revoked}
    for site in _sites(store):
        for kiosk in site.kiosks.values():
            told = [("kiosk", kiosk.name), *(("printer", name) for name in kiosk.printers)]
            yield from (
                f'the {kind} "{name}"'
                for kind, name in told
                if (site.slug, kind, name) not in there
            )


def _messages(language: str) -> Iterator[str]:
    """Of the catalogue; its keys are the English."""
    for area in ON_PAPER:
        for message in translated(read_area("fr" if language == "en" else language, area)):
            said = message.id if language == "en" else message.string
            yield from [said] if isinstance(said, str) else said or []


def _own_words(found: Iterable[Site], language: str) -> Iterator[str]:
    for site in found:
        yield site.name
        texts: list[Words] = [site.paper.footer, site.paper.place]
        for service in site.services.values():
            texts += [service.name, *service.documents]
        yield from (words.get(language, "") for words in texts)


def _today(store: Store, site: Site) -> Day:
    today = business_day(site, clock_from(Settings().clock).now())
    return fold(site.slug, today, Journal(store).facts(site.slug, today))


def _is_bare(day: Day) -> bool:
    """Its newest ticket has no paper."""
    newest = next(reversed(day.tickets.values()), None)
    return newest is not None and newest.printed == "not_printed"


def _last(job: PrintJob | None) -> str:
    if job is None:
        return "nothing printed today: print a test ticket to know whether its agent runs"
    return f"last: {job.reason or job.result or 'on its way'}"


def _is_wrong(job: PrintJob | None) -> bool:
    if job is None or job.reason in MENDED:
        return False
    return job.result == "not_printed" or job.reason == UNHEARD
