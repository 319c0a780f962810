"""Who asks, at which reception: what every route begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.sight import Sight
from server.domain import commands as c
from server.domain.refusal import Code, Refusal
from server.rim.access import Caller, Rule, caller_of, need
from server.rim.language import language_of
from server.rim.origin import PAGES, sane_host
from server.rim.problems import Refused, UnknownSite
from server.settings import Settings

A = TypeVar("A")


def receptions_of(connection: HTTPConnection) -> Receptions:
    receptions: Receptions = connection.app.state.receptions
    return receptions


def settings_of(connection: HTTPConnection) -> Settings:
    settings: Settings = connection.app.state.settings
    return settings


async def reception_at(connection: HTTPConnection, site: str) -> Reception:
    """Raises UnknownSite, and Unavailable when the store cannot open it."""
    reception = await receptions_of(connection).at(site)
    if reception is None:
        raise UnknownSite
    return reception


async def _receptions(request: Request) -> Receptions:
    return receptions_of(request)


async def _reception(request: Request, site: str) -> Reception:
    return await reception_at(request, site)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks or looks, where, in which language."""

    receptions: Receptions
    reception: Reception
    caller: Caller
    language: str
    params: Mapping[str, str] = field(default_factory=dict)
    """What the address says: the board's code, the ticket's number."""

    @property
    def sight(self) -> Sight:
        """What there is to see at this moment: an asker may stay for hours."""
        return Sight(self.reception, self.receptions.now(), self.language)

    @property
    def key(self) -> str:
        """Of the forms on this person's page, for browsers without script.

        It is renewed by her own deeds alone. Pressed twice on one page, a button is one command;
        once it was carried out, or anything else by her, the same button is another. What others do
        leaves it, and her page, as it is; a refusal too, but a refused command has used no key.
        """
        login = self.caller.who().name
        return f"{login}-{self.reception.last_of.get(login, 0)}"

    @property
    def who(self) -> c.Who:
        return self.caller.who()

    @property
    def here(self) -> tuple[Receptions, Reception, c.Who]:
        """What every use case begins with."""
        return self.receptions, self.reception, self.who


async def enter(request: Request, site: str, rule: Rule) -> Asker:
    """Raises UnknownSite, `not_signed_in`, `forbidden` or `cross_site`.

    Plain calls and no dependencies: resolving four of them costs more than taking the ticket.
    """
    reception = await reception_at(request, site)
    caller = need(await caller_of(request), site, rule)
    return Asker(receptions_of(request), reception, caller, language_of(request))


TheReceptions = Annotated[Receptions, Depends(_receptions)]
TheReception = Annotated[Reception, Depends(_reception)]


def kept(answer: A | Refusal) -> A:
    """The answer. Raises the refusal."""
    if isinstance(answer, Refusal):
        raise Refused(answer.code, **answer.facts)
    return answer


async def holder_of(connection: HTTPConnection, token: str) -> tuple[Reception, str]:
    """Raises `unknown_ticket` for a secret that opens nothing today."""
    held = await receptions_of(connection).holder(token)
    if held is None:
        raise Refused(Code.UNKNOWN_TICKET)
    return held


def base_url(connection: HTTPConnection) -> str:
    """The address people reach us at: as configured, else as this request came. What it says of
    the host is printed and sent to phones: it has to be able to be one."""
    configured = settings_of(connection).base_url
    if configured:
        return configured.rstrip("/")
    scheme = connection.scope["scheme"]
    scheme = PAGES.get(scheme, scheme)  # a printer's agent comes by a socket
    host = sane_host(connection) or _our_end(connection)
    return f"{scheme}://{host}{connection.scope.get('root_path', '')}".rstrip("/")


def _our_end(connection: HTTPConnection) -> str:
    """Where the request arrived, whatever it called us."""
    host, port = connection.scope.get("server") or ("localhost", None)
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port else name
