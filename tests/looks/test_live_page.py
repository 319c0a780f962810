"""What a person at a live page notices, in a real browser, with a real server behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.looks.live_site import LiveSite, refusal, served
from tests.worlds.patient import PATIENCE

TRACE = """
window.told = [];
for (const name of ["queue:call", "live:offline", "live:online"])
  document.addEventListener(name, (e) => told.push([e.type, e.detail && e.detail.id]));
"""


@pytest.fixture
def site() -> Iterator[LiveSite]:
    with served() as site:
        yield site


@pytest.fixture
def page(browser: Browser, site: LiveSite) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.add_init_script(TRACE)
    page.clock.install()
    page.goto(site.address)
    page.wait_for_function("document.querySelector('#number') !== null")
    wait_until_heard(page, site)
    yield page
    page.close()


def wait_until_heard(page: Page, site: LiveSite, sockets: int = 1) -> None:
    while len(site.sockets) < sockets:
        page.wait_for_timeout(50)


def strip(page: Page) -> Locator:
    return page.locator("[data-offline-strip]")


def test_a_change_appears_and_leaves_the_half_written_note_and_the_focus(
    page: Page, site: LiveSite
) -> None:
    page.fill("#note", "left her glasses")
    page.focus("#next")

    site.show("A002")

    expect(page.locator("#next")).to_have_text("Call A002")
    expect(page.locator("#next")).to_be_focused()
    expect(page.locator("#note")).to_have_value("left her glasses")


def test_the_socket_asks_for_html_and_keeps_the_pages_own_question(
    page: Page, site: LiveSite
) -> None:
    assert site.queries == [{"zone": "1", "as": "html"}]


def test_a_call_that_is_repeated_is_told_once(page: Page, site: LiveSite) -> None:
    call: dict[str, object] = {"kind": "call", "id": 7}

    site.show("A002", call)
    site.show("A003", call, {"kind": "call", "id": 8})
    expect(page.locator("#number")).to_have_text("A003")

    assert page.evaluate("told") == [["queue:call", 7], ["queue:call", 8]]


def test_a_closed_socket_is_said_at_once_and_unsaid_when_it_is_back(
    page: Page, site: LiveSite
) -> None:
    site.close(1011)

    expect(strip(page)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-offline", "")
    page.clock.run_for(1000)
    wait_until_heard(page, site)
    expect(strip(page)).to_be_hidden()
    assert [name for name, _ in page.evaluate("told")] == ["live:offline", "live:online"]


def test_a_silent_server_is_said_after_twelve_seconds(page: Page, site: LiveSite) -> None:
    page.clock.run_for(11_000)
    expect(strip(page)).to_be_hidden()

    site.accepting = False
    page.clock.run_for(1_500)

    expect(strip(page)).to_be_visible()


def test_without_a_socket_the_page_is_polled_and_its_age_is_not_shown(
    page: Page, site: LiveSite
) -> None:
    site.accepting = False
    site.close(1011)
    expect(strip(page)).to_be_visible()

    site.number = "A009"
    page.clock.run_for(6_000)

    expect(page.locator("#number")).to_have_text("A009")


def test_after_a_minute_without_contact_the_time_of_the_last_news_is_shown(
    page: Page, site: LiveSite
) -> None:
    page.route("**/fragment", lambda route: route.abort())
    site.accepting = False
    site.close(1011)
    expect(strip(page)).to_be_visible()
    expect(page.locator("[data-last-update]")).to_be_hidden()

    page.clock.fast_forward(61_000)

    expect(page.locator("[data-last-update] time")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    expect(page.locator("html")).to_have_attribute("data-stale", "60")


def test_who_is_no_longer_signed_in_gets_the_page_anew(page: Page, site: LiveSite) -> None:
    with page.expect_navigation():
        site.close(4401)

    assert site.painted == 2


def test_a_press_goes_out_once_with_a_key_and_stays_on_the_page(page: Page, site: LiveSite) -> None:
    with page.expect_response("**/act"):
        page.evaluate("() => { next.click(); next.click(); }")

    [(headers, form)] = site.presses
    assert headers["x-live"] == "1"
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", form["key"])
    assert headers["idempotency-key"] == form["key"]
    assert form["do"] == "next"
    assert page.url == site.address + "/"


def test_a_refusal_is_said_in_words_and_the_button_keeps_the_focus(
    page: Page, site: LiveSite
) -> None:
    site.answer = refusal()

    page.focus("#next")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Paul is at it.")
    expect(page.locator("#next")).to_be_focused()
    page.locator("[data-toast-close]").click()
    expect(page.locator("[data-toast-box]")).to_be_hidden()


def test_a_press_that_was_not_heard_is_sent_again_with_the_same_key(
    page: Page, site: LiveSite
) -> None:
    keys: list[str | None] = []
    page.on("request", lambda request: keys.append(request.headers.get("idempotency-key")))
