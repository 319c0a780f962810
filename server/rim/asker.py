"""What every route needs: the house, the site's reception, a command carried through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.requests import HTTPConnection

from server.application.answers import Answer
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.domain import commands as c
from server.domain.refusal import Code, Refusal
from server.rim.access import Caller, Rule, caller_of, need
from server.rim.language import language_of
from server.rim.problems import Refused, UnknownSite
from server.settings import Settings

KEY_LENGTH = 200
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH},
    "description": "The same key on the same site and day gives the first answer again",
}

_PAGES = {"ws": "http", "wss": "https", "https": "https"}
"""A printer's agent comes by a socket; what it prints is opened by a browser."""

Body = TypeVar("Body", bound=BaseModel)


def takes(body: type[BaseModel] | None = None, required: bool = False) -> dict[str, Any]:
    """What a call takes, for the API's description; `key_of` and `body_of` read it."""
    if body is None:
        return {"parameters": [_KEY]}
    content = {"application/json": {"schema": body.model_json_schema()}}
    return {"parameters": [_KEY], "requestBody": {"content": content, "required": required}}


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
    def now(self) -> datetime:
        """The day's time."""
        return self.reception.moment(self.clock)

    @property
    def clock(self) -> datetime:
        """For opening hours: a clock that was wrong before has left later facts."""
        return self.receptions.now()

    async def do(self, command: c.Command, key: str | None = None) -> Answer:
        """Raises the refusal."""
        return await do(self.receptions, self.reception, command, self.caller, key)


def key_of(request: Request) -> str | None:
    """The idempotency key, if any. Raises `invalid` for one that is empty or too long."""
    key = request.headers.get("idempotency-key")
    if key is not None and not 0 < len(key) <= KEY_LENGTH:
        raise Refused(Code.INVALID, field="Idempotency-Key")
    return key


async def body_of(request: Request, kind: type[Body]) -> Body:
    """The request's body; an empty one is an empty object. Raises `invalid`, naming the fields."""
    try:
        return kind.model_validate_json(await request.body() or b"{}")
    except ValidationError as error:
        fields = ", ".join(".".join(str(p) for p in e["loc"]) or "body" for e in error.errors())
        raise Refused(Code.INVALID, field=fields) from error


async def enter(request: Request, site: str, rule: Rule) -> Asker:
    """Raises UnknownSite, `not_signed_in`, `forbidden` or `cross_site`.

    Plain calls and no dependencies: resolving four of them costs more than taking the ticket.
    """
    reception = await reception_at(request, site)
    caller = need(await caller_of(request), site, rule)
    return Asker(receptions_of(request), reception, caller, language_of(request))


TheReceptions = Annotated[Receptions, Depends(_receptions)]
TheReception = Annotated[Reception, Depends(_reception)]


def kept(answer: Answer | Refusal) -> Answer:
    """The answer. Raises the refusal."""
    if isinstance(answer, Refusal):
        raise Refused(answer.code, **answer.facts)
    return answer


async def do(
    receptions: Receptions,
    reception: Reception,
    command: c.Command,
    caller: Caller,
    key: str | None = None,
) -> Answer:
    return kept(await receptions.do(reception, command, caller.who(), key))


def printer_for(
    receptions: Receptions, reception: Reception, caller: Caller
) -> tuple[str | None, bool]:
    """The printer that gets a new ticket, and whether it is known not to answer."""
    chosen = receptions.printers.choose(reception.site, caller.kiosk)
    return (chosen[0], not chosen[1].answers) if chosen else (None, False)


async def holder_of(connection: HTTPConnection, token: str) -> tuple[Reception, str]:
    """Raises `unknown_ticket` for a secret that opens nothing today."""
    held = await receptions_of(connection).holder(token)
    if held is None:
        raise Refused(Code.UNKNOWN_TICKET)
    return held


def base_url(connection: HTTPConnection) -> str:
    """The address people reach us at: as configured, else as this request came."""
    configured = settings_of(connection).base_url
    if configured:
        return configured.rstrip("/")
    scheme = _PAGES.get(connection.scope["scheme"], "http")
    host = connection.headers.get("host") or connection.base_url.netloc
    return f"{scheme}://{host}{connection.scope.get('root_path', '')}".rstrip("/")
