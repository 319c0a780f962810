"""The kiosk's pages."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from server.web.looking import Look, View

router = APIRouter()


class KioskView(BaseModel):
    open: bool


def data(look: Look) -> KioskView:
    return KioskView(open=True)


def html(look: Look) -> str:
    return ""


VIEW = View("kiosk", data, html)
