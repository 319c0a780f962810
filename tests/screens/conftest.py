"""Who stands before a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.conftest import Opener
from tests.screens.standing import KIOSK, PORTRAIT
from tests.worlds.town import Town


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
