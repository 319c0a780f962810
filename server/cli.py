"""The `suivant` command: 0 on success, 2 on wrong use, 1 on failure with one line on stderr."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

import server.early  # noqa: F401
from server.commands import (
    appointments,
    copies,
    devices,
    doctor,
    fairness,
    journal,
    lab,
    promise,
    roster,
    secret,
    sites,
    tokens,
    users,
)
from server.commands.failure import said_of

Port = Annotated[int, typer.Option(min=1, max=65535)]

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(sites.app, name="site", help="A site's configuration.")
app.add_typer(users.app, name="user", help="Staff accounts.")
app.add_typer(devices.app, name="device", help="Kiosks, displays and printers.")
app.add_typer(tokens.app, name="token", help="API tokens, for the town's own software.")
app.add_typer(journal.app, name="journal", help="The journal of facts.")
app.add_typer(appointments.app, name="appointments", help="Hours agreed on beforehand.")
app.add_typer(roster.app, name="roster", help="Who is planned at a counter.")
app.add_typer(secret.app, name="secret", help="The servers' secret.")
app.add_typer(promise.app, name="promise", help="How long people are told to wait.")
app.command("fairness")(fairness.fairness)
app.command("lab")(lab.lab)
app.command("backup")(copies.backup)
app.command("restore")(copies.restore)
app.command("doctor")(doctor.doctor)


@app.command()
def demo(
    host: str = "127.0.0.1",
    port: Port = 8000,
    data: Annotated[Path, typer.Option(help="Folder for everything the demo keeps.")] = Path(
        "data"
    ),
    visitors: Annotated[
        int, typer.Option(min=0, help="Simulated visitors an hour; 0: nobody, no agents either.")
    ] = 24,
    lan: Annotated[bool, typer.Option("--lan", help="Let phones in, of the same network.")] = False,
    passwords: Annotated[
        bool, typer.Option("--passwords", help="Only show the accounts again.")
    ] = False,
) -> None:
    """Everything in one go: demo town hall, accounts, kiosk, boards and a virtual printer."""
    from server.demo.doorway import EVERYWHERE, address_here, address_on_the_network
    from server.demo.running import DemoPlan, run_demo
    from server.demo.telling import tell_accounts

    if passwords:
        tell_accounts(data, address_here(host, port))
        return
    network = address_on_the_network(port) if lan else None
    run_demo(DemoPlan(data, EVERYWHERE[0] if lan else host, port, visitors, network))


@app.command()
def serve(
    host: str = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option(min=1)] = 1,
) -> None:
    """The server."""
    from server.commands.serve import run_server

    run_server(host, port, workers)


def main() -> None:
    """One clear line for people; the whole trace only for bugs."""
    os.umask(0o077)  # whatever a command makes is its user's alone
    for stream in (sys.stdout, sys.stderr):
        # A terminal without some letter shows its number.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except Exception as error:
        sentence = said_of(error)
        if sentence is None:
            raise
        print(f"suivant: {sentence}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
