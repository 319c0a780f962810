"""The proof of fairness of a day, to be read and printed. No agent's name, and no counter."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from server.application.fairness import fairness_of
from server.domain.fairness.proof import Case, Fairness, ProvedPromise
from server.domain.site import Site
from server.looks.filters import spaced
from server.office.page import Looking
from server.rim.asker import kept
from server.rim.pages import shown
from server.rim.staff.fairness import fairness_view
from server.texts.days import full_day

router = APIRouter(prefix="/office/{site}")


@router.get("/fairness", response_model=None)
async def fairness(looking: Looking, day: str = "") -> Response:
    """`day`: as a form sends it; what is no day is the reception's own."""
    if isinstance(looking, Response):
        return looking
    reception, language = looking.reception, looking.language
    on = today = reception.committed.date
    with suppress(ValueError):
        on = date.fromisoformat(day)
    site = reception.site
    proof = kept(await fairness_of(looking.receptions, site.slug, on))
    return fairness_page(site, on, today, proof, language)


def _as_printed(proof: Fairness) -> Fairness:
    """With its numbers as they stand on paper and on screens."""
    waits, turns, reasons = map(_promise, proof.promises)
    return replace(proof, waits=waits, turns=turns, reasons=reasons)


def _promise(promise: ProvedPromise) -> ProvedPromise:
    worst = _case(promise.worst) if promise.worst else None
    return replace(promise, worst=worst, breaches=tuple(map(_case, promise.breaches)))


def _case(case: Case) -> Case:
    return replace(case, number=spaced(case.number), other=spaced(case.other))


def fairness_page(site: Site, on: date, today: date, proof: Fairness, language: str) -> Response:
    return shown(
        "office/fairness.html",
        language,
        site=site,
        view=fairness_view(site.slug, on, _as_printed(proof), language, site.timezone),
        day=full_day(on, language),
        today=today.isoformat(),
    )
