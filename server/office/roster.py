"""The roster of a week: who is planned at which counter; brought as a file, or one shift at a time.

It is a plan: nothing on this page says what anybody did.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Request, UploadFile
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from server.application.roster import left_out, planned
from server.domain.roster import PlanChanged, PlannedDay, SeenPlan, Shift, Source, version_of
from server.office.page import Looking
from server.office.roster_reading import roster_aside
from server.planning.mistakes import PlanningFileError
from server.planning.roster_file import WrittenShift, all_understood, known_at
from server.protocol.sent import Sent
from server.rim.asker import Asker
from server.rim.pages import shown
from server.rim.staff.planning import mistake_text
from server.texts.catalogue import gettext_noop, translations
from server.texts.days import day_of_this_year

router = APIRouter(prefix="/office/{site}/roster")
A_WEEK = timedelta(weeks=1)
MOST_NAMED = 10
"""Days that are told one by one."""
_CHANGED = gettext_noop(
    "Somebody else has changed the plan since this page was opened. It stands here as it is now: "
    "have a look, then try again."
)


class ShiftOrder(Sent):
    """The fields of the form for one shift, as a person fills them."""

    day: date
    counter: str = Field("", max_length=64)
    agent: str = Field("", max_length=200)
    begins: str = Field("", max_length=8)
    ends: str = Field("", max_length=8)


class FileOrder(Sent):
    """The fields beside a file; the hidden ones say what was seen when the page was opened."""

    since: date | None = None
    seen: str = Field("", max_length=64)
    replace: str = Field("", max_length=8)


class RemovalOrder(Sent):
    """The hidden fields beside a shift."""

    day: date
    counter: str = Field(max_length=64)
    agent: str = Field(max_length=200)
    begins: str = Field(max_length=40)


@dataclass(frozen=True, slots=True)
class PaintedDay:
    day: date
    title: str
    source: Source
    at: dict[str, list[Shift]]
    """By counter."""


@dataclass(frozen=True, slots=True)
class RosterForm:
    """What a form was refused for, and how it was filled in."""

    errors: Sequence[str] = ()
    order: ShiftOrder | None = None
    status: int = 200
    left: Sequence[date] = ()
    """Planned days of which the file that was brought says nothing."""
    seen: str = ""
    """The version of what is planned from this week on."""


@router.get("", response_model=None)
async def roster(looking: Looking, week: str = "", left: str = "") -> Response:
    """`week`: any day of it, as a form sends it; what is no day is the reception's own. `left`: the
    days that a file said nothing of."""
    if isinstance(looking, Response):
        return looking
    on = looking.reception.committed.date
    with suppress(ValueError):
        on = date.fromisoformat(week)
    return await _page(looking, on, RosterForm(left=_days_in(left)))


@router.post("", response_model=None)
async def add(looking: Looking, order: Annotated[ShiftOrder, Form()]) -> Response:
    """One shift more on its day."""
    if isinstance(looking, Response):
        return looking
    rosters, site = looking.receptions.rosters, looking.reception.site
    kept = await asyncio.to_thread(rosters.of, site.slug, order.day)
    hours = (f"{order.day} {order.begins}", f"{order.day} {order.ends}")
    written = [WrittenShift("line", 0, s.agent, s.counter, (s.begins, s.ends)) for s in kept]
    written.append(WrittenShift("line", 1, order.agent, order.counter, hours))
    known = known_at(site, looking.receptions.people)
    try:
        shifts = all_understood(written, known, ZoneInfo(site.timezone))
    except PlanningFileError as error:
        faults = [replace(mistake, number=None) for mistake in error.mistakes]
        told = [mistake_text(fault, looking.language) for fault in faults]
        return await _page(looking, order.day, RosterForm(told, order, 422))
    seen = SeenPlan(order.day, order.day, version_of(kept))
    try:
        await asyncio.to_thread(rosters.replace, site.slug, {order.day: shifts}, seen)
    except PlanChanged:
        return await _page(looking, order.day, _changed(looking, order))
    return _onward(site.slug, order.day)


@router.post("/remove", response_model=None)
async def remove(looking: Looking, order: Annotated[RemovalOrder, Form()]) -> Response:
    """A shift that is gone already is as good as removed."""
    if isinstance(looking, Response):
        return looking
    rosters, slug = looking.receptions.rosters, looking.reception.site.slug
    gone = (order.counter, order.agent, order.begins)
    kept = await asyncio.to_thread(rosters.of, slug, order.day)
    left = [s for s in kept if (s.counter, s.agent, s.begins.isoformat()) != gone]
    seen = SeenPlan(order.day, order.day, version_of(kept))
    try:
        await asyncio.to_thread(rosters.replace, slug, {order.day: left}, seen)
    except PlanChanged:
        return await _page(looking, order.day, _changed(looking))
    return _onward(slug, order.day)


@router.post("/file", response_model=None)
async def bring(
    request: Request, looking: Looking, file: UploadFile, order: Annotated[FileOrder, Form()]
) -> Response:
    """A planner's file, whole or not at all."""
    if isinstance(looking, Response):
        return looking
    receptions, site = looking.receptions, looking.reception.site
    today, reader = looking.reception.committed.date, request.app.state.reader
    brought = await file.read(), site, [*receptions.people], receptions.now()
    try:
        days = await roster_aside(reader, *brought)
    except PlanningFileError as error:
        told = [mistake_text(mistake, looking.language) for mistake in error.mistakes]
        return await _page(looking, today, RosterForm(told, status=422))
    others = await asyncio.to_thread(left_out, receptions.rosters, site.slug, days, today)
    if order.replace:
        days, others = {**days, **dict.fromkeys(others, ())}, []
    seen = SeenPlan(order.since, None, order.seen) if order.since and order.seen else None
    try:
        await asyncio.to_thread(receptions.rosters.replace, site.slug, days, seen)
    except PlanChanged:
        return await _page(looking, min(days, default=today), _changed(looking))
    return _onward(site.slug, min(days, default=today), others)


async def _page(asker: Asker, on: date, form: RosterForm = RosterForm()) -> Response:
    receptions, site = asker.receptions, asker.reception.site
    on = min(max(on, date(2000, 1, 10)), date(2199, 12, 20))  # a week has days on both sides
    monday = on - timedelta(days=on.weekday())
    week = [monday + timedelta(days=n) for n in range(7)]

    def found() -> tuple[str, list[PlannedDay]]:
        days = [planned(site, day, receptions.rosters, receptions.journal) for day in week]
        return receptions.rosters.version(site.slug, monday), days

    seen, days = await asyncio.to_thread(found)
    return roster_page(asker, list(zip(week, days, strict=True)), replace(form, seen=seen))


def roster_page(
    asker: Asker, week: Sequence[tuple[date, PlannedDay]], form: RosterForm
) -> Response:
    site, sight, monday = asker.reception.site, asker.sight, week[0][0]
    people = asker.receptions.people
    return shown(
        "office/roster.html",
        asker.language,
        form.status,
        site=site,
        zone=ZoneInfo(site.timezone),
        week=[_painted(day, found, asker.language) for day, found in week],
        before=(monday - A_WEEK).isoformat(),
        after=(monday + A_WEEK).isoformat(),
        counters={code: sight.counter_name(code) for code in site.counters},
        people=people,
        logins=_by_name({*people} & {*site.agents} or {*site.agents}, people),
        form=form,
        monday=monday,
        left=[day_of_this_year(day, asker.language) for day in form.left],
        today=asker.reception.committed.date,
    )


def _painted(day: date, found: PlannedDay, language: str) -> PaintedDay:
    counters = {shift.counter for shift in found.shifts}
    at = {code: [s for s in found.shifts if s.counter == code] for code in counters}
    return PaintedDay(day, day_of_this_year(day, language), found.source, at)


def _by_name(logins: Iterable[str], people: Mapping[str, str]) -> list[str]:
    return sorted(logins, key=lambda login: (people.get(login) or login).casefold())


def _changed(asker: Asker, order: ShiftOrder | None = None) -> RosterForm:
    return RosterForm([translations(asker.language).gettext(_CHANGED)], order, 409)


def _days_in(told: str) -> list[date]:
    found = []
    for each in told.split(",")[:MOST_NAMED]:
        with suppress(ValueError):
            found.append(date.fromisoformat(each))
    return found


def _onward(slug: str, day: date, left: Sequence[date] = ()) -> Response:
    told = ",".join(map(str, left[:MOST_NAMED]))
    return RedirectResponse(f"/office/{slug}/roster?week={day}{told and f'&left={told}'}", 303)
