"""Dates and hours as people and their software write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from server.planning.mistakes import Unclear
from server.protocol.sent import YEARS
from server.texts.catalogue import gettext_noop

_ISO = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[T ]+"
_DAY_FIRST = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})[T ]+"
_HOUR = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(:(?P<second>\d{2})(\.\d+)?)?"
_OFFSET = r" ?(?P<offset>Z|[+-]\d{2}:?\d{2})?"
_WRITTEN = [re.compile(date + _HOUR + _OFFSET) for date in (_ISO, _DAY_FIRST)]
_UNREADABLE = gettext_noop(
    "“%(written)s” is not a date with its hour; write 2026-12-01 09:00 or 01/12/2026 09:00"
)
_SKIPPED = gettext_noop(
    "“%(written)s” does not exist: the clocks go forward at that hour; write another hour"
)


def moment(written: str, zone: tzinfo) -> datetime:
    """In UTC. Without an offset it is the site's own time. Raises Unclear."""
    found = next((match for form in _WRITTEN if (match := form.fullmatch(written.strip()))), None)
    if found is None:
        raise Unclear(_UNREADABLE, written=written)
    names = ("year", "month", "day", "hour", "minute", "second")
    try:
        year, month, day, hour, minute, second = (int(found[name] or 0) for name in names)
        if year not in YEARS:
            raise Unclear(_UNREADABLE, written=written)
        local = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        if found["offset"]:
            offset = datetime.strptime(found["offset"], "%z").tzinfo
            return local.replace(tzinfo=offset).astimezone(UTC)
        at = local.astimezone(UTC)
    except ValueError as error:
        raise Unclear(_UNREADABLE, written=written) from error
    if at.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Unclear(_SKIPPED, written=written)
    return at
