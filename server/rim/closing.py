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
ANOTHER_DAY = gettext_noop("You may have to come back another day.")


def doubt(sight: Sight, before: BeforeClosing) -> str:
    """Empty where there is none."""
    if not before.unsure or before.closes is None:
        return ""
    return _at(sight, DOUBTS[before.answer], before.closes)


def what_then(sight: Sight) -> str:
    """What happens to whoever has a ticket and was not received by then."""
    kept = sight.site.policy.serve_after_closing
    return translations(sight.language).gettext(RECEIVED if kept else ANOTHER_DAY)


def told(sight: Sight, before: BeforeClosing) -> str:
    """The doubt, and what then."""
    return f"{words} {what_then(sight)}" if (words := doubt(sight, before)) else ""


def we_close(sight: Sight, closes: datetime | None) -> str:
    """That others are received is promised only where the site file says so."""
    if closes is None:
        return ""
    words = _at(sight, WE_CLOSE, closes)
    return f"{words} {what_then(sight)}" if sight.site.policy.serve_after_closing else words


def _at(sight: Sight, sentence: str, closes: datetime) -> str:
    time = f"{closes.astimezone(ZoneInfo(sight.site.timezone)):%H:%M}"
    return translations(sight.language).gettext(sentence) % {"time": time}
