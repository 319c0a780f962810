"""Paper for the staff: the test ticket and the day's report."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application.house import House
from server.application.reception import Reception
from server.domain import commands as c
from server.domain.refusal import Code
from server.domain.site import Site
from server.protocol.printing import PageRequest, PageView
from server.web.access import Caller, is_in_charge, need
from server.web.doors import body_of, do, enter, key_of, takes
from server.web.problems import Refused

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["office"])


@router.post(
    "/prints",
    status_code=201,
    responses={201: {"model": PageView}},
    openapi_extra=takes(PageRequest, required=True),
)
async def prints(request: Request, site: str) -> Response:
    """Asks a printer for a page. What became of it stands in the journal and in the office."""
    visit = await enter(request, site, is_in_charge)
    wanted, key = await body_of(request, PageRequest), key_of(request)
    view = await print_page(visit.house, visit.reception, wanted, visit.caller, key)
    return Response(view.model_dump_json(), 201, media_type="application/json")


async def print_page(
    house: House, reception: Reception, wanted: PageRequest, caller: Caller, key: str | None
) -> PageView:
    need(caller, reception.site.slug, is_in_charge)
    device_id, name, absent = _printer(house, reception.site, wanted.printer)
    answer = await do(house, reception, c.PrintPage(wanted.kind, device_id, absent), caller, key)
    return PageView(
        job=answer.job or "", kind=wanted.kind, printer=name, printed=answer.printed or "queued"
    )


def _printer(house: House, site: Site, name: str | None) -> tuple[str, str, bool]:
    """Its id, its name, and whether it is known not to answer. Raises `invalid`."""
    if name is None:
        chosen = house.printers.choose(site)
    else:
        chosen = next((p for p in house.printers.of(site.slug).items() if p[1].name == name), None)
    if chosen is None:
        raise Refused(Code.INVALID, field="printer")
    return chosen[0], chosen[1].name, not chosen[1].answers
