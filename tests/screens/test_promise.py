"""Somebody in charge asks whether the announced waits were true."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from server.backstage.lessons import learn
from server.journal.journal import Journal
from server.store.store import Store
from tests.conftest import Opener
from tests.promises.days import write_days
from tests.screens.barriers import barriers, is_too_wide
from tests.worlds.town import TUESDAY_MORNING, Desk, Town

Agents = Callable[[str], Desk]
PAGE = "/office/mairie/promise?since=2026-11-01&until=2026-11-24"


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Four days that are over, and their nights."""
    town = Town(tmp_path_factory.mktemp("learned"))
    town.set_up()
    store = Store(town.database)
    write_days(Journal(store), "mairie", 4)
    store.close()
    learn(town.database, town.folder, "mairie")
    with _at(town, TUESDAY_MORNING):
        yield town


@contextmanager
def _at(town: Town, clock: str) -> Iterator[Agents]:
    """A server at this hour; the one before has ended."""
    town.clock = clock
    town.start()
    try:
        yield town.agent
    finally:
        town.leave()


def _figures(page: Page) -> list[str]:
    return page.get_by_test_id("promise").locator("dd strong").all_inner_texts()


def test_it_is_found_from_the_office_and_says_how_often_the_range_held(
    learned: Town, open_page: Opener
) -> None:
    page = open_page(learned, "/office/mairie", login="manager")
    page.get_by_test_id("promise").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Les attentes annoncées étaient-elles justes\u202f?"
    )
    assert _figures(page) == ["76", "42\u00a0%", "53\u00a0%", "5\u00a0%", "19\u00a0min"]
    expect(page.locator(".office-head")).to_contain_text("Appris de vos propres journées.")
    expect(page.get_by_role("rowheader").first).to_contain_text("passeport")
    assert (barriers(page), is_too_wide(page)) == ([], False)


def test_no_agent_is_named_and_no_counter(learned: Town, open_page: Opener) -> None:
    page = open_page(learned, PAGE, login="manager")

    words = page.get_by_test_id("promise").inner_text()
    assert not [name for name in ("Nadia", "agent1", "Guichet") if name in words]


def test_it_is_read_on_a_narrow_screen_in_arabic_without_script(
    learned: Town, open_page: Opener
) -> None:
    page = open_page(learned, PAGE, login="admin", size=(320, 640), language="ar", javascript=False)

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert not is_too_wide(page)


def test_days_without_anybody_say_so(learned: Town, open_page: Opener) -> None:
    page = open_page(
        learned, "/office/mairie/promise?since=2026-10-01&until=2026-10-02", login="manager",
        language="en-GB",
    )  # fmt: skip

    expect(page.get_by_test_id("promise")).to_contain_text("nobody was told a wait")


def test_from_a_ticket_through_the_night_to_the_office(tmp_path: Path) -> None:
    """Nobody does anything for it but take a ticket, wait, be called, and go home."""
    town = Town(tmp_path / "town")
    town.set_up()
    with _at(town, "2026-11-24T09:00:00+01:00") as agent:
        for _ in range(2):
            town.take("identity")
        agent("agent1").open("1")
        agent("agent1").next("1")
        waiting = town.take("identity")
        assert waiting["estimate"]
    with _at(town, "2026-11-24T09:25:00+01:00") as agent:
        for _ in range(2):
            agent("agent1").next("1", finish="solved")
    with _at(town, "2026-11-25T03:05:00+01:00") as agent:
        while (told := agent("manager").get("promise").json())["visits"] != 1:
            time.sleep(0.2)  # the night has a process of its own
        assert told["state"] == "learning"
        assert told["since"] <= "2026-11-24" <= told["until"]
