"""`suivant journal verify`, `suivant backup`, `suivant restore`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from server.commands.failure import Failure
from server.commands.store import opened_store
from server.journal.store import Store
from server.journal.verify import Breach
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
    events = tickets = 0
    breaches: list[Breach] = []
    with opened_store() as store:
        for slug, on in _days(store, site, day):
            found = verify_day(store, slug, on)
            events += found.events
            tickets += found.tickets
            breaches += found.breaches
    if breaches:
        print(f"suivant: {breaches[0]}", file=sys.stderr)
    typer.echo(f"{events} events, {tickets} tickets, {len(breaches)} breaches")
    if breaches:
        raise typer.Exit(1)


def _days(store: Store, site: str | None, day: datetime | None) -> Iterator[tuple[str, date]]:
    for slug in [site] if site else sites.slugs(store):
        days = store.days(slug)
        yield from ((slug, on) for on in days if day is None or on == day.date())


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
