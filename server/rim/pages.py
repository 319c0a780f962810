"""A painted page, or a piece of JSON, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.looks.templates import render

Painted = dict[str, Any]
"""What a page's templates want."""
FRESH: Mapping[str, str] = {"Cache-Control": "no-store"}
"""What a queue looked like a minute ago must not come back from a cache, nor a visitor's page."""


def shown(template: str, language: str, status: int = 200, /, **context: object) -> HTMLResponse:
    return HTMLResponse(render(template, language, **context), status, headers=dict(FRESH))


def json(body: bytes, status: int = 200) -> Response:
    """An answer that is JSON already."""
    return Response(body, status, media_type="application/json")


def as_json(view: BaseModel, status: int = 200) -> Response:
    """An answer as JSON."""
    return json(view.model_dump_json().encode(), status)


def is_live(request: Request) -> bool:
    """Whether a form was sent by its page's script, which follows the page's socket."""
    return request.headers.get("x-live") == "1"


def done(request: Request, onward: str) -> Response:
    """A form was heard: a script needs no more, a browser without one is shown where it leads."""
    return Response(status_code=204) if is_live(request) else RedirectResponse(onward, 303)


def notice(language: str, status: int, title: str, words: str) -> HTMLResponse:
    """A page that only says something, in plain words, with a way back to the start."""
    return shown("entrance/notice.html", language, status, title=title, words=words)
