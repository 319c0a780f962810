"""`suivant token create|list|revoke`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from server.commands.failure import Failure, about
from server.commands.store import opened_store
from server.identity import tokens
from server.protocol import brought
from server.sitefile import sites
from server.store.store import Store

app = typer.Typer(no_args_is_help=True)
LONGEST = 120
OfSite = Annotated[str, typer.Option("--site")]


@app.command()
def create(site: OfSite, name: Annotated[str, typer.Option("--name")]) -> None:
    """Prints the token, alone, once: only its hash is kept."""
    with about("the name"):
        name = brought.name(name)
    if len(name) > LONGEST:
        raise Failure(f"a token's name has at most {LONGEST} characters")
    with opened_store() as store:
        token = tokens.create_token(store, _known(store, site), name, datetime.now(UTC))
    typer.echo(token)


@app.command("list")
def list_tokens(site: OfSite) -> None:
    """Those of a site, one a line."""
    with opened_store() as store:
        for token in tokens.list_tokens(store, _known(store, site)):
            state = "revoked" if token.revoked else "active"
            typer.echo(f"{token.id}\t{token.name}\t{token.created_at:%Y-%m-%d}\t{state}")


@app.command()
def revoke(id: str) -> None:
    """It opens nothing any more, at once."""
    id = brought.as_typed(id)
    with opened_store() as store:
        try:
            tokens.revoke_token(store, id)
        except tokens.TokenError as error:
            raise Failure(str(error)) from error
    typer.echo(f"{id}: revoked")


def _known(store: Store, site: str) -> str:
    """Raises Failure."""
    slug = brought.as_typed(site)
    if sites.export(store, slug) is None:
        raise Failure(f'there is no site "{site}"')
    return slug
