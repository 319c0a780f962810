"""`suivant journal verify`, `suivant backup`, `suivant restore`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from server.commands.failure import Failure
from server.commands.store import opened_store
from server.journal.journal import Journal
from server.journal.verify import Verified
from server.journal.verify import verify as verify_day
from server.settings import Settings
from server.sitefile import sites
from server.store import copies

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The journal of facts."""


@app.command()
def verify(
    site: Annotated[str | None, typer.Option("--site")] = None,
    day: Annotated[datetime | None, typer.Option("--day", formats=["%Y-%m-%d"])] = None,
) -> None:
    """Folds the journal again: no double number, no double call, no illegal move, no gap."""
    found = list(_verified(site, day))
    breaches = [breach for one in found for breach in one.breaches]
    if breaches:
        print(f"suivant: {breaches[0]}", file=sys.stderr)
    events, tickets = sum(one.events for one in found), sum(one.tickets for one in found)
    typer.echo(f"{events} events, {tickets} tickets, {len(breaches)} breaches")
    if breaches:
        raise typer.Exit(1)


def _verified(site: str | None, day: datetime | None) -> Iterator[Verified]:
    """Each day of each site."""
    with opened_store() as store:
        journal, known = Journal(store), sites.slugs(store)
        if site is not None and site not in known:
            raise Failure(f'there is no site "{site}"')
        for slug in known if site is None else [site]:
            for on in journal.days(slug):
                if day is None or on == day.date():
                    yield verify_day(journal, slug, on)


def backup(file: Path) -> None:
    """A consistent copy, also while the server runs."""
    _copy(copies.back_up, file)


def restore(file: Path) -> None:
    """Puts a copy back in place of the store. Stop the server first."""
    _copy(copies.put_back, file)


def _copy(copy: Callable[[str, Path], None], file: Path) -> None:
    try:
        copy(Settings().store_url, file)
    except copies.CopyError as error:
        raise Failure(str(error)) from error
    typer.echo(f"{file}: done")
