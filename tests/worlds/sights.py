"""What there is to see of a town hall that was lived through by hand."""

from __future__ import annotations

from datetime import datetime

from server.application.reception import Reception
from server.application.sight import Sight
from tests.domain.world import TODAY, Lobby


def sight_of(lobby: Lobby, language: str = "fr", clock: datetime | None = None) -> Sight:
    """By a clock that is right, unless told otherwise."""
    reception = Reception(lobby.site, TODAY, b"the tests' own secret")
    reception.catch_up(lobby.facts, {})
    return Sight(reception, clock or lobby.now, language)
