"""What visitors are told where a service is interrupted: the same on every screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from server.application.interrupting import to_tell
from server.application.sight import Sight
from server.domain.hours import Interruption
from server.texts.catalogue import gettext_noop, translations

AFTER = gettext_noop("after %(time)s")
EXCEPT = gettext_noop("except from %(begins)s to %(ends)s")
FROM_TO = gettext_noop("Nobody is received for this service from %(begins)s to %(ends)s.")
SERVICE_FROM_TO = gettext_noop("%(service)s: nobody is received from %(begins)s to %(ends)s.")


def after(sight: Sight, service: str) -> str:
    """Beside the service's name; empty while it is received."""
    found = to_tell(sight, (service,))
    if found is None or not found.lasts(sight.now):
        return ""
    return _said(sight, AFTER, time=_time(sight, found.ends))


def excepted(sight: Sight, service: str) -> str:
    """Beside the wait; empty unless one is to come soon."""
    found = to_tell(sight, (service,))
    if found is None or found.lasts(sight.now):
        return ""
    return _said(sight, EXCEPT, **_times(sight, found))


def told(sight: Sight, services: Iterable[str]) -> str:
    """To whoever waits for these; empty where nothing interrupts them soon."""
    found = to_tell(sight, services)
    return _said(sight, FROM_TO, **_times(sight, found)) if found else ""


def told_to_all(sight: Sight, services: Iterable[str]) -> Iterator[str]:
    """To a whole room: each with the service's name. Not of a confidential one."""
    among = set(services)
    for service in sight.services_named():
        found = to_tell(sight, (service.code,)) if service.code in among else None
        if found:
            name = sight.said(service.name)
            yield _said(sight, SERVICE_FROM_TO, service=name, **_times(sight, found))


def _times(sight: Sight, found: Interruption) -> dict[str, str]:
    return {"begins": _time(sight, found.begins), "ends": _time(sight, found.ends)}


def _time(sight: Sight, moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(sight.site.timezone)):%H:%M}"


def _said(sight: Sight, sentence: str, **facts: str) -> str:
    return translations(sight.language).gettext(sentence) % facts
