"""`suivant doctor`: one line for each thing that may be wrong, with its cure."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import typer
from pydantic import ValidationError

from server.application.clock import clock_from
from server.commands import paper_checks, secret
from server.commands.failure import Failure
from server.commands.store import opened_store
from server.settings import Settings
from server.sitefile import sites

NATS_PORT = 4222
PATIENCE = 3.0
"""Seconds."""


def doctor() -> None:
    """Checks settings, store, secret, bus, clock, sites, fonts and printers."""
    wrong = 0
    checks: list[tuple[str, Callable[[], str]]] = [
        ("settings", _settings),
        ("store", _store),
        ("secret", secret.checked),
        ("bus", _bus),
        ("clock", _clock),
        ("sites", _sites),
        ("fonts", paper_checks.fonts),
        ("printers", paper_checks.printers),
    ]
    for name, check in checks:
        try:
            typer.echo(f"ok     {name}: {check()}")
        except Failure as failure:
            wrong += 1
            typer.echo(f"wrong  {name}: {failure}")
    if wrong:
        raise typer.Exit(1)


def _settings() -> str:
    try:
        settings = Settings()
        settings.secret_bytes()
    except (ValidationError, OSError) as error:
        raise Failure(f"{error}; see docs/administer.md") from error
    return f"data in {settings.data_dir.resolve()}"


def _store() -> str:
    with opened_store() as store:
        store.ping()
        return store.writer.url.render_as_string(hide_password=True)


def _bus() -> str:
    settings = Settings()
    if not settings.bus_url:
        return "inside the process; several processes need SUIVANT_BUS_URL"
    address = urlsplit(settings.bus_url)
    place = f"{address.hostname}:{address.port or NATS_PORT}"
    try:
        with socket.create_connection((address.hostname, address.port or NATS_PORT), PATIENCE):
            return place
    except OSError as error:
        raise Failure(f"{place} does not answer ({error}); start NATS") from error


def _clock() -> str:
    now = clock_from(Settings().clock).now()
    if now < datetime(2026, 1, 1, tzinfo=UTC):
        raise Failure(f"it says {now:%Y-%m-%d}; set the machine's date")
    return f"{now:%Y-%m-%d %H:%M:%S} UTC"


def _sites() -> str:
    with opened_store() as store:
        found = sorted(sites.versions(store))
    if not found:
        raise Failure("none yet; load one with: suivant site load FILE.toml")
    return ", ".join(found)
