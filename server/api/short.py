"""The calls that a hall makes all day, on plain routes before FastAPI's own.

For each request FastAPI walks its nested routers, solves dependencies and opens exit stacks: that
was a third of what a ticket cost. These calls need nothing of it but the description, which their
FastAPI routes go on giving: each route here is made from one of those.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any, get_type_hints

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from server.api import counters, tickets, visitor
from server.domain.refusal import Code
from server.rim.problems import Refused

OFTEN: tuple[tuple[APIRouter, tuple[Callable[..., Any], ...]], ...] = (
    (tickets.router, (tickets.take_ticket, tickets.act_on_ticket)),
    (counters.router, (counters.call_next,)),
    (visitor.router, (visitor.ticket,)),
)


def short_routes() -> list[Route]:
    return [
        Route(route.path, ShortEndpoint(route.endpoint), methods=list(route.methods or ()))
        for router, often in OFTEN
        for route in router.routes
        if isinstance(route, APIRoute) and route.endpoint in often
    ]


class ShortEndpoint:
    """The same function, given what the address says.

    An ASGI application by itself: around a function Starlette would catch refusals a second time,
    with a request and four more calls for each that is answered.
    """

    def __init__(self, endpoint: Callable[..., Awaitable[Response]]) -> None:
        self._endpoint = endpoint
        self._choices = {
            name: kind
            for name, kind in get_type_hints(endpoint).items()
            if isinstance(kind, type) and issubclass(kind, StrEnum)
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        said = scope["path_params"]
        for name, kind in self._choices.items():
            said = said | {name: _one_of(kind, name, said[name])}
        answer = await self._endpoint(Request(scope, receive, send), **said)
        await answer(scope, receive, send)


def _one_of(kind: type[StrEnum], name: str, said: str) -> StrEnum:
    """Raises `invalid`."""
    try:
        return kind(said)
    except ValueError as error:
        raise Refused(Code.INVALID, field=name) from error
