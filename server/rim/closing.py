"""What visitors are told about the hour of closing: the same on every screen and on paper."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from server.application.closing import BeforeClosing
from server.application.sight import Sight
from server.texts.catalogue import gettext_noop, translations

DOUBTS = {
    "perhaps": gettext_noop(
        "We are not sure that we can receive you before we close, at %(time)s."
    ),
    "unlikely": gettext_noop(
        "We will probably not be able to receive you before we close, at %(time)s."
    ),
}
WE_CLOSE = gettext_noop("We close at %(time)s.")
RECEIVED = gettext_noop("Everybody who has a ticket is received, even after closing.")
NOBODY_LATER = gettext_noop("Nobody is planned at the counters for this after %(time)s.")
ANOTHER_DAY = gettext_noop("You may have to come back another day.")


def doubt(sight: Sight, before: BeforeClosing) -> str:
    """Empty where there is none."""
    until = before.closes or before.deserted
    if not before.unsure or until is None:
        return ""
    return _at(sight, DOUBTS[before.answer], until)


def what_then(sight: Sight, before: BeforeClosing) -> str:
    """What happens to whoever has a ticket and was not received by then. Where everybody is planned
    to leave before, nobody stays for those who wait."""
    said = translations(sight.language).gettext
    if before.deserted:
        return f"{_at(sight, NOBODY_LATER, before.deserted)} {said(ANOTHER_DAY)}"
    return said(RECEIVED if sight.site.policy.serve_after_closing else ANOTHER_DAY)


def told(sight: Sight, before: BeforeClosing) -> str:
    """The doubt, and what then."""
    return f"{words} {what_then(sight, before)}" if (words := doubt(sight, before)) else ""


def we_close(sight: Sight, closes: datetime | None) -> str:
    """That others are received is promised only where the site file says so."""
    if closes is None:
        return ""
    words = _at(sight, WE_CLOSE, closes)
    received = translations(sight.language).gettext(RECEIVED)
    return f"{words} {received}" if sight.site.policy.serve_after_closing else words


def _at(sight: Sight, sentence: str, closes: datetime) -> str:
    time = f"{closes.astimezone(ZoneInfo(sight.site.timezone)):%H:%M}"
    return translations(sight.language).gettext(sentence) % {"time": time}
