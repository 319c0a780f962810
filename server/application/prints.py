"""Paper for the staff: a test page, the day's report, numbers printed in advance."""

from __future__ import annotations

import asyncio

from server.application.answers import NumbersAnswer, PageAnswer, only
from server.application.printers import PrinterState
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.domain import commands as c
from server.domain.papers import LastFallback, Printer
from server.domain.refusal import Code, Refusal
from server.domain.site import Site
from server.protocol.printing import FallbackView, PageKind, PageView, PrintsRequest


async def print_out(
    receptions: Receptions,
    reception: Reception,
    who: c.Who,
    wish: PrintsRequest,
    key: str | None = None,
) -> PageView | FallbackView | Refusal:
    """What became of it stands in the journal and in the office."""
    chosen = _chosen(receptions, reception.site, wish.printer)
    if chosen is None:
        return Refusal(Code.INVALID, {"field": "printer"})
    device, printer = chosen
    if wish.kind == "fallback":
        return await _numbers(receptions, reception, who, wish.count, device, printer, key)
    return await _page(receptions, reception, who, wish.kind, device, printer, key)


async def _page(
    receptions: Receptions,
    reception: Reception,
    who: c.Who,
    kind: PageKind,
    device: str,
    printer: PrinterState,
    key: str | None,
) -> PageView | Refusal:
    prints = Printer(device, absent=not printer.answers)
    answer = only(
        PageAnswer, await receptions.do(reception, c.PrintPage(kind), who, key, printer=prints)
    )
    if isinstance(answer, Refusal):
        return answer
    return PageView(job=answer.job, kind=kind, printer=printer.name, printed=answer.printed)


async def _numbers(
    receptions: Receptions,
    reception: Reception,
    who: c.Who,
    count: int,
    device: str,
    printer: PrinterState,
    key: str | None,
) -> FallbackView | Refusal:
    """They go on after the last ever printed; of earlier days only the store knows it."""
    day, slug = reception.committed.date, reception.site.slug
    last = await asyncio.to_thread(receptions.journal.last_fallback, slug, day)
    told = await receptions.do(
        reception,
        c.PrintFallback(count),
        who,
        key,
        printer=Printer(device, absent=not printer.answers),
        last_fallback=LastFallback(day, last),
    )
    answer = only(NumbersAnswer, told)
    if isinstance(answer, Refusal):
        return answer
    numbers = answer.numbers
    return FallbackView(
        printer=printer.name, count=len(numbers), first=numbers[0], last=numbers[-1]
    )


def _chosen(
    receptions: Receptions, site: Site, name: str | None
) -> tuple[str, PrinterState] | None:
    """The printer of this name; without one, the first that answers."""
    if name is None:
        return receptions.printers.choose(site)
    ours = receptions.printers.of(site.slug).items()
    return next((pair for pair in ours if pair[1].name == name), None)
