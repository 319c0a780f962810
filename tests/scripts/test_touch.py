"""A kiosk follows a link only while the server answers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.scripts.conftest import TOWN, Ask

TOUCH = "kiosk/touch.js"


@pytest.mark.parametrize(("status", "there"), [(200, True), (503, False)])
def test_the_server_is_there_when_it_says_so(
    ask: Ask, page: Page, status: int, there: bool
) -> None:
    page.route(f"{TOWN}/health/live", lambda route: route.fulfill(status=status))
    assert ask(TOUCH, "serverAnswers()") is there


def test_a_dead_line_is_no_server(ask: Ask, page: Page) -> None:
    page.route(f"{TOWN}/health/live", lambda route: route.abort())
    assert ask(TOUCH, "serverAnswers()") is False


def test_what_lies_ahead_of_now_is_long_ago(ask: Ask) -> None:
    assert ask("looks/live/elapsed.js", "since(moment() + 7_200_000) > 250")
    assert ask("looks/live/elapsed.js", "since(moment()) < 250")
