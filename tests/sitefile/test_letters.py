"""The letter on the numbers printed in advance stays theirs, whatever is loaded."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.sitefile import sites
from server.sitefile.mistakes import SiteFileError
from server.store.migrate import migrate
from server.store.store import Store
from tests.application.town_hall import SITE_FILE

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FILE = SITE_FILE.format(slug="mairie")


def test_no_service_gets_the_letter_of_the_numbers_in_the_drawer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'suivant.db'}"
    migrate(url)
    store = Store(url)
    try:
        sites.load(store, FILE, NOW)
        with pytest.raises(SiteFileError, match=r'services\[1\]\.prefix.*"X" is on the numbers'):
            sites.load(store, FILE.replace('"B"', '"X"'), NOW)
        assert sites.export(store, "mairie") == FILE
        sites.load(store, FILE.replace('"B"', '"C"'), NOW)
    finally:
        store.close()
