"""`suivant journal verify|accept`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

import typer

from server.commands.failure import Failure
from server.commands.store import opened_store, store_alone
from server.journal import acknowledged
from server.journal.journal import Journal
from server.journal.verify import verify as verify_day
from server.settings import Settings
from server.sitefile import sites
from server.store.store import Store
from server.store.trouble import Damaged
from server.store.whole import look_at_all

OneSite = Annotated[str | None, typer.Option("--site")]
OneDay = Annotated[datetime | None, typer.Option("--day", formats=["%Y-%m-%d"])]

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The journal of facts."""


@app.command()
def verify(site: OneSite = None, day: OneDay = None) -> None:
    """Folds the journal again: no double number, no double call, no illegal move, no gap, no end
    that people were told of and that is missing."""
    with opened_store(judged=False) as store:
        journal = Journal(store)
        found = [verify_day(journal, *each) for each in days_wanted(store, site, day)]
        breaches = [str(breach) for one in found for breach in one.breaches]
        breaches += _of_the_store(store)
    if breaches:
        print(f"suivant: {breaches[0]}", file=sys.stderr)
    events, tickets = sum(one.events for one in found), sum(one.tickets for one in found)
    typer.echo(f"{events} events, {tickets} tickets, {len(breaches)} breaches")
    if breaches:
        raise typer.Exit(1)


@app.command()
def accept() -> None:
    """The journal is right as it is, without what people were told of and it has not."""
    with store_alone(Settings()) as store:
        lost = acknowledged.missing(store)
        acknowledged.accept(store)
    for each in lost:
        typer.echo(f"{each}: accepted")
    if not lost:
        typer.echo("nothing was missing")


def days_wanted(store: Store, site: str | None, day: datetime | None) -> list[tuple[str, date]]:
    """Each day of each site that has facts, or of those asked for. Raises Failure."""
    journal, known = Journal(store), sites.slugs(store)
    if site is not None and site not in known:
        raise Failure(f'there is no site "{site}"')
    wanted = [
        (slug, on)
        for slug in (known if site is None else [site])
        for on in journal.days(slug)
        if day is None or on == day.date()
    ]
    if day and not wanted:
        raise Failure(f"there are no facts of {day.date()}" + (f" at {site}" if site else ""))
    return wanted


def _of_the_store(store: Store) -> Iterator[str]:
    """Whatever site and day were asked for."""
    yield from (str(lost) for lost in acknowledged.missing(store))
    try:
        look_at_all(store.url)
    except Damaged as error:
        yield str(error)
