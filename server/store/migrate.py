"""Bringing a store's tables to this version's shape (Alembic)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from server.store.engine import open_engine, translated

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x5375697661  # "Suiva"


def migrate(url: str, to: str = "head") -> None:
    """Creates or upgrades the tables of a store; does nothing when they are up to date.

    `to`: an older version's revision, for tests. Raises Unavailable when the store does not answer.
    """
    engine = open_engine(url, writes=True, patient=True)
    try:
        with translated():
            if _revision(engine) != newest():
                _upgrade(engine, to)
    finally:
        engine.dispose()


def is_up_to_date(engine: Engine) -> bool:
    """Whether the tables have this version's shape. Raises Unavailable."""
    with translated():
        return _revision(engine) == newest()


def _upgrade(engine: Engine, to: str) -> None:
    # Alembic takes half a second to load: only when there is something to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Several servers may start at once: one migrates, the others wait and find it done.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def newest() -> str:
    """The revision of this version: the files are numbered."""
    return max(file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
        return found
