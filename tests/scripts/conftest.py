"""An empty page that can import every script of ours; there is no server behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from server.looks.folders import static_folders

TOWN = "http://town.example"
"""Plain http, as in many a town hall: no secure context."""

Ask = Callable[..., Any]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.route(f"{TOWN}/**", _empty)
    page.route(f"{TOWN}/static/**", _script)
    page.goto(TOWN)
    yield page
    page.close()


@pytest.fixture
def ask(page: Page) -> Ask:
    """`ask("looks/live/key.js", "newKey()")`: what a script's function answers."""

    def answer(script: str, expression: str, given: object = None) -> Any:
        return page.evaluate(
            f"async (given) => {{ const all = await import('/static/{script}');"
            f" with (all) return await ({expression}); }}",
            given,
        )

    return answer


def _empty(route: Route) -> None:
    route.fulfill(body="<!doctype html><title>Town</title>", content_type="text/html")


def _script(route: Route) -> None:
    folder, _, name = route.request.url.removeprefix(f"{TOWN}/static/").partition("/")
    route.fulfill(path=static_folders()[folder] / name, content_type="text/javascript")
