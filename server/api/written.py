"""Answers that are JSON already, completed for whoever asks."""

from __future__ import annotations

from pydantic_core import to_json

from server.application.answers import TicketAnswer
from server.rim.words import reason_view


def with_secret(answer: TicketAnswer, token: str, follow_url: str) -> bytes:
    """The visitor's secret goes with the answer, and is not kept with it."""
    return _joined(answer.ticket, to_json({"token": token, "follow_url": follow_url}))


def with_reason(answer: TicketAnswer, language: str) -> bytes:
    """The ticket; with the reason when it was called."""
    return _joined(answer.ticket, _reason(answer, language)) if answer.rule else answer.ticket


def called(answer: TicketAnswer, language: str) -> bytes:
    """The ticket and the reason, side by side."""
    return _joined(b'{"ticket":' + answer.ticket + b"}", _reason(answer, language))


def _reason(answer: TicketAnswer, language: str) -> bytes:
    return to_json({"reason": reason_view(answer.rule or "", answer.facts, language)})


def _joined(one: bytes, other: bytes) -> bytes:
    """Two objects as one."""
    return one[:-1] + b"," + other[1:]
