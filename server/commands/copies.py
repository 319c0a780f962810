"""`suivant backup`, `suivant restore`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from server.commands.store import OTHERS, told
from server.journal import acknowledged
from server.settings import Settings
from server.store import copies
from server.store.lock import alone, shared
from server.store.private import make_folder
from server.store.store import Store


def backup(file: Path) -> None:
    """A consistent copy, also while the server runs."""
    settings = Settings()
    url, others = settings.store_url, [settings.data_dir / name for name in OTHERS]
    with told(settings):
        copies.check_that_it_is_there(url)
        with shared(url):
            copies.back_up(url, file, acknowledged.has_all(url), others)
    typer.echo(f"{file}: done")


def restore(file: Path) -> None:
    """Puts a copy back in place of the store. Stop the server first."""
    settings = Settings()
    with told(settings):
        if not settings.database_url:
            make_folder(settings.data_dir)
        with alone(settings.store_url):
            before = _put_back(settings, file)
    typer.echo(f"{file}: done" + (f"; the store as it was is in {before}" if before else ""))


def _put_back(settings: Settings, file: Path) -> Path | None:
    url = settings.store_url
    before = copies.put_back(url, file, acknowledged.has_no_gap, datetime.now(UTC))
    store = Store(url, settings.data_dir)
    try:
        acknowledged.accept(store)  # what was told after the copy is in the store that was
    finally:
        store.close()
    return before
