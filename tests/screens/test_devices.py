"""Devices as they are: cut off, with wrong clocks, in other zones, with voices that never end."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.worlds.town import Town

KIOSK, BOARD = "/kiosk/mairie", "/display/mairie/hall"
PORTRAIT, LANDSCAPE = (1080, 1920), (1024, 768)
DEAF_VOICE = """
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "fr-FR", name: "x" }], speaking: true, pending: false,
  speak: () => {}, cancel: () => {},
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };"""


def test_a_kiosk_cut_off_asks_nobody_whether_she_is_still_there(
    town: Town, open_page: Opener
) -> None:
    page = open_page(town, f"{KIOSK}?lang=en", token=town.tokens["borne-hall"], size=PORTRAIT)
    page.clock.install()
    page.reload()
    page.clock.fast_forward("00:31")
    expect(page.get_by_role("dialog")).to_be_visible()
    town.kill()

    expect(page.get_by_role("heading", name="Please go to the front desk")).to_be_visible()
    page.clock.fast_forward("01:30")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert barriers(page) == []


def test_before_a_language_is_chosen_a_kiosk_cut_off_speaks_them_all(
    town: Town, open_page: Opener
) -> None:
    page = open_page(town, KIOSK, token=town.tokens["borne-hall"], size=LANDSCAPE)
    town.kill()
    for words in ("Adressez-vous à l’accueil", "Please go to the front desk", "请到接待处"):
        expect(page.locator("[data-offline-strip]").get_by_text(words)).to_be_visible()
    assert barriers(page) == []


def test_a_clock_set_back_swallows_no_touch(shared_town: Town, browser: Browser) -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    with browser.new_context(base_url=shared_town.url, has_touch=True) as context:
        token = shared_town.tokens["borne-hall"]
        context.add_cookies([{"name": "suivant_device", "value": token, "url": shared_town.url}])
        page = context.new_page()
        page.clock.install(time=noon + timedelta(hours=2))
        page.goto(KIOSK)
        page.get_by_test_id("language-fr").tap()
        expect(page.get_by_test_id("service-welcome")).to_be_visible()
        page.goto(KIOSK)
        page.clock.set_system_time(noon)
        page.get_by_test_id("language-fr").tap()
        expect(page.get_by_test_id("service-welcome")).to_be_visible()


def test_a_television_in_another_zone_tells_the_towns_hour_when_cut_off(
    town: Town, browser: Browser
) -> None:
    with browser.new_context(base_url=town.url, timezone_id="America/New_York") as context:
        token = town.tokens["ecran-hall"]
        context.add_cookies([{"name": "suivant_device", "value": token, "url": town.url}])
        page = context.new_page()
        page.goto(BOARD)
        expect(page.locator("#clock")).to_have_text(re.compile("09:0"))
        town.kill()
        expect(page.locator(".strip")).to_be_visible()
        page.clock.install()
        page.clock.fast_forward("01:20")
        expect(page.locator("[data-last-update] time")).to_have_text(re.compile("09:0"))


def test_a_voice_that_never_ends_keeps_no_later_call_from_sounding(
    town: Town, browser: Browser
) -> None:
    desk = town.agent("agent1")
    desk.open("1")
    with browser.new_context(base_url=town.url) as context:
        token = town.tokens["ecran-hall"]
        context.add_cookies([{"name": "suivant_device", "value": token, "url": town.url}])
        context.add_init_script(DEAF_VOICE)
        page = context.new_page()
        page.goto(BOARD)
        for count in range(1, 4):
            town.take("pickup")
            desk.next("1", finish="solved")
            expect(page.locator("html")).to_have_attribute("data-chimes", str(count))
