"""At the agent's console: what tests look for and press."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.worlds.town import Town

CONSOLE = "/counter/mairie"


def hook(page: Page | Locator, name: str) -> Locator:
    return page.get_by_test_id(name)


def current(page: Page) -> str:
    """The number at the counter, once there is one."""
    number = hook(page, "current-number").get_attribute("data-number")
    assert number is not None
    return number


def at_counter(open_page: Opener, town: Town, login: str = "agent1", counter: str = "1") -> Page:
    page = open_page(town, CONSOLE, login=login)
    hook(page, f"counter-{counter}").click()
    expect(hook(page, "next")).to_be_visible()
    return page


def check(page: Page) -> None:
    assert barriers(page) == []


def spaced(number: object) -> str:
    """`A001` as it is written on screens."""
    return re.sub(r"^\D+", "\\g<0>\u202f", str(number))
