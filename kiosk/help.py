"""What became of a call for help at this kiosk: never more than is so."""

from __future__ import annotations

from typing import Literal

from server.application.sight import Sight

Help = Literal["coming", "told", "nobody"]


def help_at(sight: Sight, place: str) -> Help | None:
    """None when nobody has called here."""
    if place in sight.day.help_coming:
        return "coming"
    if place not in sight.day.help_asked:
        return None
    return "told" if any(sight.day.open_seats()) else "nobody"
