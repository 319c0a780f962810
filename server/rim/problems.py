"""Refusals and mistakes as RFC 9457 problems, in words, with a stable code."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from server.application.measures import REFUSALS
from server.domain.journal import Unavailable
from server.domain.refusal import Code, Refusal
from server.protocol.queue import Problem
from server.rim.calm import calm_page, screen_of
from server.rim.language import language_of
from server.rim.pages import notice
from server.rim.words import refusal_text
from server.texts.catalogue import gettext_noop, translations

STATUS: dict[Code, int] = {
    Code.CLOSED: 409,
    Code.TOO_LATE_TODAY: 409,
    Code.QUOTA_REACHED: 409,
    Code.UNKNOWN_SERVICE: 404,
    Code.UNKNOWN_COUNTER: 404,
    Code.UNKNOWN_TICKET: 404,
    Code.UNKNOWN_APPOINTMENT: 404,
    Code.TOO_EARLY: 409,
    Code.TOO_LATE_APPOINTMENT: 409,
    Code.ALREADY_HERE: 409,
    Code.NOT_ALLOWED_NOW: 409,
    Code.COUNTER_TAKEN: 409,
    Code.COUNTER_BUSY: 409,
    Code.NOT_YOUR_COUNTER: 403,
    Code.NOT_YOUR_SKILL: 403,
    Code.FORBIDDEN: 403,
    Code.NOT_SIGNED_IN: 401,
    Code.CROSS_SITE: 403,
    Code.TOO_MANY_REQUESTS: 429,
    Code.INVALID: 422,
}
RETRY_SECONDS = "5"
UNAVAILABLE = "unavailable"
"""The code when the store cannot keep anything: no rule refuses, so it is not one of `Code`."""
NOT_WRITABLE = gettext_noop(
    "The system cannot write anything down at the moment. Try again shortly."
)
UNKNOWN_SITE = "unknown_site"
NO_SUCH_PLACE = gettext_noop("There is no such place here.")


class Refused(Exception):
    """A refusal on its way to the person who asked. Counted here, for pages say it themselves."""

    def __init__(self, code: Code, **facts: str) -> None:
        super().__init__(code)
        REFUSALS.labels(code).inc()
        self.refusal = Refusal(code, facts)


class UnknownSite(Exception):
    """No such site here; a wrong address must not look like a broken machine."""


def refused(request: Request, refusal: Refusal) -> Response:
    sentence = refusal_text(refusal, language_of(request))
    wait = refusal.facts.get("seconds")
    later = {"Retry-After": wait} if wait else None
    return _answer(request, STATUS[refusal.code], refusal.code, sentence, later)


def _answer(
    request: Request, status: int, code: str, detail: str, headers: dict[str, str] | None = None
) -> Response:
    """A problem for a program, a page for a person."""
    if _is_person(request):
        calm = calm_page(request, status) if status >= 500 else None
        page = calm or notice(language_of(request), status, detail, "")
        page.headers.update(headers or {})
        return page
    body = Problem(title=detail, status=status, detail=detail, code=code).model_dump()
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def _is_person(request: Request) -> bool:
    """A browser that opens a page; its scripts and the API's users say otherwise."""
    asks = request.headers.get("accept", "")
    return (
        "text/html" in asks
        and "application/problem+json" not in asks
        and not request.url.path.startswith("/api/")
    )


def _keep_in_mind(request: Request) -> None:
    """Whoever is in charge is told of a screen that cannot be shown."""
    receptions, site = request.app.state.receptions, request.path_params.get("site")
    if site and (screen := screen_of(request)):
        receptions.unpainted.failed(site, screen, receptions.now())


def install(app: FastAPI) -> None:
    """Every exception that may reach the rim, each with its answer."""

    @app.exception_handler(Refused)
    async def _(request: Request, error: Refused) -> Response:
        return refused(request, error.refusal)

    @app.exception_handler(RequestValidationError)
    async def _(request: Request, error: RequestValidationError) -> Response:
        fields = ", ".join(".".join(str(p) for p in e["loc"][1:]) or "body" for e in error.errors())
        return refused(request, Refused(Code.INVALID, field=fields).refusal)

    @app.exception_handler(UnknownSite)
    async def _(request: Request, error: UnknownSite) -> Response:
        gettext = translations(language_of(request)).gettext
        return _answer(request, 404, UNKNOWN_SITE, gettext(NO_SUCH_PLACE))

    @app.exception_handler(Unavailable)
    async def _(request: Request, error: Unavailable) -> Response:
        REFUSALS.labels(UNAVAILABLE).inc()
        gettext = translations(language_of(request)).gettext
        return _answer(
            request, 503, UNAVAILABLE, gettext(NOT_WRITABLE), {"Retry-After": RETRY_SECONDS}
        )

    @app.exception_handler(ClientDisconnect)
    async def _(request: Request, error: ClientDisconnect) -> Response:
        return Response(status_code=400)  # it has gone before it had said all: nobody reads this

    @app.exception_handler(HTTPException)
    async def _(request: Request, error: HTTPException) -> Response:
        gettext = translations(language_of(request)).gettext
        known = {404: gettext("This page does not exist."), 405: gettext("Not possible here.")}
        detail = known.get(error.status_code, str(error.detail))
        return _answer(request, error.status_code, "invalid", detail, dict(error.headers or {}))

    @app.exception_handler(Exception)
    async def _(request: Request, error: Exception) -> Response:
        # Uvicorn logs the error. The address itself may hold a visitor's secret.
        error.add_note(f"route: {getattr(request.scope.get('route'), 'path', 'none')}")
        _keep_in_mind(request)
        gettext = translations(language_of(request)).gettext
        detail = gettext("Something went wrong on our side. Nothing was changed.")
        return _answer(request, 500, "bug", detail)
