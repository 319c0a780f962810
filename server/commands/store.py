"""The store that a command works on: guarded, up to date, with all that people were told of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from server.commands.failure import Failure
from server.domain.journal import Unavailable
from server.journal import acknowledged
from server.settings import DEMO_ACCOUNTS, SECRET_FILE, Settings
from server.store import whole
from server.store.copies import BEFORE_RESTORE
from server.store.files import StoreFiles, files_of
from server.store.lock import alone, shared
from server.store.migrate import is_up_to_date, migrate
from server.store.private import make_folder, shut, shut_folder
from server.store.store import Store
from server.store.trouble import RESTORE, Damaged, StoreError, cure_of
from server.texts import compiled

OTHERS = (SECRET_FILE, DEMO_ACCOUNTS, "demo-screens.json", "spool", "tickets", compiled.FOLDER)
"""What is in the data folder beside the store."""

FOLDER = "SUIVANT_DATA_DIR is to be a folder that this user may write in"


@contextmanager
def opened_store(settings: Settings | None = None, *, judged: bool = True) -> Iterator[Store]:
    """`judged`: not for a store that has lost its end. Closed afterwards."""
    settings = settings or Settings()
    with told(settings):
        _make_room(settings)
        with _store(settings) as store:
            migrate(store.url)
            with shared(store.url):
                if judged:
                    acknowledged.check(store)
                yield store


@contextmanager
def store_alone(settings: Settings) -> Iterator[Store]:
    """As it is, with nobody else at work on it."""
    with told(settings):
        _check_that_it_is_there(settings)
        with alone(settings.store_url), _store(settings) as store:
            yield store


@contextmanager
def store_as_it_is() -> Iterator[Store]:
    """For looking only: not made, and not brought up to date."""
    settings = Settings()
    with told(settings):
        _check_that_it_is_there(settings)
        with _store(settings) as store:
            if not is_up_to_date(store.reader):
                raise Failure("its tables are not of this version; start the server, it mends them")
            yield store


@contextmanager
def store_to_serve(settings: Settings) -> Iterator[Store]:
    """With nothing gone, nothing damaged and nothing open to other accounts."""
    files = files_of(settings.store_url)
    with told(settings):
        _make_room(settings)
        if files and files.database.exists():
            whole.look_at(files.database)
        with opened_store(settings) as store:
            acknowledged.begin(store)
            _shut(settings, files)
            yield store


def _shut(settings: Settings, files: StoreFiles | None) -> None:
    """What an older version, or a hand, left open to other accounts."""
    folder = settings.data_dir
    if folder.is_dir():
        shut_folder(folder, OTHERS)
    shut([folder / SECRET_FILE, *folder.glob(BEFORE_RESTORE), *(files.all if files else ())])


def _make_room(settings: Settings) -> None:
    if not settings.database_url:
        make_folder(settings.data_dir)
    files = files_of(settings.store_url)
    if files and not files.database.exists():
        _check_that_it_is_new(files)


def _check_that_it_is_new(files: StoreFiles) -> None:
    """SQLite would make an empty one, and throw away the log that is left of it."""
    if left := [each.name for each in files.all[1:] if each.exists() and each.stat().st_size]:
        raise Failure(
            f"the store {files.database} is gone, and {', '.join(left)} is there; {RESTORE}. "
            "To begin with nothing, remove what is left of it"
        )


def _check_that_it_is_there(settings: Settings) -> None:
    files = files_of(settings.store_url)
    if files and not files.database.exists():
        _check_that_it_is_new(files)
        raise Failure(f"none yet at {files.database}; it is made by: suivant site load FILE.toml")


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    store = Store(settings.store_url, settings.data_dir)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def told(settings: Settings) -> Iterator[None]:
    """What is wrong with a store, as one line with its cure."""
    try:
        yield
    except StoreError as error:
        raise Failure(str(error)) from error
    except Damaged as error:
        raise Failure(_with_cure(str(error), cure_of(settings.store_url))) from error
    except (Unavailable, sqlite3.Error) as error:
        raise Failure(f"the store does not answer: {error}; {_cure(settings)}") from error
    except OSError as error:
        where = error.filename or settings.data_dir
        raise Failure(f"{where}: {error.strerror or error}; {FOLDER}") from error


def _with_cure(words: str, cure: str) -> str:
    return words if cure in words else f"the store is damaged: {words}; {cure}"


def _cure(settings: Settings) -> str:
    files = files_of(settings.store_url)
    if files:
        return f"is there room on the disk, and may this user write in {files.database.parent}?"
    return "start PostgreSQL, or correct SUIVANT_DATABASE_URL"
