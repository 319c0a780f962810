"""When the house is open, or opens again, in words for people in front of a wall."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from server.domain.hours import Hours
from server.domain.site import Site
from server.texts.catalogue import translations
from server.texts.days import day_of_this_year


def opening_words(site: Site, hours: Hours, now: datetime, language: str) -> str:
    """`Open until 12:30`, `Opens again tomorrow at 08:30`; empty when it never changes."""
    opening = hours.site.at(now)
    if opening.until is None:
        return ""
    zone = ZoneInfo(site.timezone)
    until, today = opening.until.astimezone(zone), now.astimezone(zone)
    if opening.open:
        return translations(language).gettext("Open until %(time)s") % {"time": f"{until:%H:%M}"}
    return _opens_again(today, until, language)


def _opens_again(today: datetime, then: datetime, language: str) -> str:
    gettext = translations(language).gettext
    time = f"{then:%H:%M}"
    if then.date() == today.date():
        return gettext("Opens again at %(time)s") % {"time": time}
    if then.date() == today.date() + timedelta(days=1):
        return gettext("Opens again tomorrow at %(time)s") % {"time": time}
    day = day_of_this_year(then.date(), language)
    return gettext("Opens again on %(day)s at %(time)s") % {"day": day, "time": time}
