"""The kiosk's pages: what each says, how large, to whom, and when nobody touches them."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.standing import (
    KIOSK,
    LANDSCAPE,
    MEASURES,
    PAGES,
    PORTRAIT,
    TABLET,
    number_on,
    take,
    touch,
)
from tests.worlds.patient import connect
from tests.worlds.town import Town


def test_something_missing_still_leads_to_a_ticket(kiosk: Page) -> None:
    touch(kiosk, "language-fr", "group-papers", "service-identity", "documents-missing")
    expect(kiosk.get_by_alt_text("Code QR de la liste sur service-public.fr")).to_be_visible()

    touch(kiosk, "documents-anyway", "take-ticket")

    assert number_on(kiosk).startswith("A")


def test_the_card_is_still_answered_for_whoever_lacks_a_paper(kiosk: Page) -> None:
    touch(kiosk, "language-fr", "service-school", "priority-yes", "documents-missing")
    touch(kiosk, "documents-anyway")

    expect(kiosk.get_by_label("Oui, j’ai une carte")).to_be_checked()
    expect(kiosk.get_by_test_id("documents-missing")).to_have_count(0)
    touch(kiosk, "back")
    expect(kiosk.get_by_test_id("documents-anyway")).to_be_visible()


def test_a_closed_place_says_when_it_opens_again(lunch: Town, open_page: Opener) -> None:
    page = open_page(lunch, KIOSK, token=lunch.tokens["borne-hall"], size=PORTRAIT)

    expect(page.get_by_role("heading", level=1)).to_have_text("Nous sommes fermés")
    expect(page.get_by_text("Réouverture à 13:30")).to_be_visible()
    expect(page.get_by_text("01 23 45 67 89")).to_be_visible()
    expect(page.get_by_role("row").first).to_contain_text("mardi – vendredi")
    expect(page.get_by_role("row").first).to_contain_text("08:30–12:30 · 13:30–17:30")
    expect(page.get_by_text("C’est fermé maintenant.")).to_be_visible()
    assert barriers(page) == []


def test_a_full_or_closed_service_says_so_and_gives_no_ticket(
    early: Town, open_page: Opener
) -> None:
    early.take("identity")
    page = open_page(early, KIOSK, token=early.tokens["borne-hall"], size=PORTRAIT)

    touch(page, "language-fr", "group-help")
    expect(page.get_by_test_id("service-digital")).to_contain_text("Réouverture à 09:00")
    touch(page, "back")
    expect(page.get_by_test_id("service-identity")).to_contain_text("Plus de ticket")
    touch(page, "group-papers")
    expect(page.get_by_test_id("service-identity")).to_contain_text("Plus de ticket")
    touch(page, "service-identity")

    expect(page.get_by_role("heading", level=2)).to_contain_text("Tous les tickets du jour")
    with early.device() as device:
        refused = device.post(f"{KIOSK}/tickets", data={"lang": "fr", "service": "identity"})
    assert "notice=quota_reached" in refused.headers["location"]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, TABLET], ids=["1080", "1024", "800"])
@pytest.mark.parametrize("reading", ["", "size=large", "size=large&reach=low"])
def test_everything_fits_and_targets_measure_20_millimetres(
    size: tuple[int, int], reading: str, shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, KIOSK, token=shared_town.tokens["borne-hall"], size=size)
    for name in ("reason", "documents", "priority", "help"):
        page.goto(f"{KIOSK}{PAGES[name]}&{reading}")
        millimetre, overflowing, targets = page.evaluate(MEASURES)
        assert overflowing == [], name
        for words, width, height, top, bottom in targets:
            told = f"{name}: {words!r}"
            assert min(width, height) >= 20 * millimetre - 0.5, told
            assert bottom <= size[1] + 1, told
            if size[1] > size[0]:
                assert top >= size[1] * 0.4 - 1, told


def test_a_devices_own_millimetre_is_kept_for_the_session(kiosk: Page) -> None:
    kiosk.goto(f"{KIOSK}?mm=5")
    touch(kiosk, "language-fr")
    expect(kiosk.get_by_test_id("service-welcome")).to_be_visible()

    assert kiosk.evaluate(MEASURES)[0] == pytest.approx(5, abs=0.05)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, kiosk: Page) -> None:
    kiosk.goto(f"{KIOSK}{PAGES[name]}")

    assert barriers(kiosk) == []


@pytest.mark.parametrize("name", ["reason", "priority"])
def test_axe_finds_nothing_in_strong_contrast(name: str, kiosk: Page) -> None:
    kiosk.goto(f"{KIOSK}{PAGES[name]}&theme=contrast")

    assert barriers(kiosk) == []


def test_axe_finds_nothing_on_the_ticket(kiosk: Page) -> None:
    take(kiosk)

    assert barriers(kiosk) == []


def test_a_preference_does_not_forget_the_answer(kiosk: Page) -> None:
    touch(kiosk, "language-fr", "service-welcome", "priority-yes")

    kiosk.get_by_role("button", name="Agrandir").click()

    expect(kiosk.locator("html.large")).to_be_attached()
    expect(kiosk.get_by_label("Oui, j’ai une carte")).to_be_checked()


def test_preferences_last_for_one_visitor(kiosk: Page) -> None:
    kiosk.get_by_role("button", name="Contraste").click()
    touch(kiosk, "language-fr", "service-welcome", "take-ticket")
    expect(kiosk.locator("html")).to_have_attribute("data-theme", "contrast")

    touch(kiosk, "done")

    expect(kiosk.locator("html")).to_have_attribute("data-theme", "light")


def test_an_abandoned_visit_is_forgotten_after_a_warning(
    shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, KIOSK, token=shared_town.tokens["borne-hall"], size=PORTRAIT)
    page.clock.install()
    page.goto(f"{KIOSK}?lang=fr")
    dialog = page.get_by_role("dialog")

    page.clock.fast_forward("00:31")
    expect(dialog).to_be_visible()
    touch(page, "still-here")
    expect(dialog).to_be_hidden()

    page.clock.fast_forward("00:31")
    expect(dialog).to_be_visible()
    # The page asks the server before it forgets, and the first page takes its time to come.
    page.clock.run_for(21_000)
    languages = page.get_by_test_id("language-fr")
    expect(languages).to_be_visible()


def test_when_the_server_is_lost_the_front_desk_is_named(early: Town, open_page: Opener) -> None:
    page = open_page(early, f"{KIOSK}?lang=fr", token=early.tokens["borne-hall"], size=PORTRAIT)
    waiting = page.locator(".figures .num").first
    before = int(waiting.inner_text())
    early.take("welcome")
    expect(waiting).to_have_text(str(before + 1))

    early.kill()

    front_desk = page.get_by_role("heading", name="Adressez-vous à l’accueil")
    expect(front_desk).to_be_visible()
    early.start()
    expect(front_desk).to_be_hidden()


def test_the_page_turns_round_for_arabic(kiosk: Page) -> None:
    touch(kiosk, "language-fr", "group-papers")
    expect(kiosk.get_by_test_id("service-identity")).to_be_visible()
    kiosk.evaluate("document.documentElement.dir = 'rtl'")

    disc, words = (kiosk.locator("#service-identity > span").nth(n).bounding_box() for n in (0, 1))

    assert disc is not None and words is not None
    assert disc["x"] > words["x"]


def test_the_socket_tells_how_the_place_is_doing(shared_town: Town) -> None:
    address = shared_town.url.replace("http", "ws") + "/ws/kiosk/mairie?lang=en"
    token = {"Authorization": f"Bearer {shared_town.tokens['borne-hall']}"}
    with connect(address, additional_headers=token) as socket:
        told = json.loads(socket.recv())

    assert told["view"] == "kiosk"
    assert told["data"]["open"] is True
    assert told["data"]["printer"] == {"answers": False, "paper": "unknown"}
    identity = next(s for s in told["data"]["services"] if s["code"] == "identity")
    assert identity["name"] == "Apply for an identity card or passport"
    assert (identity["group"], identity["open"]) == ("papers", True)
