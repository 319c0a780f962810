"""Two agents answer one visitor: her phone leads her from one counter to the next."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.console import at_counter, check, hook
from tests.worlds.town import Town

PHONE = (390, 844)
CERTIFICATES, DIGITAL = "Recensement, attestation, légalisation", "Aide aux démarches en ligne"


@pytest.mark.timeout(240)
def test_between_two_counters_the_phone_says_what_is_done_what_remains_and_how_long(
    shared_town: Town, open_page: Opener
) -> None:
    nadia, sophie = shared_town.agent("agent1"), shared_town.agent("agent5")
    nadia.open("1").raise_for_status()
    sophie.open("5").raise_for_status()
    shared_town.take("digital")
    sophie.next("5").raise_for_status()
    ticket = shared_town.take("certificates", "digital")
    phone = open_page(shared_town, f"/t/{ticket['token']}", size=PHONE)
    expect(hook(phone, "demands")).to_have_text("2 démarches en une seule visite")
    expect(hook(phone, "wait")).to_contain_text("Attente jusqu’au premier appel\u00a0: ")

    nadia.act(ticket["number"], "call", counter="1").raise_for_status()
    expect(phone.locator("#ticket")).to_have_attribute("data-stage", "called")
    nadia.act(ticket["number"], "finish").raise_for_status()

    expect(hook(phone, "demand-done")).to_have_text(f"C’est fait\u00a0: {CERTIFICATES}")
    expect(hook(phone, "demand")).to_have_text(f"Il reste\u00a0: {DIGITAL}")
    expect(hook(phone, "wait")).to_contain_text("Attente jusqu’au prochain appel\u00a0: ")
    assert barriers(phone) == []

    sophie.next("5", finish="solved").raise_for_status()
    expect(phone.locator("#ticket")).to_contain_text("Bureau 5")
    sophie.act(ticket["number"], "finish").raise_for_status()

    expect(hook(phone, "demand-done")).to_have_count(2)
    expect(hook(phone, "demand")).to_have_count(0)


def test_what_remains_is_said_in_arabic_from_right_to_left(
    shared_town: Town, open_page: Opener
) -> None:
    nadia = shared_town.agent("agent1")
    nadia.open("1").raise_for_status()
    ticket = shared_town.take("certificates", "digital", language="ar")
    nadia.act(ticket["number"], "call", counter="1").raise_for_status()
    nadia.act(ticket["number"], "finish").raise_for_status()

    phone = open_page(shared_town, f"/t/{ticket['token']}", size=PHONE)

    line = hook(phone, "demand")
    expect(line).to_contain_text("المساعدة في الإجراءات عبر الإنترنت")
    expect(line).to_have_css("direction", "rtl")
    icon, words = line.locator("svg").bounding_box(), line.locator("span").bounding_box()
    assert icon is not None and words is not None and icon["x"] > words["x"] + words["width"] - 1
    assert barriers(phone) == []


def test_the_console_tells_what_is_hers_and_what_a_colleague_does_afterwards(
    town: Town, open_page: Opener
) -> None:
    ticket = town.take("certificates", "digital", "school")
    nadia, sophie = at_counter(open_page, town), at_counter(open_page, town, "agent5", "5")
    hook(nadia, "next").click()

    expect(hook(nadia, "demand-here")).to_have_text(
        [f"{CERTIFICATES} – à faire ici", "École, cantine, centre de loisirs – à faire ici"]
    )
    expect(hook(nadia, "demand-elsewhere")).to_have_text(f"{DIGITAL} – ensuite, pour un collègue")
    check(nadia)

    hook(nadia, "serve").click()
    hook(nadia, "finish").click()
    expect(hook(sophie, "queue-row")).to_have_attribute("data-number", str(ticket["number"]))
    hook(sophie, "next").click()

    expect(hook(sophie, "demand-done")).to_have_count(2)
    expect(hook(sophie, "demand-here")).to_have_text(f"{DIGITAL} – à faire ici")
    expect(hook(sophie, "demand-elsewhere")).to_have_count(0)
