"""What a site learns at night of the days that are over. Blocking, and for seconds: for `aside`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import structlog

from server.domain.events import Fact
from server.domain.fairness.site_files import files_in_force
from server.domain.promise import Choices, Promiser, Shares, learned_tonight, replay
from server.domain.promise.following import past_day
from server.domain.promise.tally import tallies
from server.domain.site import Site
from server.journal.journal import Journal
from server.promises.brought import EARLY, brought, promiser_of
from server.promises.nights import (
    Night,
    days_learned,
    keep_night,
    keep_promiser,
    lessons,
    newest_promiser,
)
from server.sitefile import sites
from server.store.store import Store

YEAR = timedelta(days=366)
"""What lies further back teaches no more, and is not learned later either."""

STRIDE = 10
"""Where many nights were missed, it is fitted once in so many days: a year takes minutes."""

log = structlog.get_logger()


def promises_at(store: Store, site: Site) -> Promiser:
    """Who promises there today: as learned in the last night that went well, else as brought."""
    return newest_promiser(store, site.slug) or promiser_of(site)


def days_to_learn(store: Store, slug: str) -> list[date]:
    """Closed, and not learned yet, the oldest first."""
    journal = Journal(store)
    last = journal.last_day(slug)
    known = set(days_learned(store, slug))
    return [
        day
        for day in journal.days(slug)
        if last and day > last - YEAR and day not in known and journal.closed(slug, day)
    ]


def learn(url: str, folder: Path | None, slug: str) -> int:
    """All days that are to be learned; says how many. In a process that has no store yet."""
    store = Store(url, folder)
    try:
        return learn_days(store, slug, days_to_learn(store, slug))
    finally:
        store.close()


def learn_days(store: Store, slug: str, days: Sequence[date]) -> int:
    """Each by who promised then, as far as nights were not missed; then one for tomorrow. A day
    that nobody can read keeps no other from being learned."""
    for n, day in enumerate(days, start=1):
        try:
            score_day(store, slug, day)
        except LookupError as error:  # of its site file, above all
            log.warning("day_without_a_lesson", site=slug, day=str(day), error=repr(error))
        if n == len(days) or n % STRIDE == 0:
            fit_after(store, slug, day)
    return len(days)


def score_day(store: Store, slug: str, day: date) -> Night:
    facts = Journal(store).facts(slug, day)
    site = _site_of(store, slug, facts)
    lesson = past_day(site, day, facts)
    kept = replay(lesson.examples, promises_at(store, site).logs)
    night = Night(tallies(facts), lesson, kept)
    keep_night(store, slug, day, night)
    return night


def fit_after(store: Store, slug: str, day: date) -> None:
    site = sites.in_force(store, slug)
    choices = Choices(shares=Shares(early=EARLY, late=site.policy.late_share))
    days, kept = lessons(store, slug, day - YEAR)
    keep_promiser(store, slug, day, learned_tonight(days, kept, brought(), choices))


def _site_of(store: Store, slug: str, facts: Sequence[Fact]) -> Site:
    """As it was in force when the day began."""
    return files_in_force(partial(sites.loaded, store), slug, facts).at(facts[0].at)[0]
