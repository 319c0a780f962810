"""The code of an appointment: typed letter by letter, and what its refusal is about."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.address import Asked
from server.application.sight import Sight
from server.domain.appointments import LETTERS, Appointment, opens_at
from server.rim.problems import Refused

BACK = "-"


def lettered(asked: Asked) -> Asked:
    """One letter more, or one less."""
    code = asked.code[:-1] if asked.letter == BACK else asked.code
    more = asked.letter if asked.letter in LETTERS else ""
    return asked.but(code=code + more, letter="", notice="", about="")


def about(why: Exception) -> str:
    """The hour or the number that a refusal names: as much of it as an address can carry."""
    facts = why.refusal.facts if isinstance(why, Refused) else {}
    return facts.get("number") or facts.get("at") or ""


def facts_about(sight: Sight, told: str) -> dict[str, str]:
    """What the sentence is filled with; nothing of what an address may say besides."""
    if told in sight.day.tickets:
        return {"number": told}
    try:
        at = datetime.fromisoformat(told).astimezone(ZoneInfo(sight.site.timezone))
    except (ValueError, OverflowError):
        return {}
    opens = opens_at(Appointment("", "", at, ()), sight.site.margins)
    facts = {"at": at.isoformat(), "opens": opens.isoformat()}
    if at.date() != sight.clock.astimezone(at.tzinfo).date():
        facts["why"] = "comes_another_day" if at > sight.clock else "was_another_day"
    return facts
