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
        Route(route.path, _plain(route.endpoint), methods=list(route.methods or ()))
        for router, often in OFTEN
        for route in router.routes
        if isinstance(route, APIRoute) and route.endpoint in often
    ]


def _plain(
    endpoint: Callable[..., Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """The same function, given what the address says."""
    choices = {
        name: kind
        for name, kind in get_type_hints(endpoint).items()
        if isinstance(kind, type) and issubclass(kind, StrEnum)
    }

    async def answer(request: Request) -> Response:
        said = request.path_params
        for name, kind in choices.items():
            said = said | {name: _one_of(kind, name, said[name])}
        return await endpoint(request, **said)

    return answer


def _one_of(kind: type[StrEnum], name: str, said: str) -> StrEnum:
    """Raises `invalid`."""
    try:
        return kind(said)
    except ValueError as error:
        raise Refused(Code.INVALID, field=name) from error
