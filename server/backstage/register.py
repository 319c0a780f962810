"""The register of sites, as the store has it: what the receptions ask beside the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from server.application.sites import (
    Configuration,
    EnrolledPrinter,
    Front,
    JournalPlace,
    UnreadableSite,
)
from server.backstage import places
from server.domain.fairness.site_files import LoadedFile
from server.domain.site import Site
from server.identity.devices import list_printers
from server.identity.staff import names
from server.sitefile import sites
from server.sitefile.front import read_front
from server.sitefile.mistakes import SiteFileError
from server.sitefile.reading import read_site
from server.store.store import Store


class Register:
    """`application.sites.Sites` on a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._fronts: dict[str, tuple[int, Front]] = {}
        """With the version they are of: some hundred bytes each, however many sites are seen."""

    def slugs(self) -> list[str]:
        return sites.slugs(self._store)

    def front(self, slug: str) -> Front | None:
        return next(iter(self.fronts((slug,))), None)

    def fronts(self, slugs: Collection[str]) -> list[Front]:
        versions = sites.versions(self._store, slugs)
        return [self._front(slug, versions[slug]) for slug in slugs if slug in versions]

    def only(self) -> Front | None:
        slugs = sites.slugs(self._store, most=2)
        return self.front(slugs[0]) if len(slugs) == 1 else None

    def in_force(self, slug: str) -> Configuration | None:
        if "\0" in slug:  # PostgreSQL cannot even be asked for it
            return None
        found = sites.text_in_force(self._store, slug)
        if found is None:
            return None
        version, text = found
        try:
            return Configuration(version, read_site(text))
        except SiteFileError as error:
            raise UnreadableSite(str(error)) from error

    def before(self, slug: str) -> Iterator[Site]:
        return sites.before(self._store, slug)

    def loaded(self, slug: str, by: datetime) -> Iterator[LoadedFile]:
        return sites.loaded(self._store, slug, by)

    def versions(self, slugs: Collection[str]) -> dict[str, int]:
        return sites.versions(self._store, slugs)

    def printers(self, slugs: Collection[str]) -> list[EnrolledPrinter]:
        return [EnrolledPrinter(p.id, p.name, p.site) for p in list_printers(self._store, slugs)]

    def people(self, slugs: Collection[str]) -> dict[str, str]:
        return names(self._store, slugs)

    def places(self, slugs: Collection[str]) -> dict[str, JournalPlace]:
        return places.places(self._store, slugs)

    def left_open(self) -> list[tuple[str, date]]:
        return places.left_open(self._store)

    def mark(self) -> object:
        return self._store.mark()

    def _front(self, slug: str, version: int) -> Front:
        kept = self._fronts.get(slug)
        if kept is None or kept[0] != version:
            text = sites.export(self._store, slug) or ""
            kept = self._fronts[slug] = version, read_front(text)
        return kept[1]
