"""The staff's door: sign in, then the screens one may open; sign out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Query, Request
from pydantic import AfterValidator
from starlette.responses import RedirectResponse, Response

from server.application.receptions import Receptions
from server.application.sites import Front, Sites
from server.domain.refusal import Code
from server.identity.staff import Staff
from server.protocol.brought import as_typed, cleaned
from server.protocol.sent import keepable
from server.rim.access import Known
from server.rim.asker import TheReceptions
from server.rim.flood import SOON
from server.rim.language import language_of
from server.rim.origin import foreign_origin
from server.rim.pages import shown
from server.rim.problems import STATUS, Refused
from server.rim.session import let_in, let_out
from server.rim.words import refusal_text
from server.texts.catalogue import translations

router = APIRouter()

Onward = Annotated[str, Query(alias="next")]


@router.get("/")
async def home(
    request: Request, receptions: TheReceptions, caller: Known, onward: Onward = "/"
) -> Response:
    if caller.staff is None:
        return await _door(request, receptions, onward)
    sites = await asyncio.to_thread(_sites_of, caller.staff, receptions.sites)
    return screens(language_of(request), caller.staff, sites)


@router.post("/sign-in")
async def sign_in(
    request: Request,
    receptions: TheReceptions,
    login: Annotated[str, Form(), AfterValidator(keepable), AfterValidator(as_typed)] = "",
    password: Annotated[str, Form(), AfterValidator(cleaned)] = "",
    onward: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    response = RedirectResponse(local_path(onward), 303)
    try:
        await let_in(request, response, login, password)
    except Refused as refused:
        return await _door(request, receptions, onward, login, refused)
    return response


@router.post("/sign-out")
async def sign_out(request: Request, receptions: TheReceptions) -> Response:
    if foreign_origin(request):
        return await _door(request, receptions, "/", refused=Refused(Code.CROSS_SITE))
    response = RedirectResponse("/", 303)
    await let_out(request, response)
    return response


def local_path(wanted: str) -> str:
    """The wanted page if it is one of ours, else the start.

    Browsers read `//town.example`, `/\\town.example` and addresses with tabs inside as another
    site's: whoever made the link would choose where a signed-in agent lands.
    """
    plain = wanted.isascii() and wanted.isprintable() and not set(wanted) & {"\\", " "}
    parts = urlsplit(wanted) if plain else None
    ours = parts is not None and not parts.scheme and not parts.netloc
    return wanted if ours and wanted.startswith("/") and not wanted.startswith("//") else "/"


async def _door(
    request: Request,
    receptions: Receptions,
    onward: str,
    login: str = "",
    refused: Refused | None = None,
) -> Response:
    only = await asyncio.to_thread(receptions.sites.only)
    return door(language_of(request), only, onward, login, refused)


def door(
    language: str,
    only: Front | None,
    onward: str = "/",
    login: str = "",
    refused: Refused | None = None,
) -> Response:
    """The form; after a refusal with its reason, and the login still there."""
    return shown(
        "entrance/sign_in.html",
        language,
        STATUS[refused.refusal.code] if refused else 200,
        town=only.name if only else None,
        onward=local_path(onward),
        login=login,
        error=_why(refused, language) if refused else None,
    )


def screens(language: str, staff: Staff, sites: Sequence[Front]) -> Response:
    """Those she may open."""
    return shown("entrance/home.html", language, staff=staff, sites=sites)


def _why(refused: Refused, language: str) -> str:
    gettext = translations(language).gettext
    match refused.refusal.code:
        case Code.NOT_SIGNED_IN:
            return gettext("The login or the password is not right.")
        case Code.TOO_MANY_REQUESTS if refused.refusal.facts.get("seconds") != str(SOON):
            return gettext("Too many tries with this login. Wait five minutes, then try again.")
        case _:
            return refusal_text(refused.refusal, language)


def _sites_of(staff: Staff, sites: Sites) -> Sequence[Front]:
    """Her own site; every site for an administrator. Blocking."""
    return sites.fronts(sites.slugs() if staff.role == "admin" else (staff.site,))
