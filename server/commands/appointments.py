"""`suivant appointments import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from server.appointments.kept import KeptAppointments
from server.commands.planning import planning_file
from server.planning.appointments_file import appointments_in

app = typer.Typer(no_args_is_help=True)


@app.callback()
def appointments() -> None:
    """A word of its own, though there is one command so far."""


@app.command("import")
def import_file(file: Path, site: Annotated[str, typer.Option(help="Its slug.")]) -> None:
    """Takes in appointments, from CSV (id,at,services,language) or iCalendar, without any name. The
    same file twice changes nothing; a file with a mistake is refused whole."""
    with planning_file(file, site) as (store, data, of, now):
        wanted = appointments_in(data, of, now)
        new = KeptAppointments(store).put(site, wanted)
    typer.echo(f"{site}: appointments: {len(wanted)}, new: {new}")
