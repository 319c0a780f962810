"""Facts to rows and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from server.domain.events import KINDS, NAMES, Event

# Without the adapter's own frame around each call, which costs a third of encoding.
_ADAPTERS: dict[str, TypeAdapter[Any]] = {kind: TypeAdapter(t) for kind, t in KINDS.items()}
_TO_JSON: dict[str, Callable[..., bytes]] = {
    kind: adapter.serializer.to_json for kind, adapter in _ADAPTERS.items()
}
_FROM_JSON: dict[str, Callable[[str], Any]] = {
    kind: adapter.validator.validate_json for kind, adapter in _ADAPTERS.items()
}


def encode(event: Event) -> tuple[str, str]:
    """(kind, JSON body)."""
    kind = NAMES[type(event)]
    return kind, _TO_JSON[kind](event, exclude_defaults=True).decode()


def decode(kind: str, body: str) -> Event:
    """Raises KeyError for a kind that this version does not know."""
    event: Event = _FROM_JSON[kind](body)
    return event
