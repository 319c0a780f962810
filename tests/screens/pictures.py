"""The README's pictures, taken from the real screens: `python -m tests.screens.pictures`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import LAUNCH_ARGUMENTS, find_chromium
from tests.paper.paper import Tray, printer_at, soon
from tests.worlds.demo import demo
from tests.worlds.ports import free_port
from tests.worlds.town import ROOT, Town, running

FOLDER = ROOT / "docs" / "pictures"
COLOURS = 128
"""Enough for flat screens; a quarter of the bytes."""

Opened = Callable[..., Page]

QUEUE = (
    ("identity", "fr", False), ("civil", "en", False), ("identity", "fr", False),
    ("pickup", "fr", True), ("school", "fr", False), ("social", "fr", False),
    ("certificates", "fr", False), ("elections", "fr", False), ("planning", "fr", False),
)  # fmt: skip


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=list(LAUNCH_ARGUMENTS)
        )
        with running(Town(Path(folder) / "town")) as town, printer_at(town, Path(folder)) as tray:
            take_all(town, browser, tray)
        take_wall(browser, Path(folder))
        browser.close()


def take_all(town: Town, browser: Browser, tray: Tray) -> None:
    opened = opener(town, browser)
    for service, language, priority in QUEUE:
        town.take(service, language=language, priority=priority)
    ticket = town.take("civil")
    for counter, login in (("2", "agent2"), ("3", "agent3")):
        desk = town.agent(login)
        desk.open(counter)
        desk.next(counter)
    take_kiosk(opened(town.tokens["borne-hall"], (1080, 1920)))
    take_counter(opened(None, (1440, 900), "agent1"))
    keep(at(opened(town.tokens["ecran-hall"], (1920, 1080)), "/display/mairie/hall"), "board")
    keep(at(opened(None, (1440, 900), "manager"), "/office/mairie"), "office")
    keep(at(opened(None, (390, 844)), f"/t/{ticket['token']}"), "phone")
    soon(lambda: tray.papers("A003"))
    shutil.copy(tray.papers("A003")[0], FOLDER / "ticket.png")


def opener(town: Town, browser: Browser) -> Opened:
    def opened(token: str | None, size: tuple[int, int], login: str | None = None) -> Page:
        width, height = size
        context = browser.new_context(
            base_url=town.url, viewport={"width": width, "height": height}, locale="fr-FR"
        )
        cookie = town.agent(login).client.cookies["suivant_staff"] if login else token
        name = "suivant_staff" if login else "suivant_device"
        if cookie:
            context.add_cookies([{"name": name, "value": cookie, "url": town.url}])
        return context.new_page()

    return opened


def take_kiosk(page: Page) -> None:
    keep(at(page, "/kiosk/mairie"), "kiosk-start")
    page.get_by_test_id("language-fr").click()
    page.get_by_test_id("group-papers").wait_for()
    keep(page, "kiosk-service")
    page.get_by_test_id("group-papers").click()
    page.get_by_test_id("service-identity").click()
    page.get_by_test_id("take-ticket").click()
    page.get_by_test_id("ticket-number").wait_for()
    page.wait_for_timeout(3000)  # until the paper is out and the title says so
    keep(page, "kiosk-ticket")


def take_counter(page: Page) -> None:
    at(page, "/counter/mairie").get_by_test_id("counter-1").click()
    page.get_by_test_id("next").click()
    page.get_by_test_id("current-number").wait_for()
    keep(page, "counter")


def take_wall(browser: Browser, folder: Path) -> None:
    with demo(folder / "data", free_port(), clock="2026-11-24T10:00:00+01:00") as playing:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
        page = at(context.new_page(), f"{playing.url}/demo")
        counter = page.frame_locator("iframe[name=counter]")
        counter.get_by_test_id("counter-1").click()
        counter.get_by_test_id("next").click()
        page.get_by_test_id("speed-60").click()
        page.wait_for_timeout(10_000)  # until others were called and received
        page.get_by_test_id("speed-1").click()
        at(page, f"{page.url}#step-3")
        page.wait_for_timeout(8_000)
        keep(page, "wall")
        context.close()


def at(page: Page, path: str) -> Page:
    page.goto(path)
    return page


def keep(page: Page, name: str) -> None:
    page.wait_for_timeout(900)  # pulses and letters come to rest
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file)
    with Image.open(file) as shot:
        flat = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    flat.save(file, optimize=True)


if __name__ == "__main__":
    main()
