"""`suivant roster import`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from server.application.clock import clock_from
from server.commands.failure import Failure, understood
from server.commands.store import opened_store
from server.domain.roster import Shift
from server.identity.staff import names
from server.planning.mistakes import PlanningFileError
from server.planning.opening import LARGEST
from server.planning.roster_file import roster_in
from server.roster.kept import KeptRosters
from server.settings import Settings
from server.sitefile import sites

app = typer.Typer(no_args_is_help=True)


@app.callback()
def roster() -> None:
    """A word of its own, though there is one command so far."""


@app.command("import")
def import_file(file: Path, site: Annotated[str, typer.Option(help="Its slug.")]) -> None:
    """Takes in who is planned where, from CSV (agent,counter,start,end) or iCalendar. The days that
    the file speaks of are replaced; a file with a mistake is refused whole."""
    data = bytes_of(file)
    now = understood("CLOCK", clock_from, Settings().clock).now()
    with opened_store() as store:
        try:
            of = sites.in_force(store, site)
        except LookupError as error:
            raise Failure(f'there is no site "{site}"') from error
        try:
            days = roster_in(data, of, names(store, [site]), now)
        except PlanningFileError as error:
            raise Failure("\n".join(f"{file}: {fault}" for fault in error.mistakes)) from error
        KeptRosters(store).replace(site, days)
    typer.echo(f"{site}: {_told(days)}")


def _told(days: Mapping[date, Sequence[Shift]]) -> str:
    if not days:
        return "no event within a year of today; nothing was changed"
    shifts = sum(map(len, days.values()))
    return f"shifts: {shifts}, days: {len(days)}, from {min(days)} to {max(days)}"


def bytes_of(file: Path) -> bytes:
    """One more than is allowed at most: the reader refuses it."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror}") from error
