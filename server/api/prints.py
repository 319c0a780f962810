"""Paper for the staff: the test ticket, the day's report, numbers printed in advance."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application.answers import Answer
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.domain import commands as c
from server.domain.papers import Printer
from server.domain.refusal import Code
from server.domain.site import Site
from server.protocol.printing import FallbackView, PageKind, PageView, PrintsRequest
from server.rim.access import Caller, is_in_charge, need
from server.rim.asker import body_of, do, enter, kept, key_of, takes
from server.rim.problems import Refused

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["office"])


@router.post(
    "/prints",
    status_code=201,
    responses={201: {"model": PageView | FallbackView}},
    openapi_extra=takes(PrintsRequest, required=True),
)
async def prints(request: Request, site: str) -> Response:
    """Asks a printer for paper. What became of it stands in the journal and in the office."""
    asker = await enter(request, site, is_in_charge)
    wanted, key = await body_of(request, PrintsRequest), key_of(request)
    view = await print_out(asker.receptions, asker.reception, wanted, asker.caller, key)
    return Response(view.model_dump_json(), 201, media_type="application/json")


async def print_out(
    receptions: Receptions,
    reception: Reception,
    wanted: PrintsRequest,
    caller: Caller,
    key: str | None,
) -> PageView | FallbackView:
    need(caller, reception.site.slug, is_in_charge)
    printer, name = _printer(receptions, reception.site, wanted.printer)
    if wanted.kind != "fallback":
        page = c.PrintPage(wanted.kind)
        return _page(await do(receptions, reception, page, caller, key, printer), wanted.kind, name)
    answer = await receptions.print_fallback(reception, wanted.count, printer, caller.who(), key)
    numbers = kept(answer).numbers
    return FallbackView(printer=name, count=len(numbers), first=numbers[0], last=numbers[-1])


def _page(answer: Answer, kind: PageKind, printer: str) -> PageView:
    return PageView(
        job=answer.job or "", kind=kind, printer=printer, printed=answer.printed or "queued"
    )


def _printer(receptions: Receptions, site: Site, name: str | None) -> tuple[Printer, str]:
    """With its name. Raises `invalid`."""
    if name is None:
        chosen = receptions.printers.choose(site)
    else:
        chosen = next(
            (p for p in receptions.printers.of(site.slug).items() if p[1].name == name), None
        )
    if chosen is None:
        raise Refused(Code.INVALID, field="printer")
    return Printer(chosen[0], absent=not chosen[1].answers), chosen[1].name
