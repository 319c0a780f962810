"""Sentences that the kiosk makes from facts: waits, hours, labels."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from server.application.views import said
from server.domain.site import Group, Service
from server.texts.catalogue import LANGUAGES, translations, written_in


def label(service: Service, language: str) -> str:
    """What visitors call it; in easy French the easy name, when there is one."""
    if language == "fr-easy" and service.easy:
        return said(service.easy, "fr")
    return said(service.name, language)


def group_label(group: Group, language: str) -> str:
    return said(group.name, language)


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
    locale = LANGUAGES[written_in(language)].tag.replace("-", "_")
    told["day"] = format_date(local.date(), "EEEE d MMMM", locale=locale)
    return gettext("Opens again on %(day)s at %(time)s") % told
