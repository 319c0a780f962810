"""What managers read: the journal, and what it proves of a day."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import TypeAdapter
from starlette.responses import Response

from server.application.fairness import fairness_of
from server.domain.events import NAMES, Fact
from server.domain.refusal import Code
from server.journal.codec import encode
from server.protocol.fairness import FairnessView
from server.protocol.place import FactView, JournalView
from server.protocol.promise import PromiseScoreView
from server.rim.access import Known, is_in_charge, need
from server.rim.asker import TheReception, TheReceptions, enter, kept
from server.rim.described import KNOWN_AT_A_SITE, By, answers, asked, refuses
from server.rim.pages import as_json
from server.rim.staff.fairness import fairness_view
from server.rim.staff.promise import MONTH, promise_view

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["office"])
LAST = 2**63 - 1
"""No store counts further."""
PAGE = 1000
"""Facts in one answer: ask again with the last `seq` as `after`."""


@router.get(
    "/journal",
    summary="What happened on a day",
    responses={200: answers("Facts", JournalView), **refuses(*KNOWN_AT_A_SITE, Code.INVALID)},
    openapi_extra=asked(By.MANAGER),
)
async def journal(
    receptions: TheReceptions,
    reception: TheReception,
    caller: Known,
    day: date | None = None,
    after: Annotated[int, Query(ge=0, le=LAST)] = 0,
) -> Response:
    """The facts of a day, in order, at most a thousand at a time."""
    need(caller, reception.site.slug, is_in_charge)
    on = day or reception.committed.date
    facts = await asyncio.to_thread(receptions.journal.facts, reception.site.slug, on, after, PAGE)
    view = JournalView(
        site=reception.site.slug, day=on.isoformat(), events=[_told(fact) for fact in facts]
    )
    return Response(view.model_dump_json(), media_type="application/json")


@router.get(
    "/fairness",
    summary="Whether a day was fair",
    responses={
        200: answers("What was found", FairnessView),
        **refuses(*KNOWN_AT_A_SITE, Code.INVALID, Code.NOT_ALLOWED_NOW),
    },
    openapi_extra=asked(By.MANAGER),
)
async def fairness(request: Request, site: str, day: date | None = None) -> Response:
    """Every call of the day, decided anew on the state that it was made in, and the three promises
    with the day's worst case of each. Nobody's name is in it."""
    asker = await enter(request, site, is_in_charge)
    reception = asker.reception
    on = day or reception.committed.date
    proof = kept(await fairness_of(asker.receptions, site, on))
    view = fairness_view(site, on, proof, asker.language, reception.site.timezone)
    return as_json(view)


@router.get(
    "/promise",
    summary="How true the waits were that people were told",
    responses={
        200: answers("What came of them", PromiseScoreView),
        **refuses(*KNOWN_AT_A_SITE, Code.INVALID),
    },
    openapi_extra=asked(By.MANAGER),
)
async def promise(
    request: Request,
    site: str,
    since: Annotated[date | None, Query(alias="from")] = None,
    until: Annotated[date | None, Query(alias="to")] = None,
) -> Response:
    """Of the closed days from one to another: how many were called within the range that they were
    told, how many later; by service and by the wait that was told."""
    asker = await enter(request, site, is_in_charge)
    reception = asker.reception
    last = until or reception.committed.date
    days = (since or last - MONTH, last)
    found = await asyncio.to_thread(asker.receptions.scores, site, *days)
    view = promise_view(reception.site, reception.promiser, days, found)
    return as_json(view)


_BODY: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])


def _told(fact: Fact) -> FactView:
    body = _BODY.validate_json(encode(fact.event)[1])
    return FactView(
        seq=fact.seq, at=fact.at, actor=fact.actor, kind=NAMES[type(fact.event)], body=body
    )
