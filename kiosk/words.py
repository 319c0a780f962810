"""When the place or a service opens again, said to whoever stands before the kiosk."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from server.application.sight import Sight
from server.texts.catalogue import translations
from server.texts.days import day_of_this_year


def again(sight: Sight, moment: datetime | None) -> str | None:
    """When it opens again: the day only if it is another one."""
    if moment is None:
        return None
    gettext = translations(sight.language).gettext
    zone = ZoneInfo(sight.site.timezone)
    local = moment.astimezone(zone)
    words = {"time": f"{local:%H:%M}"}
    if local.date() == sight.clock.astimezone(zone).date():
        return gettext("Opens again at %(time)s") % words
    words["day"] = day_of_this_year(local.date(), sight.language)
    return gettext("Opens again on %(day)s at %(time)s") % words
