"""`suivant site check|load|export`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import typer

from server.commands.failure import Failure
from server.commands.store import opened_store
from server.domain.site import Site
from server.sitefile import sites
from server.sitefile.reading import SiteFileError, read_site

app = typer.Typer(no_args_is_help=True)


@app.command()
def check(file: Path) -> None:
    """Reads a site file and says what is wrong with it, changing nothing."""
    site = _read(file, _text(file))
    typer.echo(
        f"{file}: good. {site.name}: {len(site.services)} services, {len(site.counters)} counters, "
        f"{len(site.agents)} agents, {len(site.boards)} boards"
    )


@app.command()
def load(file: Path) -> None:
    """Puts a site file in force. A bad one is refused whole; the same one again changes nothing."""
    text = _text(file)
    _read(file, text)
    with opened_store() as store:
        site, news = sites.load(store, text, datetime.now(UTC))
    typer.echo(f"{site.slug}: {'loaded' if news else 'already in force'}")


@app.command()
def export(slug: str) -> None:
    """Prints the site file in force, as it was written."""
    with opened_store() as store:
        text = sites.export(store, slug)
    if text is None:
        raise Failure(f'there is no site "{slug}"')
    sys.stdout.write(text)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{file} cannot be read: {error}") from error


def _read(file: Path, text: str) -> Site:
    try:
        return read_site(text)
    except SiteFileError as error:
        raise Failure("\n".join(f"{file}: {mistake}" for mistake in error.mistakes)) from error
