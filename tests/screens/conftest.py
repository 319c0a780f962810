"""Who stands before a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.conftest import Opener
from tests.screens.standing import KIOSK, PORTRAIT
from tests.worlds.town import Town, running


@pytest.fixture
def kiosk(shared_town: Town, open_page: Opener) -> Page:
    token = shared_town.tokens["borne-hall"]
    return open_page(shared_town, KIOSK, token=token, size=PORTRAIT)


@pytest.fixture
def free_counters(shared_town: Town) -> Iterator[None]:
    """Each test begins with free counters and an empty queue."""
    yield
    manager = shared_town.agent("manager")
    for counter in ("1", "2"):
        refusal = manager.post(f"counters/{counter}/close").json()
        if number := re.search(r"[A-Z]\d{3}", str(refusal.get("detail", ""))):
            manager.act(number[0], "finish")
            manager.post(f"counters/{counter}/close")
    for place in manager.get("queue").json()["tickets"]:
        manager.act(place["ticket"]["number"], "cancel")


@pytest.fixture(scope="module")
def lunch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The same town hall between noon and two."""
    town = Town(tmp_path_factory.mktemp("lunch"), clock="2026-11-24T13:00:00+01:00")
    with running(town) as closed:
        yield closed


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Just after opening; one ticket a day for identity papers."""
    town = Town(tmp_path_factory.mktemp("early"), clock="2026-11-24T08:35:00+01:00")
    town.site_text = town.site_text.replace("quota = 60", "quota = 1")
    with running(town) as opened:
        yield opened
