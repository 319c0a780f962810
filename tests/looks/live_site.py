"""A real server with one live page, driven by the test: it sends frames and answers presses."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.websockets import WebSocketDisconnect

from server.looks import theme
from server.looks.folders import static_folders
from server.looks.templates import environment
from tests.worlds.ports import free_port

PAGE = """
{% extends "looks/base.html" %}
{% block main_attributes %}data-live="/ws/hall?zone=1" data-fragment="/fragment"{% endblock %}
{% block main %}{{ fragment|safe }}{% endblock %}
"""


def fragment(number: str) -> str:
    return f"""<h1>Counter 3</h1><p id="number">{number}</p>
    <form method="post" action="/act" data-act><button class="btn primary" id="next" name="do"
    value="next">Call {number}</button></form>
    <textarea id="note" data-keep aria-label="Note"></textarea>"""


@dataclass
class LiveSite:
    """Numbers shown, frames sent, presses received."""

    address: str = ""
    number: str = "A001"
    answer: Response = field(default_factory=lambda: Response(status_code=204))
    presses: list[tuple[dict[str, str], dict[str, str]]] = field(default_factory=list)
    """Headers and form of each."""
    queries: list[dict[str, str]] = field(default_factory=list)
    painted: int = 0
    accepting: bool = True
    sockets: list[WebSocket] = field(default_factory=list)
    loop: asyncio.AbstractEventLoop | None = None

    def show(self, number: str, *events: dict[str, object]) -> None:
        self.number = number
        self._run(self._send({"html": fragment(number), "events": list(events)}))

    def close(self, code: int) -> None:
        self._run(self._close(code))

    def _run(self, work: object) -> None:
        assert self.loop is not None
        asyncio.run_coroutine_threadsafe(work, self.loop).result(5)  # type: ignore[arg-type]

    async def _send(self, facts: dict[str, object]) -> None:
        for one in self.sockets:
            await one.send_json({"view": "test", "seq": 1, "at": "2026-03-02T08:00:00Z", **facts})

    async def _close(self, code: int) -> None:
        for one in self.sockets:
            await one.close(code)


def app_of(site: LiveSite) -> FastAPI:
    app = FastAPI()
    app.mount("/static/looks", StaticFiles(directory=static_folders()["looks"]))

    @app.get("/theme.css")
    def colours() -> Response:
        return Response(theme.css(), media_type="text/css")

    @app.get("/")
    def page() -> HTMLResponse:
        site.painted += 1
        template = environment("en").from_string(PAGE)
        return HTMLResponse(template.render(fragment=fragment(site.number)))

    @app.get("/elsewhere")
    def elsewhere() -> HTMLResponse:
        return HTMLResponse("<h1>Elsewhere</h1>")

    @app.get("/fragment")
    def piece() -> HTMLResponse:
        return HTMLResponse(fragment(site.number))

    @app.post("/act")
    async def act(request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        site.presses.append((dict(request.headers), form))
        return site.answer

    @app.websocket("/ws/hall")
    async def live(one: WebSocket) -> None:
        site.loop = asyncio.get_running_loop()
        site.queries.append(dict(one.query_params))
        await one.accept()
        if not site.accepting:
            return await one.close(1013)
        site.sockets.append(one)
        await site._send({"html": fragment(site.number)})
        try:
            while True:
                await one.receive_text()
        except WebSocketDisconnect:
            site.sockets.remove(one)

    return app


@contextmanager
def served() -> Iterator[LiveSite]:
    port = free_port()
    site = LiveSite(f"http://127.0.0.1:{port}")
    config = uvicorn.Config(app_of(site), port=port, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    yield site
    server.should_exit = True
    thread.join(5)


def refusal() -> Response:
    return JSONResponse(
        {"title": "This counter is taken.", "detail": "Paul is at it.", "code": "counter_taken"},
        409,
        media_type="application/problem+json",
    )


def elsewhere() -> Response:
    return RedirectResponse("/elsewhere", 303)
