"""What `suivant doctor` asks of the store and of the clock. It looks, and changes nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, text

from server.application.clock import SystemClock, clock_from
from server.application.share import share_of
from server.commands.failure import Failure
from server.commands.rehearsal import undrawable
from server.journal import acknowledged
from server.journal.journal import Journal
from server.settings import Settings
from server.sitefile import sites
from server.sitefile.mistakes import SiteFileError
from server.store.lock import alone
from server.store.store import Store
from server.store.trouble import StoreError

OLDEST_POSTGRESQL = 16
APART = timedelta(minutes=1)
"""Two clocks that differ by less are told the same time by people."""
LONG_AGO = date(2026, 1, 1)
DRAWN = 10
"""Sites whose screens are drawn: half a second each."""


def kept(store: Store) -> str:
    """The store answers, takes what is written, and has all that people were told of."""
    where = store.writer.url.render_as_string(hide_password=True)
    with store.reading() as connection:
        told = _version(connection)
    store.prove()
    try:
        acknowledged.check(store)
    except StoreError as error:
        raise Failure(str(error)) from error
    return f"{where}{told}, {_at_work(store.url)}"


def _at_work(url: str) -> str:
    try:
        with alone(url, patience=0):
            return "no server at work on it"
    except StoreError:
        return "a server at work on it"


def _version(connection: Connection) -> str:
    if connection.dialect.name != "postgresql":
        return ""
    number = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if number // 10_000 < OLDEST_POSTGRESQL:
        raise Failure(f"PostgreSQL {number // 10_000}; take {OLDEST_POSTGRESQL} or newer")
    return f" (PostgreSQL {number // 10_000})"


def clock(store: Store) -> str:
    """A journal never runs backwards: behind a clock that was ahead, everything stands still."""
    now = clock_from(Settings().clock).now()
    if now.date() < LONG_AGO:
        raise Failure(f"it says {now:%Y-%m-%d}; set the machine's date")
    if Settings().is_demo:
        return "a demonstration has a clock of its own"
    for site, last in _last_facts(store).items():
        if last - now > APART:
            raise Failure(
                f"the journal of {site} is ahead of the clock: it ends at {last:%Y-%m-%d %H:%M} "
                f"UTC, and the machine says {now:%Y-%m-%d %H:%M} UTC; set the machine's date. If "
                "it is right, it was wrong then: restore the last copy made before"
            )
    if (apart := _from_database(store)) > APART:
        raise Failure(
            f"{apart.total_seconds():.0f} s away from PostgreSQL's; let both machines take the "
            "time from the same server (NTP)"
        )
    return f"{now:%Y-%m-%d %H:%M:%S} UTC"


def _last_facts(store: Store) -> dict[str, datetime]:
    journal, last = Journal(store), dict[str, datetime]()
    for site, (day, seq) in journal.newest().items():
        for fact in journal.facts(site, day, seq - 1):
            last[site] = fact.at
    return last


def _from_database(store: Store) -> timedelta:
    if store.writer.dialect.name != "postgresql":
        return timedelta(0)
    with store.reading() as connection:
        theirs: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return abs(SystemClock().now() - theirs)


def known(store: Store) -> str:
    """Each can be read by this version, and its screens and papers can be drawn."""
    found = sites.slugs(store)
    if not found:
        raise Failure("none yet; load one with: suivant site load FILE.toml")
    for slug in sorted(share_of(Settings().sites).slugs - set(found)):
        raise Failure(f'SUIVANT_SITES: there is no site "{slug}"')
    for slug in found[:DRAWN]:
        _drawn(store, slug)
    return ", ".join(found)


def _drawn(store: Store, slug: str) -> None:
    back = f"load the site file of before: suivant site load FILE.toml ({slug})"
    try:
        site = sites.in_force(store, slug)
    except SiteFileError as error:
        raise Failure(f"{slug} cannot be read by this version: {error}; {back}") from error
    today = clock_from(Settings().clock).now().date()
    if why := next(undrawable(site, today, screens_alone=True), None):
        raise Failure(f"{slug}: {why}; {back}")


def voices(store: Store) -> str:
    """The server has none: a board speaks with its own machine's."""
    read = (sites.in_force(store, slug) for slug in sites.slugs(store))
    speaking = [
        f"{site.slug}/{board.code} ({', '.join(board.languages)})"
        for site in read
        for board in site.boards.values()
        if board.voice
    ]
    if not speaking:
        return "no board speaks"
    return (
        f"none on the server; these boards speak with their own machine's, "
        f"which needs one for each language: {', '.join(sorted(speaking))}"
    )
