"""The board's page."""

from __future__ import annotations

from fastapi import APIRouter

from display.picture import board_view, call_events
from server.live.hub import Event
from server.protocol.queue import BoardView
from server.web.looking import Look, View

router = APIRouter()


def data(look: Look) -> BoardView:
    return board_view(
        look.reception, look.reception.site.boards[look.params["board"]], look.now, look.language
    )


def html(look: Look) -> str:
    return ""


def events(look: Look) -> tuple[Event, ...]:
    return call_events(look.reception, look.reception.site.boards[look.params["board"]])


VIEW = View("display", data, html, events)
