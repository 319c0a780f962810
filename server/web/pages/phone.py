"""The visitor's own page."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from server.web.looking import Look, View

router = APIRouter()


class PhoneView(BaseModel):
    open: bool


def data(look: Look) -> PhoneView:
    return PhoneView(open=True)


def html(look: Look) -> str:
    return ""


VIEW = View("ticket", data, html)
