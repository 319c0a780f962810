"""The agent's console."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from server.web.looking import Look, View

router = APIRouter()


class CounterView(BaseModel):
    open: bool


def data(look: Look) -> CounterView:
    return CounterView(open=True)


def html(look: Look) -> str:
    return ""


VIEW = View("counter", data, html)
