"""A town hall with the real agent at its printer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.paper.paper import Tray, printer_at
from tests.worlds.town import DEMO_SITE, Town, running


@pytest.fixture(scope="module")
def printing_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, Tray]]:
    """Open at any hour, and by the real clock: the agent refuses tickets of another day."""
    folder = tmp_path_factory.mktemp("printing")
    always = re.sub(r"^hours = .*$", 'hours = "24/7"', DEMO_SITE.read_text("utf-8"), flags=re.M)
    town = Town(folder / "town", clock="", site_text=always)
    with running(town), printer_at(town, folder) as tray:
        yield town, tray
