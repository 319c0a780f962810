"""`suivant appointments import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from server.application.clock import clock_from
from server.appointments.kept import KeptAppointments
from server.commands.failure import Failure, understood
from server.commands.roster import bytes_of
from server.commands.store import opened_store
from server.planning.appointments_file import appointments_in
from server.planning.mistakes import PlanningFileError
from server.settings import Settings
from server.sitefile import sites

app = typer.Typer(no_args_is_help=True)


@app.callback()
def appointments() -> None:
    """A word of its own, though there is one command so far."""


@app.command("import")
def import_file(file: Path, site: Annotated[str, typer.Option(help="Its slug.")]) -> None:
    """Takes in appointments, from CSV (id,at,services,language) or iCalendar, without any name. The
    same file twice changes nothing; a file with a mistake is refused whole."""
    data = bytes_of(file)
    now = understood("CLOCK", clock_from, Settings().clock).now()
    with opened_store() as store:
        try:
            of = sites.in_force(store, site)
        except LookupError as error:
            raise Failure(f'there is no site "{site}"') from error
        try:
            wanted = appointments_in(data, of, now)
        except PlanningFileError as error:
            raise Failure("\n".join(f"{file}: {fault}" for fault in error.mistakes)) from error
        new = KeptAppointments(store).put(site, wanted)
    typer.echo(f"{site}: appointments: {len(wanted)}, new: {new}")
