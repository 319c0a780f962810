"""`suivant doctor`: one line for each thing that may be wrong, with its cure.

It looks, and changes nothing: neither tables nor secret are made, whoever runs it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path

import typer
from pydantic import ValidationError

from server.application.clock import clock_from
from server.application.share import share_of
from server.commands import paper_checks, secret, store_checks
from server.commands.failure import Failure, understood
from server.commands.store import store_as_it_is
from server.settings import PREFIX, SECRET_FILE, Settings, mistakes
from server.store.files import files_of
from server.store.private import open_to_others
from server.store.store import Store

PATIENCE = 3.0
"""Seconds."""
LITTLE_ROOM = 500
"""MB. A town hall writes some 2 MB a day; copies, logs and updates need the rest."""

Check = Callable[[], str]
STORE_CHECKS: dict[str, Callable[[Store], str]] = {
    "secret": secret.checked,
    "clock": store_checks.clock,
    "sites": store_checks.known,
    "fonts": paper_checks.fonts,
    "voices": store_checks.voices,
    "printers": paper_checks.printers,
}


def doctor() -> None:
    """Checks settings, disk, bus, store, secret, clock, sites, fonts, voices and printers."""
    if not _told("settings", _settings):
        raise typer.Exit(1)  # whatever else is looked at would be the wrong thing
    well = [_told("disk", _disk), _told("bus", _bus)]
    try:
        with store_as_it_is() as store:
            well.append(_told("store", partial(store_checks.kept, store)))
            for name, check in STORE_CHECKS.items():
                well.append(_told(name, partial(check, store)))
    except Failure as failure:
        _say("wrong", "store", str(failure))
        _say("-", ", ".join(STORE_CHECKS), "not looked at, for want of the store")
        well.append(False)
    if not all(well):
        raise typer.Exit(1)


def _told(name: str, check: Check) -> bool:
    try:
        _say("ok", name, check())
    except Failure as failure:
        _say("wrong", name, str(failure))
        return False
    except OSError as error:
        _say("wrong", name, f"{error.filename}: {error.strerror}; run this as the server's user")
        return False
    return True


def _say(how: str, name: str, words: str) -> None:
    typer.echo(f"{how:<6} {name}: {words}")


def _settings() -> str:
    try:
        settings = Settings()
    except ValidationError as error:
        raise Failure(f"{mistakes(error)}; see docs/administer.md") from error
    understood("CLOCK", clock_from, settings.clock)
    understood("SITES", share_of, settings.sites)
    if misspelt := next(_misspelt(), None):
        raise Failure("{} is no setting; do you mean {}? see docs/administer.md".format(*misspelt))
    own = settings.data_dir / SECRET_FILE
    if not settings.secret and own.exists() and not os.access(own, os.R_OK):
        raise Failure(f"{own} cannot be read; run this as the server's own user")
    return f"data in {settings.data_dir.resolve()}"


def _misspelt() -> Iterator[tuple[str, str]]:
    """Names in the environment that are nearly a setting's: nobody reads them."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            yield from ((name, near) for near in get_close_matches(name.upper(), known, 1, 0.9))


def _disk() -> str:
    folder = Settings().data_dir.resolve()
    if not folder.exists():
        return f"{folder} is made at the first start"
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Failure(f"{error}; make room, or let this user write in {folder}") from error
    return f"{_room(folder)}, {_modes(folder)}"


def _modes(folder: Path) -> str:
    """Hashes of passwords and colleagues' notes are no other account's business."""
    files = files_of(Settings().store_url)
    kept = [folder, folder / SECRET_FILE, *(files.all if files else ()), *folder.glob("*.db")]
    if found := open_to_others(dict.fromkeys(kept)):
        told = " ".join(f"'{path}'" for path in found)
        raise Failure(f"other accounts may read what is kept; chmod go-rwx {told}")
    return "for this user alone"


def _room(folder: Path) -> str:
    room = shutil.disk_usage(folder).free // 1_000_000
    if room < LITTLE_ROOM:
        raise Failure(f"only {room} MB are free in {folder}; make room: old copies, old days, logs")
    return f"{room:,} MB free in {folder}"


def _bus() -> str:
    servers = [place for place in Settings().bus_url.split(",") if place]
    if not servers:
        return "inside the process; several processes need SUIVANT_BUS_URL"
    for server in servers:
        try:
            asyncio.run(asyncio.wait_for(_greet(server), PATIENCE))
        except Exception as error:  # whatever may listen there says whatever it likes
            why = " ".join(str(error).split()) or "no answer"
            raise Failure(f"{_public(server)}: {why}; start NATS there") from error
    return ", ".join(_public(server) for server in servers)


async def _greet(server: str) -> None:
    """As a client: an open port alone may be anybody's."""
    from nats.aio.client import Client

    async def quietly(error: Exception) -> None:
        del error

    client = Client()
    await client.connect(server, allow_reconnect=False, error_cb=quietly)
    await client.flush()
    await client.close()


def _public(server: str) -> str:
    """Without a password."""
    scheme, _, rest = server.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
