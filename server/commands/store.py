"""The store that a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from server.commands.failure import Failure
from server.domain.journal import Unavailable
from server.settings import Settings
from server.store.migrate import is_up_to_date, migrate
from server.store.store import Store


@contextmanager
def opened_store() -> Iterator[Store]:
    """Up to date, and closed afterwards."""
    settings = Settings()
    if not settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    with _store(settings) as store:
        migrate(store.url)
        yield store


@contextmanager
def store_as_it_is() -> Iterator[Store]:
    """For looking only: not made, and not brought up to date."""
    settings = Settings()
    file = _file(settings)
    if file and not file.exists():
        raise Failure(f"none yet at {file}; it is made by: suivant site load FILE.toml")
    with _store(settings) as store:
        if not is_up_to_date(store.reader):
            raise Failure("its tables are not of this version; start the server, it mends them")
        yield store


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    store = Store(settings.store_url)
    try:
        yield store
    except Unavailable as error:
        file = _file(settings)
        cure = (
            f"is there room on the disk, and may this user write in {file.parent}?"
            if file
            else "start PostgreSQL, or correct SUIVANT_DATABASE_URL"
        )
        raise Failure(f"the store does not answer: {error}; {cure}") from error
    finally:
        store.close()


def _file(settings: Settings) -> Path | None:
    """Of SQLite."""
    address = make_url(settings.store_url)
    is_file = address.drivername.startswith("sqlite") and address.database
    return Path(str(address.database)) if is_file else None
