"""`suivant site check|load|export`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

from server.application.clock import clock_from
from server.commands.calendar import calendar
from server.commands.failure import Failure, understood
from server.commands.leaving import leaving
from server.commands.rehearsal import undrawable
from server.commands.store import opened_store, store_as_it_is
from server.domain.site import Site
from server.protocol.brought import BadText, decoded
from server.settings import Settings
from server.sitefile import sites
from server.sitefile.ahead import live_through
from server.sitefile.mistakes import SiteFileError
from server.sitefile.reading import read_site
from server.store.store import Store

LARGEST = 1_000_000
"""Bytes: two crests and every service of a capital."""

app = typer.Typer(no_args_is_help=True)


@app.command()
def check(file: Path) -> None:
    """Reads a site file, draws all its screens and papers, and shows its next two weeks."""
    text = _text(file)
    site = _read(file, text)
    _try(file, text, site)
    typer.echo(
        f"{file}: good. {site.name}: {len(site.services)} services, {len(site.counters)} counters, "
        f"{len(site.agents)} agents, {len(site.boards)} boards"
    )
    with suppress(Failure), store_as_it_is() as store:  # a file may be there before its store is
        _tell_who_is_here(store, site)
    for line in calendar(site, _today(site)):
        typer.echo(line)


@app.command()
def load(file: Path) -> None:
    """Puts a site file in force. A bad one is refused whole; the same one again changes nothing."""
    text = _text(file)
    site = _read(file, text)
    with opened_store() as store:
        if sites.export(store, site.slug) != text:
            _try(file, text, site)
        _tell_who_is_here(store, site)
        site, news = sites.load(store, text, datetime.now(UTC))
    typer.echo(f"{site.slug}: {'loaded' if news else 'already in force'}")


@app.command()
def export(slug: str) -> None:
    """Prints the site file in force, as it was written, in UTF-8."""
    with opened_store() as store:
        text = sites.export(store, slug)
    if text is None:
        raise Failure(f'there is no site "{slug}"')
    sys.stdout.buffer.write(text.encode())


def _tell_who_is_here(store: Store, site: Site) -> None:
    for line in leaving(store, site, _now()):
        typer.echo(line)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror}") from error
    if len(data) > LARGEST:
        raise Failure(f"{file}: larger than {LARGEST // 1000} kB; is it a site file?")
    try:
        return decoded(data)
    except BadText as error:
        place = f"line {error.line}: " if error.line else ""
        raise Failure(f"{file}: {place}{error}") from error


def _read(file: Path, text: str) -> Site:
    """Raises Failure with a line for each mistake."""
    try:
        return read_site(text)
    except SiteFileError as error:
        raise _refused(file, error.mistakes) from error


def _try(file: Path, text: str, site: Site) -> None:
    """Its year ahead, and all that is drawn of it. Raises Failure with a line for each fault."""
    try:
        live_through(text, site, _today(site))
    except SiteFileError as error:
        raise _refused(file, error.mistakes) from error
    if faults := list(undrawable(site, _today(site))):
        raise _refused(file, faults)


def _refused(file: Path, faults: Sequence[object]) -> Failure:
    return Failure("\n".join(f"{file}: {fault}" for fault in faults))


def _today(site: Site) -> date:
    """There. Raises Failure."""
    return _now().astimezone(ZoneInfo(site.timezone)).date()


def _now() -> datetime:
    """Raises Failure."""
    return understood("CLOCK", clock_from, Settings().clock).now()
