"""The wall: all screens of a place side by side, and a guided tour beside them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from starlette.responses import FileResponse, RedirectResponse, Response

from server.application.counters import open_counter
from server.demo.identities import NADIA, give_identities, session_of
from server.demo.opening import next_closing, next_rush
from server.demo.picture import PANES, wall_picture
from server.demo.scenery import Scenery, scenery_of
from server.demo.setting_up import SITE
from server.domain.commands import Who
from server.domain.lifecycle import Actor
from server.domain.refusal import Code
from server.domain.site import Site
from server.rim.access import STAFF_COOKIE, Known, allowed, is_in_charge
from server.rim.asker import Asker, TheReception, TheReceptions, settings_of
from server.rim.cookies import set_cookie
from server.rim.language import language_of
from server.rim.origin import foreign_origin, is_of_this_machine
from server.rim.pages import FRESH, as_json, done, notice, shown
from server.rim.problems import Refused
from server.texts.catalogue import translations, written_in

router = APIRouter()

SPEEDS = (1, 10, 60)
HER_COUNTER = "1"
PAPER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.png")
MOMENTS: dict[str, Callable[[Site, datetime], datetime]] = {
    "rush": next_rush,
    "closing": next_closing,
}
Moment = Literal["rush", "closing"]


@router.get("/demo")
async def enter(request: Request) -> Response:
    """The one address: whoever sits at this machine is somebody on each screen."""
    if not is_of_this_machine(request):
        return _only_here(request)
    response = RedirectResponse(_wall(request), 303)
    known = await give_identities(request, response)
    return response if known else RedirectResponse("/", 303)


@router.post("/demo/nadia")
async def become_nadia(request: Request, receptions: TheReceptions) -> Response:
    """One click, and one sits at counter 1."""
    if not is_of_this_machine(request) or foreign_origin(request):
        return _only_here(request)
    response = RedirectResponse(f"/counter/{SITE}", 303)
    session, reception = await session_of(request, NADIA), await receptions.at(SITE)
    if session and reception:
        hours = settings_of(request).session_hours
        set_cookie(request, response, STAFF_COOKIE, session, hours * 3600)
        await open_counter(receptions, reception, Who(NADIA, Actor.STAFF), HER_COUNTER)
    return response


async def _watching(
    request: Request, receptions: TheReceptions, reception: TheReception, caller: Known
) -> Asker:
    """Who is in charge here. Raises what leads to the door, `forbidden` or `cross_site`."""
    if caller.staff is None:
        raise HTTPException(303, headers={"Location": "/demo"})
    if not allowed(caller, reception.site.slug, is_in_charge):
        raise Refused(Code.FORBIDDEN)
    return Asker(receptions, reception, caller, language_of(request))


async def _steering(request: Request, asker: Annotated[Asker, Depends(_watching)]) -> Asker:
    """From elsewhere one may look, and turn nothing."""
    if not is_of_this_machine(request):
        raise Refused(Code.FORBIDDEN)
    return asker


Watching = Annotated[Asker, Depends(_watching)]
Steering = Annotated[Asker, Depends(_steering)]
TheScenery = Annotated[Scenery, Depends(scenery_of)]


@router.get("/wall/{site}")
async def wall(watching: Watching, scenery: TheScenery) -> Response:
    picture = await wall_picture(scenery, watching)
    site, language = watching.reception.site, written_in(watching.language)
    return shown(
        "demo/wall.html",
        watching.language,
        picture=picture,
        panes=PANES,
        site=site,
        chosen=language,
        speeds=SPEEDS,
        alive=scenery.alive,
    )


@router.get("/wall/{site}/news")
async def news(watching: Watching, scenery: TheScenery) -> Response:
    picture = await wall_picture(scenery, watching)
    return as_json(picture)


@router.post("/wall/{site}/clock")
async def turn_the_clock(
    request: Request,
    steering: Steering,
    scenery: TheScenery,
    speed: Annotated[int, Form(ge=1, le=60)] = 0,
    to: Annotated[Moment | None, Form()] = None,
) -> Response:
    if to:
        moment = MOMENTS[to](steering.reception.site, scenery.clock.now())
        scenery.clock.go_to(moment)
    if speed:
        scenery.clock.run(speed)
    return done(request, _wall(request))


@router.post("/wall/{site}/roll")
async def turn_the_roll(
    request: Request,
    steering: Steering,
    scenery: TheScenery,
    paper: Annotated[Literal["none", "new"], Form()],
) -> Response:
    if paper == "new":
        scenery.roll.renew()
    else:
        scenery.roll.run_out()
    return done(request, _wall(request))


@router.get("/wall/{site}/phone")
async def no_phone(watching: Watching) -> Response:
    return shown("demo/no_phone.html", watching.language)


@router.get("/wall/{site}/paper")
async def paper(watching: Watching, scenery: TheScenery, name: str = "") -> Response:
    """The paper that fell last, as a page of its own."""
    return shown(
        "demo/paper.html",
        watching.language,
        fallen=name if PAPER.fullmatch(name) else None,
        site=watching.reception.site,
    )


@router.get("/wall/{site}/papers/{name}")
async def paper_file(watching: Watching, scenery: TheScenery, name: str) -> Response:
    file = scenery.tickets / name
    if not PAPER.fullmatch(name) or not await asyncio.to_thread(file.is_file):
        raise HTTPException(404)
    return FileResponse(file, headers=dict(FRESH))


def _wall(request: Request) -> str:
    chosen = request.query_params.get("lang")
    return f"/wall/{SITE}" + (f"?lang={written_in(chosen)}" if chosen else "")


def _only_here(request: Request) -> Response:
    language = language_of(request)
    gettext = translations(language).gettext
    words = gettext(
        "The tour opens on the machine where the demonstration runs. Here you may sign in, or"
        " follow a ticket by the code on its paper."
    )
    return notice(language, 403, gettext("The demonstration is elsewhere"), words)
