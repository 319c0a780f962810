"""Screens in a real Chromium, and when a number was painted on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import LAUNCH_ARGUMENTS, find_chromium

PAINTING = Path(__file__).with_name("painting.js")
DEVICE, STAFF = "suivant_device", "suivant_staff"


@dataclass(frozen=True)
class Shown:
    page: Page

    def painted(self, number: str) -> float:
        """The moment, in milliseconds of the machine's clock; waits for it."""
        return float(self.page.evaluate("number => benchDrawn(number)", number))

    def since_press(self, number: str) -> float:
        """Milliseconds from the last touch of a key or the screen."""
        painted = self.painted(number)
        return painted - float(self.page.evaluate("benchPressed()"))

    def current_after(self, before: str) -> str:
        """The number that a console has next; waits for it."""
        other = self.page.locator(f'[data-testid=current-number]:not([data-number="{before}"])')
        number = other.get_attribute("data-number")
        assert number is not None
        return number


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=list(LAUNCH_ARGUMENTS)
        )
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, port: int, path: str, cookie: tuple[str, str] | None = None
) -> Iterator[Shown]:
    """A page in a browser of its own."""
    url = f"http://127.0.0.1:{port}"
    context = browser.new_context(
        base_url=url, viewport={"width": 1440, "height": 900}, service_workers="block"
    )
    context.add_init_script(path=PAINTING)
    if cookie:
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": url}])
    page = context.new_page()
    page.goto(path)
    yield Shown(page)
    context.close()
