"""A board, a console and a kiosk that know nothing: what a browser needs to show any number."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

router = APIRouter()

_BOARD = """<ol id="calls"></ol><script>
  const socket = new WebSocket(`ws://${location.host}/screen`);
  socket.onmessage = ({data}) => {
    const [call] = JSON.parse(data).data?.calls ?? [];
    if (call) calls.innerHTML = `<li data-testid="call" data-number="${call.number}">`
      + `${call.number}</li>`;
  };
</script>"""
_CONSOLE = """<div id="now"></div><script>
  let n = 0;
  document.addEventListener("keydown", async () => {
    await fetch("/nothing", {method: "POST"});
    n += 1;
    now.innerHTML = `<p data-testid="current-number" data-number="Z${n}">Z${n}</p>`;
  });
</script>"""
_KIOSK = """<form method="post"><button data-testid="take-ticket">Take</button></form>"""
_TICKET = """<p data-testid="ticket-number">Z001</p>"""


@router.get("/bare/{page}")
async def page(page: str) -> HTMLResponse:
    pages = {"board": _BOARD, "console": _CONSOLE, "kiosk": _KIOSK, "ticket": _TICKET}
    return HTMLResponse(f"<!doctype html><title>bare</title><body>{pages[page]}")


@router.post("/bare/kiosk")
async def taken() -> RedirectResponse:
    return RedirectResponse("/bare/ticket", 303)
