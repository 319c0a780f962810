"""The store that a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from server.commands.failure import Failure
from server.journal.entry import Unavailable
from server.journal.migrate import migrate
from server.journal.store import Store
from server.settings import Settings


@contextmanager
def opened_store() -> Iterator[Store]:
    """Up to date, and closed afterwards."""
    settings = Settings()
    if not settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(settings.store_url)
    try:
        migrate(store.url)
        yield store
    except Unavailable as error:
        raise Failure(f"the store does not answer: {error}") from error
    finally:
        store.close()
