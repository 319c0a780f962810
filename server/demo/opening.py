"""A demo at night would show a closed town hall: then its clock starts at the next opening."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from server.demo.setting_up import SITE
from server.domain.hours import Hours
from server.journal.journal import Journal
from server.sitefile import sites
from server.store.store import Store

JUST_OPENED = timedelta(minutes=5)


def demo_clock(store: Store, now: datetime) -> str:
    """The `SUIVANT_CLOCK` to use: empty while the town hall is really open.

    Never before the last thing that happened, so that a second start goes on where it stopped.
    """
    site = sites.in_force(store, SITE)
    calendar = Hours(site).site
    last = _last_moment(store) or now
    start = max(now, last)
    if calendar.at(start).open:
        return "" if start == now else start.isoformat()
    opening = calendar.next_opening(start)
    return (opening + JUST_OPENED).isoformat() if opening else ""


def _last_moment(store: Store) -> datetime | None:
    journal = Journal(store)
    day = journal.last_day(SITE)
    facts = journal.facts(SITE, day) if day else []
    return facts[-1].at.astimezone(UTC) + timedelta(seconds=1) if facts else None
