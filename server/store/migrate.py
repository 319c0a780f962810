"""Bringing a store's tables to this version's shape (Alembic)."""

from __future__ import annotations

import time
from contextlib import nullcontext, suppress
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from server.store.engine import open_engine, translated
from server.store.lock import AGAIN, PATIENCE, alone
from server.store.trouble import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
NEWER = "this store is of a newer version of Suivant; update the program"


def migrate(url: str, to: str = "head") -> None:
    """Creates or upgrades the tables of a store; does nothing when they are up to date.

    `to`: an older version's revision, for tests. Raises Unavailable when the store does not answer,
    StoreError when it is of a newer version, or of an older one with somebody at work on it.
    """
    engine = open_engine(url, writes=True, patient=True)
    until = time.monotonic() + PATIENCE
    try:
        with translated():
            while not _is_newest(engine):
                # Several may start at once: one migrates, the others wait and find it done.
                with (
                    suppress(StoreError) if time.monotonic() < until else nullcontext(),
                    alone(url, 0),
                ):
                    _upgrade(engine, to)
                    return
                time.sleep(AGAIN)
    finally:
        engine.dispose()


def is_up_to_date(engine: Engine) -> bool:
    """Whether the tables have this version's shape. Raises Unavailable."""
    with translated():
        return _is_newest(engine)


def is_known(revision: str | None) -> bool:
    """Whether it is of this version or an older one."""
    return revision is None or revision in _revisions()


def _is_newest(engine: Engine) -> bool:
    """Raises StoreError."""
    revision = _revision(engine)
    if not is_known(revision):
        raise StoreError(NEWER)
    return revision == newest()


def _upgrade(engine: Engine, to: str) -> None:
    # Alembic takes half a second to load: only when there is something to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def newest() -> str:
    """The revision of this version: the files are numbered."""
    return max(_revisions())


def _revisions() -> set[str]:
    return {file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
        return found
