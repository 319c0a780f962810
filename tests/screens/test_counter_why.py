"""Why each of sixty stands where she stands: on demand, by mouse or key, and not in every frame."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.console import CONSOLE, at_counter, check, hook, spaced
from tests.screens.test_closing import kept
from tests.screens.test_counter_crowded import crowded
from tests.worlds.patient import connect
from tests.worlds.town import Town

LIMIT = 40 * 1024
"""Bytes of a frame."""
GONE = f"{CONSOLE}/why?n=Z999"
FOR_THE_VISITOR = "Les numéros sont appelés selon le délai annoncé"


def test_any_of_sixty_is_explained_on_demand_to_the_agent_and_for_the_visitor(
    town: Town, open_page: Opener
) -> None:
    page = crowded(town, open_page)
    row = hook(page, "queue-row").nth(30)
    number = spaced(row.get_attribute("data-number"))
    asked = hook(row, "why")

    asked.focus()
    page.keyboard.press("Enter")

    told = page.get_by_role("dialog", name="Pourquoi cette place")
    expect(told).to_contain_text(number)
    expect(told).to_contain_text("Pour le visiteur")
    expect(told).to_contain_text(FOR_THE_VISITOR)
    check(page)
    kept(page, "console-why")
    town.take("identity")  # the list changes meanwhile
    expect(page.locator("#waiting-title")).to_contain_text("61")
    expect(told).to_be_visible()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(asked).to_be_focused()


def test_each_button_says_whose_reason_it_tells(town: Town, open_page: Opener) -> None:
    town.take("identity", language="ar")
    page = at_counter(open_page, town)

    page.get_by_role("button", name=re.compile("^Pourquoi A.001")).click()

    own = page.get_by_role("dialog").locator("[lang=ar]")
    expect(own).to_have_attribute("dir", "rtl")
    expect(own).not_to_be_empty()
    check(page)


def test_without_a_script_the_reason_stands_on_top_of_the_page(
    town: Town, open_page: Opener
) -> None:
    town.take("identity")
    town.agent("agent1").open("1").raise_for_status()
    page = open_page(town, CONSOLE, login="agent1", javascript=False)

    hook(hook(page, "queue-row"), "why").click()

    expect(hook(page, "why-told")).to_contain_text(FOR_THE_VISITOR)


def test_whoever_is_gone_meanwhile_is_told_in_words(town: Town, open_page: Opener) -> None:
    town.take("identity")
    page: Page = at_counter(open_page, town)
    page.route(re.compile("/why"), lambda route: route.continue_(url=f"{town.url}{GONE}"))

    hook(hook(page, "queue-row"), "why").click()

    expect(page.get_by_role("alert")).to_contain_text("n’existe pas")


def test_the_reasons_of_a_full_hall_weigh_on_no_frame(town: Town, open_page: Opener) -> None:
    crowded(town, open_page)
    for _ in range(45):
        town.take("digital")
    cookie = town.agent("agent1").client.cookies["suivant_staff"]
    address = f"ws://127.0.0.1:{town.port}/ws{CONSOLE}?as=html"
    with connect(address, additional_headers={"Cookie": f"suivant_staff={cookie}"}) as socket:
        frame = socket.recv()

    assert json.loads(frame)["html"].count("data-testid='why'") == 40
    assert len(frame) <= LIMIT, len(frame)
