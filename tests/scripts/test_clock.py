"""The server's time on machines whose own clock is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.scripts.conftest import Ask

CLOCK = "looks/live/clock.js"
LATE = datetime(2026, 11, 24, 7, 55, tzinfo=UTC)
"""What the tablet believes."""
AHEAD = "(serverNow() - Date.now()) / 1000"
"""Seconds."""


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [(0, "0:00"), (59_999, "0:59"), (247_000, "4:07"), (3_600_000, "60:00"), (-5_000, "0:00")],
)
def test_a_length_is_told_in_minutes_and_seconds(ask: Ask, milliseconds: int, words: str) -> None:
    assert ask(CLOCK, "minutesAndSeconds(given)", milliseconds) == words


def test_the_servers_time_is_kept(ask: Ask, page: Page) -> None:
    page.clock.set_fixed_time(LATE)
    told = "2026-11-24T08:00:00Z"
    assert ask(CLOCK, f"(setServerTime(given), {AHEAD})", told) == pytest.approx(300, abs=1)


def test_a_clock_set_back_while_the_page_is_open_moves_nothing(ask: Ask, page: Page) -> None:
    page.clock.set_fixed_time(LATE)
    ask(CLOCK, "setServerTime(given)", "2026-11-24T08:00:00Z")
    page.clock.set_fixed_time(LATE - timedelta(hours=2))
    assert ask(CLOCK, AHEAD) == pytest.approx(2 * 3600 + 300, abs=2)


@pytest.mark.parametrize("at", [None, "", "soon"])
def test_a_frame_without_a_time_moves_no_clock(ask: Ask, page: Page, at: str | None) -> None:
    page.clock.set_fixed_time(LATE)
    assert ask(CLOCK, f"(setServerTime(given), {AHEAD})", at) == pytest.approx(0, abs=1)


def test_the_wall_clock_tells_the_town_halls_hour(ask: Ask, page: Page) -> None:
    page.clock.install(time=LATE)
    page.set_content('<time id="clock" data-zone="Indian/Reunion"></time>')
    ask(CLOCK, "setServerTime(given)", "2026-11-24T08:59:30Z")
    ask("display/wall_clock.js", "runWallClock()")
    expect(page.locator("#clock")).to_have_text("12:59")
    page.clock.run_for(31_000)
    expect(page.locator("#clock")).to_have_text("13:00")
