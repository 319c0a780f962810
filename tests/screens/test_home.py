"""The staff's door and the enrolment of screens, as people use them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers, is_too_wide
from tests.worlds import patient
from tests.worlds.town import PASSWORD, Town


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_test_id("sign-in").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_an_agent_signs_in_and_sees_her_screens(
    shared_town: Town, open_page: Opener, javascript: bool
) -> None:
    page = open_page(shared_town, "/", javascript=javascript)
    sign_in(page, "agent1")

    expect(page.get_by_role("heading", name="Bonjour Nadia")).to_be_visible()
    hrefs = [link.get_attribute("href") for link in page.locator("main a").all()]
    assert hrefs == [
        "/counter/mairie", "/kiosk/mairie", "/display/mairie/hall", "/display/mairie/social",
    ]  # fmt: skip


def test_someone_in_charge_also_sees_the_figures_and_signs_out(
    shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, "/")
    sign_in(page, "manager")
    expect(page.get_by_role("link", name="L’accueil aujourd’hui")).to_be_visible()
    assert barriers(page) == []

    page.get_by_test_id("sign-out").click()

    expect(page.get_by_test_id("sign-in")).to_be_visible()
    page.goto("/office/mairie")
    expect(page.get_by_test_id("sign-in")).to_be_visible()


def test_a_wrong_password_is_said_in_words_and_the_login_stays(
    shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, "/", size=(320, 640))
    assert (barriers(page), is_too_wide(page)) == ([], False)

    sign_in(page, "agent2", "not the password")

    expect(page.get_by_role("alert").first).to_contain_text("L’identifiant ou le mot de passe")
    expect(page.get_by_label("Identifiant")).to_have_value("agent2")
    assert barriers(page) == []


def test_too_many_tries_are_stopped_in_words(shared_town: Town, open_page: Opener) -> None:
    form = {"login": "agent5", "password": "guessed, once more"}
    for _ in range(10):
        patient.post(f"{shared_town.url}/sign-in", data=form)
    page = open_page(shared_town, "/")

    sign_in(page, "agent5")

    expect(page.get_by_role("alert").first).to_contain_text("Patientez cinq minutes")


def test_signing_in_leads_where_one_was_going(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, "/office/mairie")
    sign_in(page, "manager")

    expect(page).to_have_url(f"{shared_town.url}/office/mairie")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "evil", ""],
)
def test_signing_in_never_leads_to_another_site(shared_town: Town, elsewhere: str) -> None:
    form = {"login": "manager", "password": PASSWORD, "next": elsewhere}

    answer = patient.post(f"{shared_town.url}/sign-in", data=form)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_another_site_cannot_sign_anybody_in(shared_town: Town) -> None:
    form = {"login": "manager", "password": PASSWORD}
    headers = {"Origin": "https://evil.example"}

    answer = patient.post(f"{shared_town.url}/sign-in", data=form, headers=headers)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("device", "screen"),
    [("borne-hall", "/kiosk/mairie"), ("ecran-hall", "/display/mairie/hall")],
)
def test_a_screen_is_enrolled_by_typing_its_token_once(
    shared_town: Town, open_page: Opener, device: str, screen: str
) -> None:
    page = open_page(shared_town, "/enrol", javascript=False)
    page.get_by_label("Jeton").fill(f" {shared_town.tokens[device]} ")
    page.get_by_test_id("enrol").click()

    expect(page).to_have_url(shared_town.url + screen)
    cookie = next(c for c in page.context.cookies() if c["name"] == "suivant_device")
    assert cookie["httpOnly"]


def test_a_link_enrols_and_leaves_no_token_in_the_address(
    shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, f"/enrol#{shared_town.tokens['borne-hall']}")
    page.wait_for_url("**/kiosk/mairie")

    page.goto("/enrol")

    expect(page.get_by_role("heading", level=1)).to_have_text("Cet écran est installé")
    assert barriers(page) == []
    page.go_back()
    page.go_back()
    assert "#" not in page.url


@pytest.mark.parametrize(
    ("token", "why"),
    [("nonsense", "n’est pas connu ici"), ("imprimante-hall", "celui d’une imprimante")],
)
def test_a_token_that_is_no_screens_is_refused_in_words(
    shared_town: Town, open_page: Opener, token: str, why: str
) -> None:
    page = open_page(shared_town, "/enrol")
    page.get_by_label("Jeton").fill(shared_town.tokens.get(token, token))
    page.get_by_test_id("enrol").click()

    expect(page.get_by_role("alert").first).to_contain_text(why)
    assert page.context.cookies() == []
    assert barriers(page) == []


def test_the_colours_of_the_site_are_asked_for_once(shared_town: Town) -> None:
    office = shared_town.agent("manager").client.get("/office/mairie").text
    ticket = shared_town.take("welcome")
    phone = patient.get(f"{shared_town.url}/t/{ticket['token']}").text

    for page in (office, phone):
        assert page.count('href="/theme.css') == page.count('href="/theme.css?site=mairie"') == 1


def test_the_towns_colours_are_sent_once(shared_town: Town) -> None:
    first = patient.get(f"{shared_town.url}/theme.css?site=mairie")
    again = patient.get(first.url, headers={"If-None-Match": first.headers["etag"]})

    assert "--brand:#0b5d66" in first.text
    assert (again.status_code, again.content) == (304, b"")
