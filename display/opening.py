"""When the house is open, or opens again, in words for people in front of a wall."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from server.application.closing import closing_soon
from server.application.sight import Sight
from server.rim.closing import we_close
from server.texts.catalogue import translations
from server.texts.days import day_of_this_year


def closing_words(sight: Sight) -> str:
    """In the last minutes, for everybody who comes or waits; else nothing."""
    return we_close(sight, closing_soon(sight))


def opening_words(sight: Sight) -> str:
    """`Open until 12:30`, `Opens again tomorrow at 08:30`; empty when it never changes."""
    opening = sight.opening
    if opening.until is None:
        return ""
    zone = ZoneInfo(sight.site.timezone)
    until, today = opening.until.astimezone(zone), sight.clock.astimezone(zone)
    if opening.open:
        gettext = translations(sight.language).gettext
        return gettext("Open until %(time)s") % {"time": f"{until:%H:%M}"}
    return _opens_again(today, until, sight.language)


def _opens_again(today: datetime, then: datetime, language: str) -> str:
    gettext = translations(language).gettext
    time = f"{then:%H:%M}"
    if then.date() == today.date():
        return gettext("Opens again at %(time)s") % {"time": time}
    if then.date() == today.date() + timedelta(days=1):
        return gettext("Opens again tomorrow at %(time)s") % {"time": time}
    day = day_of_this_year(then.date(), language)
    return gettext("Opens again on %(day)s at %(time)s") % {"day": day, "time": time}
