"""The world of the tests: a real town hall, a real server process, a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from server.store.migrate import migrate
from server.store.store import Store
from tests.browser import LAUNCH_ARGUMENTS, find_chromium
from tests.worlds.patient import PATIENCE
from tests.worlds.servers import new_database, postgresql
from tests.worlds.town import Town, running

# What a screen will show, on a machine where everything is tested at once.
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town hall of one's own, open, on a Tuesday morning at nine."""
    with running(Town(tmp_path / "town")) as town:
        yield town


@pytest.fixture(scope="module")
def shared_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One town hall for a file's tests, when they do not mind what the others left."""
    with running(Town(tmp_path_factory.mktemp("town"))) as town:
        yield town


@pytest.fixture(scope="session")
def databases() -> Iterator[str]:
    """A PostgreSQL for all tests that need no more of it than a database of their own."""
    with postgresql() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def no_store_yet(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store without tables: one of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'suivant.db'}"
    return new_database(request.getfixturevalue("databases"))


@pytest.fixture
def store(no_store_yet: str) -> Iterator[Store]:
    """With tables, and nothing in them: one of each kind."""
    migrate(no_store_yet)
    store = Store(no_store_yet)
    yield store
    store.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=list(LAUNCH_ARGUMENTS)
        )
        yield chromium
        chromium.close()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    """Opens pages, each in a browser of its own; the test fails on any error in a console."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(
        town: Town,
        path: str,
        *,
        token: str | None = None,
        login: str | None = None,
        size: tuple[int, int] = (1440, 900),
        javascript: bool = True,
        language: str = "fr-FR",
    ) -> Page:
        context = browser.new_context(
            base_url=town.url,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=javascript,
            locale=language,
            service_workers="block",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        if token:
            context.add_cookies([{"name": "suivant_device", "value": token, "url": town.url}])
        if login:
            cookie = town.agent(login).client.cookies["suivant_staff"]
            context.add_cookies([{"name": "suivant_staff", "value": cookie, "url": town.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda m: wrong.append(m.text) if _bad(m.type, m.text) else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong, wrong


def _bad(kind: str, text: str) -> bool:
    """Lost connections and refusals are written to the console by the browser itself."""
    return kind == "error" and "Failed to load resource" not in text and "WebSocket" not in text
