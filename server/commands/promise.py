"""`suivant promise score|learn`: by hand what is done every night."""

from __future__ import annotations

from datetime import date

import typer

from server.backstage.lessons import days_to_learn, fit_after, learn_days, promises_at, score_day
from server.commands.failure import Failure
from server.commands.journal import OneDay, OneSite, days_wanted
from server.commands.store import opened_store
from server.domain.promise.tally import Sum, together
from server.journal.journal import Journal
from server.rim.staff.promise import state_of
from server.sitefile import sites
from server.store.store import Store

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _group() -> None:
    """How long people are told to wait, and how true it was."""


@app.command()
def score(site: OneSite = None, day: OneDay = None) -> None:
    """What came of the waits that people were told: of each closed day, counted from the journal
    anew."""
    with opened_store() as store:
        found = [
            (slug, on, together(score_day(store, slug, on).tallies))
            for slug, on in _closed(store, days_wanted(store, site, day))
        ]
    for slug, on, total in found:
        typer.echo(f"{slug} {on}: {_told(total)}")


@app.command()
def learn(site: OneSite = None, day: OneDay = None) -> None:
    """Learns for tomorrow: of the closed days not learned yet, or anew of the one given."""
    with opened_store() as store:
        wanted = _closed(store, days_wanted(store, site, day))
        for slug in dict.fromkeys(slug for slug, _ in wanted):
            anew = [on for at, on in wanted if at == slug] if day else []
            days = anew or days_to_learn(store, slug)
            learn_days(store, slug, days)
            if not days:
                fit_after(store, slug, max(on for at, on in wanted if at == slug))
            typer.echo(f"{slug}: {len(days)} days learned, {_state(store, slug)}")


def _closed(store: Store, wanted: list[tuple[str, date]]) -> list[tuple[str, date]]:
    """Raises Failure where none is."""
    journal = Journal(store)
    closed = [each for each in wanted if journal.closed(*each)]
    if not closed:
        raise Failure("no day is closed yet; there is nothing to score or to learn from")
    return closed


def _state(store: Store, slug: str) -> str:
    site = sites.in_force(store, slug)
    return state_of(promises_at(store, site))


def _told(total: Sum) -> str:
    if not total.visits:
        return "nobody was told a wait, had to wait and was called"
    return (
        f"{total.visits} visits, {total.cover:.1f} % within the range, {total.late:.1f} % late, "
        f"{total.early:.1f} % early, {total.mae:.1f} min error"
    )
