"""What every route needs: the house, the site's reception, a command carried through."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header, Request
from starlette.requests import HTTPConnection

from server.application.answers import Answer
from server.application.house import House
from server.application.reception import Reception
from server.domain import commands as c
from server.domain.refusal import Code, Refusal
from server.settings import Settings
from server.web.access import Caller
from server.web.problems import Refused, UnknownSite

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=200)]


def house_of(connection: HTTPConnection) -> House:
    house: House = connection.app.state.house
    return house


def settings_of(connection: HTTPConnection) -> Settings:
    settings: Settings = connection.app.state.settings
    return settings


def reception_at(connection: HTTPConnection, site: str) -> Reception:
    """Raises UnknownSite."""
    reception = house_of(connection).receptions.get(site)
    if reception is None:
        raise UnknownSite
    return reception


async def _house(request: Request) -> House:
    return house_of(request)


async def _reception(request: Request, site: str) -> Reception:
    return reception_at(request, site)


TheHouse = Annotated[House, Depends(_house)]
TheReception = Annotated[Reception, Depends(_reception)]


def kept(answer: Answer | Refusal) -> Answer:
    """The answer. Raises the refusal."""
    if isinstance(answer, Refusal):
        raise Refused(answer.code, **answer.facts)
    return answer


async def do(
    house: House, reception: Reception, command: c.Command, caller: Caller, key: str | None = None
) -> Answer:
    return kept(await house.do(reception, command, caller.who(), key))


def printer_for(house: House, reception: Reception) -> tuple[str | None, bool]:
    """The printer that gets a new ticket, and whether it is known not to answer."""
    chosen = house.printers.choose(reception.site.slug)
    return (chosen[0], not chosen[1].answers) if chosen else (None, False)


def holder_of(connection: HTTPConnection, token: str) -> tuple[Reception, str]:
    """Raises `unknown_ticket` for a secret that opens nothing today."""
    held = house_of(connection).holder(token)
    if held is None:
        raise Refused(Code.UNKNOWN_TICKET)
    return held


def base_url(connection: HTTPConnection) -> str:
    """The address people reach us at: as configured, else as this request came."""
    configured = settings_of(connection).base_url
    return (configured or str(connection.base_url)).rstrip("/")
