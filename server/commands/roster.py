"""`suivant roster import`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from server.application.roster import left_out
from server.commands.planning import planning_file
from server.domain.business_day import business_day
from server.domain.roster import Shift
from server.identity.staff import names
from server.planning.roster_file import roster_in
from server.roster.kept import KeptRosters

app = typer.Typer(no_args_is_help=True)


@app.callback()
def roster() -> None:
    """A word of its own, though there is one command so far."""


@app.command("import")
def import_file(
    file: Path,
    site: Annotated[str, typer.Option(help="Its slug.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Empty the days to come that the file leaves out.")
    ] = False,
) -> None:
    """Takes in who is planned where, from CSV (agent,counter,start,end) or iCalendar. The days that
    the file speaks of are replaced; a file with a mistake is refused whole."""
    with planning_file(file, site) as (store, data, of, now):
        days = roster_in(data, of, names(store, [site]), now)
        rosters = KeptRosters(store)
        others = left_out(rosters, site, days, business_day(of, now))
        rosters.replace(site, {**days, **dict.fromkeys(others if replace else (), ())})
    typer.echo(f"{site}: {_told(days)}")
    if others:
        typer.echo(f"{site}: {_told_of_others(others, replace)}")


def _told(days: Mapping[date, Sequence[Shift]]) -> str:
    if not days:
        return "no event within a year of today; nothing was changed"
    shifts = sum(map(len, days.values()))
    return f"shifts: {shifts}, days: {len(days)}, from {min(days)} to {max(days)}"


def _told_of_others(others: Sequence[date], emptied: bool) -> str:
    span = f"{len(others)}, from {others[0]} to {others[-1]}"
    if emptied:
        return f"days that the file leaves out, emptied: {span}"
    return f"days that the file leaves out, planned as before: {span} (--replace empties them)"
