"""When the place or a service opens again, said to whoever stands before the kiosk."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from server.texts.catalogue import translations
from server.texts.days import day_of_this_year


def again(moment: datetime | None, now: datetime, timezone: str, language: str) -> str | None:
    """When it opens again: the day only if it is another one."""
    if moment is None:
        return None
    gettext = translations(language).gettext
    zone = ZoneInfo(timezone)
    local = moment.astimezone(zone)
    told = {"time": f"{local:%H:%M}"}
    if local.date() == now.astimezone(zone).date():
        return gettext("Opens again at %(time)s") % told
    told["day"] = day_of_this_year(local.date(), language)
    return gettext("Opens again on %(day)s at %(time)s") % told
