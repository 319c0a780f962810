"""`suivant secret accept`, and what a server asks before it serves."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from server.commands.failure import Failure
from server.commands.store import opened_store
from server.identity import one_secret
from server.settings import SECRET_FILE, Settings
from server.store.store import Store

ANOTHER = (
    "this machine's secret is not the one that this store's tickets are made with: phones would be "
    "told that their ticket does not exist. Set SUIVANT_SECRET to the same on every machine: it is "
    f'in the file "{SECRET_FILE}" of the data folder of the one that served until now. '
    "If it is lost: suivant secret accept"
)

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The secret that visitors' addresses are computed from."""


@app.command()
def accept() -> None:
    """Makes this machine's secret the store's. The codes of today's papers open nothing then."""
    with opened_store() as store:
        one_secret.accept(store, Settings().secret_bytes(), datetime.now(UTC))
    typer.echo("accepted: every machine of this store needs this secret")


def agree(store: Store, settings: Settings) -> None:
    """Before serving. Raises Failure."""
    try:
        one_secret.agree(store, settings.secret_bytes(), datetime.now(UTC))
    except one_secret.OtherSecretError as error:
        raise Failure(ANOTHER) from error


def checked(store: Store) -> str:
    """For the doctor, who makes none."""
    settings = Settings()
    if not settings.secret and not (settings.data_dir / SECRET_FILE).exists():
        return "none yet; the first start makes one"
    try:
        one_secret.check(store, settings.secret_bytes())
    except one_secret.OtherSecretError as error:
        raise Failure(ANOTHER) from error
    return "the one that this store's tickets are made with"
