"""The sites' configurations in the store: every version is kept, the newest is in force."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from server.domain.fairness.site_files import LoadedFile, with_days
from server.domain.site import Site
from server.exceptional.kept import changes_of
from server.sitefile.mistakes import SiteFileError, refuse
from server.sitefile.reading import read_site
from server.sitefile.tables import SiteRow
from server.store.store import Store

A_WEEK = timedelta(weeks=1)
"""No day lasts longer: hours of earlier ones decided nothing any more."""


def load(store: Store, text: str, now: datetime) -> tuple[Site, bool]:
    """The site, and whether this is news: the same file twice changes nothing.

    Raises SiteFileError when the file has a mistake; then nothing is changed.
    """
    site = read_site(text)
    with store.writing() as connection, Session(bind=connection) as session:
        newest = _newest(session, site.slug)
        if newest is not None and newest.toml == text:
            return site, False
        if newest is not None:
            _respect_papers(site, text, newest.toml)
        version = newest.version + 1 if newest else 1
        session.add(SiteRow(slug=site.slug, version=version, toml=text, loaded_at=now))
        session.flush()
    return site, True


def export(store: Store, slug: str) -> str | None:
    """The site file in force, as it was written."""
    newest = text_in_force(store, slug)
    return newest[1] if newest else None


def in_force(store: Store, slug: str) -> Site:
    """Raises SiteFileError for a file that an older version took, LookupError for no such site."""
    text = export(store, slug)
    if text is None:
        raise LookupError(slug)
    return read_site(text)


def slugs(store: Store, most: int | None = None) -> list[str]:
    """Of all sites, or the first few, in order."""
    query = select(col(SiteRow.slug)).distinct().order_by(col(SiteRow.slug)).limit(most)
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def versions(store: Store, sites: Collection[str]) -> dict[str, int]:
    """The version in force of each of these: what a running server watches."""
    query = (
        select(col(SiteRow.slug), func.max(col(SiteRow.version)).label("version"))
        .where(col(SiteRow.slug).in_(sites))
        .group_by(col(SiteRow.slug))
    )
    with store.reading() as connection:
        return {row.slug: row.version for row in connection.execute(query)}


def text_in_force(store: Store, slug: str, before: int | None = None) -> tuple[int, str] | None:
    """The newest version of a site file, or the newest before this one, and its text."""
    query = (
        select(col(SiteRow.version), col(SiteRow.toml))
        .where(col(SiteRow.slug) == slug)
        .order_by(col(SiteRow.version).desc())
        .limit(1)
    )
    if before is not None:
        query = query.where(col(SiteRow.version) < before)
    with store.reading() as connection:
        row = connection.execute(query).first()
    return (row.version, row.toml) if row else None


def before(store: Store, slug: str) -> Iterator[Site]:
    """The sites as their files had them before the one in force, the newest first; without those
    that this version does not read."""
    found = text_in_force(store, slug)
    while found and (found := text_in_force(store, slug, before=found[0])):
        with suppress(SiteFileError):
            yield read_site(found[1])


def loaded(store: Store, slug: str, by: datetime) -> Iterator[LoadedFile]:
    """The files that were loaded by this moment, the newest first; all that there are, where none
    was. Each is read when it is asked for; without those that this version does not read. An
    exceptional day that was decided or taken back makes another one."""
    changes = changes_of(store, (slug,), by.date() - A_WEEK).get(slug, ())
    return with_days(_files(store, slug, by), [each for each in changes if each.at <= by])


def _files(store: Store, slug: str, by: datetime) -> Iterator[LoadedFile]:
    loadings = _loadings(store, slug)
    for version, at in [each for each in loadings if each[1] <= by] or loadings:
        found = text_in_force(store, slug, before=version + 1)
        with suppress(SiteFileError):
            if found:
                yield LoadedFile(at, read_site(found[1]))


def _loadings(store: Store, slug: str) -> list[tuple[int, datetime]]:
    """The newest first."""
    query = (
        select(col(SiteRow.version), col(SiteRow.loaded_at))
        .where(col(SiteRow.slug) == slug)
        .order_by(col(SiteRow.version).desc())
    )
    with store.reading() as connection:
        return [(row.version, row.loaded_at) for row in connection.execute(query)]


def _respect_papers(site: Site, text: str, before: str) -> None:
    """Numbers in the drawer keep their letter: a kiosk that had it too would give them twice.

    Raises SiteFileError.
    """
    try:
        letter = read_site(before).paper.fallback_prefix
    except SiteFileError:
        return  # nothing is printed by a file that nobody can read
    cure = f'"{letter}" is on the numbers printed in advance; take another'
    prefixes = [service.prefix for service in site.services.values()]
    refuse(text, [(("services", i, "prefix"), cure) for i, p in enumerate(prefixes) if p == letter])


def _newest(session: Session, slug: str) -> SiteRow | None:
    query = select(SiteRow).where(col(SiteRow.slug) == slug).order_by(col(SiteRow.version).desc())
    return session.execute(query.limit(1)).scalars().first()
