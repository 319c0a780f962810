"""Facts to rows and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import TypeAdapter

from server.domain.events import KINDS, NAMES, Event, Fact

_ADAPTERS: dict[str, TypeAdapter[Any]] = {kind: TypeAdapter(t) for kind, t in KINDS.items()}


def encode(event: Event) -> tuple[str, str]:
    """(kind, JSON body)."""
    kind = NAMES[type(event)]
    return kind, _ADAPTERS[kind].dump_json(event, exclude_defaults=True).decode()


def decode(kind: str, body: str) -> Event:
    """Raises KeyError for a kind that this version does not know."""
    event: Event = _ADAPTERS[kind].validate_json(body)
    return event


def row(site: str, day: date, fact: Fact, answer: str | None) -> dict[str, Any]:
    kind, body = encode(fact.event)
    return {
        "site": site,
        "day": day,
        "seq": fact.seq,
        "at": fact.at,
        "actor": fact.actor,
        "kind": kind,
        "body": body,
        "key": fact.key,
        "fingerprint": fact.fingerprint,
        "answer": answer,
    }
