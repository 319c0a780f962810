"""Whoever gave up her place by mistake takes it back on her phone, in her language."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.console import hook
from tests.screens.standing import queued
from tests.worlds import patient
from tests.worlds.town import Town

PHONE = (390, 844)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_place_given_up_is_taken_back_and_is_the_same(
    javascript: bool, shared_town: Town, open_page: Opener
) -> None:
    ticket, after = shared_town.take("elections"), shared_town.take("elections")
    page = open_page(shared_town, f"/t/{ticket['token']}", size=PHONE, javascript=javascript)
    hook(page, "leave").click()
    hook(page, "leave-yes").click()
    expect(page.get_by_text("Vous pouvez la reprendre jusqu’à 09:1")).to_be_visible()
    expect(hook(page, "notify")).to_be_hidden()

    hook(page, "return").click()

    expect(page.locator("#ticket")).to_have_attribute("data-stage", "waiting")
    expect(hook(page, "return")).to_have_count(0)
    waiting = queued(shared_town)
    before, behind = waiting[str(ticket["number"])], waiting[str(after["number"])]
    assert behind["people_ahead"] == before["people_ahead"] + 1  # type: ignore[operator]


def test_a_ticket_that_was_not_given_up_cannot_be_taken_back(shared_town: Town) -> None:
    ticket = shared_town.take("elections")

    answer = patient.post(f"{shared_town.url}/t/{ticket['token']}/return")

    assert answer.status_code == 409


def test_in_arabic_it_is_read_from_right_to_left(shared_town: Town, open_page: Opener) -> None:
    ticket = shared_town.take("elections", language="ar")
    page = open_page(shared_town, f"/t/{ticket['token']}", size=PHONE)
    hook(page, "later").click()
    expect(page.locator("#ticket")).to_have_attribute("data-stage", "away")
    hook(page, "leave").click()
    hook(page, "leave-yes").click()

    back = hook(page, "return")
    expect(back).to_have_text("استعادة دوري")
    expect(back).to_have_css("direction", "rtl")
    assert barriers(page) == []
