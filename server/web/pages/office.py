"""The manager's page."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from server.web.looking import Look, View

router = APIRouter()


class OfficeView(BaseModel):
    open: bool


def data(look: Look) -> OfficeView:
    return OfficeView(open=True)


def html(look: Look) -> str:
    return ""


VIEW = View("office", data, html)
