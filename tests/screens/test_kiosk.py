"""At the kiosk: what a visitor touches and takes away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from server.sitefile.reading import read_site
from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.standing import KIOSK, PORTRAIT, number_on, queued, take, taken, touch
from tests.worlds import patient
from tests.worlds.town import DEMO_SITE, Town


def test_a_visitor_takes_a_ticket_by_touch_in_french(kiosk: Page, shared_town: Town) -> None:
    number = take(kiosk)

    expect(kiosk.get_by_test_id("ticket-wait")).not_to_be_empty()
    assert kiosk.locator("html").get_attribute("lang") == "fr"
    ticket = queued(shared_town)[number]
    assert (ticket["services"], ticket["priority"]) == (["identity"], False)


def test_a_visitor_with_a_card_takes_a_ticket_in_english(kiosk: Page, shared_town: Town) -> None:
    number = take(kiosk, "en", "yes")

    expect(kiosk.get_by_role("heading", level=1)).to_have_text("Keep this number")
    ticket = queued(shared_town)[number]
    assert (ticket["language"], ticket["priority"]) == ("en", True)


@pytest.mark.parametrize("service", ["service-welcome", "service-school"])
def test_a_ticket_is_taken_with_the_keyboard_alone(
    kiosk: Page, shared_town: Town, service: str
) -> None:
    for hook in ("language-fr", service, "take-ticket"):
        target = kiosk.get_by_test_id(hook)
        expect(target).to_be_visible()
        for _ in range(20):
            if target.evaluate("e => e === document.activeElement"):
                break
            kiosk.keyboard.press("Tab")
            if kiosk.get_by_label("Non, pas de carte").is_visible():
                kiosk.keyboard.press("ArrowRight")
        kiosk.keyboard.press("Enter")

    number = number_on(kiosk)
    assert queued(shared_town)[number]["priority"]


def test_a_ticket_is_taken_without_scripts(shared_town: Town, open_page: Opener) -> None:
    token = shared_town.tokens["borne-hall"]
    page = open_page(shared_town, KIOSK, token=token, size=PORTRAIT, javascript=False)

    assert take(page).startswith("A")


def test_two_touches_on_take_are_one_ticket(kiosk: Page, shared_town: Town) -> None:
    touch(kiosk, "language-fr", "service-welcome")
    before = taken(shared_town)

    kiosk.get_by_test_id("take-ticket").dblclick()
    number_on(kiosk)

    assert taken(shared_town) == before + 1


def test_a_trembling_finger_touches_once(kiosk: Page) -> None:
    touches = kiosk.locator("h1").evaluate(
        """(heading) => [300, 302, 600].map((clientX) => heading.dispatchEvent(
          new PointerEvent("click",
            { pointerType: "touch", clientX, bubbles: true, cancelable: true })
        ))"""
    )

    assert touches == [True, False, True]


def test_the_same_form_sent_twice_answers_the_same_ticket(shared_town: Town) -> None:
    form = {"lang": "fr", "service": "welcome", "key": "one-visit"}
    with shared_town.device() as device:
        first, second = (device.post(f"{KIOSK}/tickets", data=form) for _ in range(2))

    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]


def test_a_wrong_ticket_secret_shows_nobody_elses_ticket(shared_town: Town) -> None:
    with shared_town.device() as device:
        answer = device.get(f"{KIOSK}?lang=fr&ticket=A001")

    assert (answer.status_code, answer.headers["location"]) == (303, KIOSK)


def test_without_a_kiosks_identity_one_is_shown_where_to_enrol(shared_town: Town) -> None:
    answer = patient.get(shared_town.url + KIOSK)

    assert (answer.status_code, answer.headers["location"]) == (303, "/enrol")


def test_another_site_cannot_take_a_ticket_with_the_kiosks_cookie(shared_town: Town) -> None:
    answer = patient.post(
        f"{shared_town.url}{KIOSK}/tickets",
        data={"service": "welcome"},
        cookies={"suivant_device": shared_town.tokens["borne-hall"]},
        headers={"Origin": "https://elsewhere.example"},
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")


def test_a_printer_that_does_not_answer_is_told_before_and_after(kiosk: Page) -> None:
    expect(kiosk.get_by_text("L’imprimante ne répond pas")).to_be_visible()

    take(kiosk)

    expect(kiosk.get_by_role("heading", level=1)).to_have_text("Gardez ce numéro")
    expect(kiosk.get_by_test_id("print-again")).to_be_visible()
    expect(kiosk.get_by_alt_text("Code QR de la page de votre ticket")).to_be_visible()


@pytest.mark.usefixtures("free_counters")
def test_a_call_is_seen_on_the_kiosk_at_once(kiosk: Page, shared_town: Town) -> None:
    touch(kiosk, "language-fr", "service-school", "take-ticket")
    number = number_on(kiosk)
    expect(kiosk.get_by_test_id("ticket-wait")).to_contain_text("Aucun guichet")

    nadia = shared_town.agent("agent1")
    nadia.open("1")
    expect(kiosk.get_by_test_id("ticket-wait")).to_contain_text("min")
    nadia.act(number, "call", counter="1")

    expect(kiosk.get_by_role("heading", level=1)).to_have_text("C’est à vous")
    expect(kiosk.get_by_test_id("ticket-wait")).to_contain_text("Guichet 1")


def test_a_call_for_help_is_told_as_it_is(town: Town, open_page: Opener) -> None:
    """Nobody there, then somebody who can hear it, then somebody on the way."""
    page = open_page(town, KIOSK, token=town.tokens["borne-hall"], size=PORTRAIT)
    touch(page, "language-fr", "help")
    expect(page.get_by_text("Personne n’est au guichet pour le moment")).to_be_visible()
    assert barriers(page) == []

    town.agent("agent1").open("1")
    expect(page.get_by_text("Les agents sont prévenus")).to_be_visible()
    console = open_page(town, "/counter/mairie", login="agent1")
    expect(console).to_have_title(re.compile("^Borne hall"))
    console.get_by_role("button", name="J’arrive").click()

    expect(page.get_by_text("Quelqu’un arrive")).to_be_visible()
    assert "Nadia" not in page.content()
    expect(console.get_by_text("Nadia arrive")).to_be_visible()
    expect(console).to_have_title(re.compile("^(?!Borne)"))
    assert barriers(page) == barriers(console) == []


def test_at_night_a_call_for_help_promises_nobody(lunch: Town, open_page: Opener) -> None:
    page = open_page(lunch, KIOSK, token=lunch.tokens["borne-hall"], size=PORTRAIT)
    touch(page, "help")

    notice = page.locator("#called")
    expect(notice).to_contain_text("Personne n’est au guichet")
    expect(notice).to_contain_text("Réouverture à 13:30")


def test_language_service_and_take_are_a_ticket_and_the_papers_are_read_on_the_way(
    kiosk: Page, shared_town: Town
) -> None:
    """Whatever one comes for; a service inside a group is chosen by one touch more."""
    for service in read_site(shared_town.site_text).services.values():
        chosen = [*([f"group-{service.group}"] if service.group else []), f"service-{service.code}"]
        touch(kiosk, "language-fr", *chosen)
        expect(kiosk.get_by_test_id("take-ticket")).to_be_in_viewport(ratio=1)
        papers = kiosk.get_by_role("list", name="À avoir avec vous").get_by_role("listitem")
        expect(papers).to_have_text([paper["fr"] for paper in service.documents])
        for paper in papers.all():
            expect(paper).to_be_in_viewport(ratio=1)

        touch(kiosk, "take-ticket")

        assert number_on(kiosk).startswith(service.prefix)
        touch(kiosk, "done")


def test_what_is_asked_often_is_a_ticket_in_three_touches(kiosk: Page) -> None:
    touch(kiosk, "language-fr")
    expect(kiosk.locator(".tiles .tile").first).to_have_id("service-identity")

    touch(kiosk, "service-identity", "take-ticket")

    assert number_on(kiosk).startswith("A")


def test_what_is_asked_often_stays_in_its_group_and_hides_nothing(kiosk: Page) -> None:
    site = read_site(DEMO_SITE.read_text(encoding="utf-8"))
    touch(kiosk, "language-fr")
    for hook in ("service-identity", *(f"group-{g}" for g in site.groups), "service-school"):
        expect(kiosk.get_by_test_id(hook)).to_be_in_viewport(ratio=1)

    touch(kiosk, "group-papers")

    expect(kiosk.locator(".tiles .tile")).to_have_count(2)
    expect(kiosk.get_by_test_id("service-identity")).to_be_visible()
    touch(kiosk, "back", "service-identity", "back")
    expect(kiosk.get_by_test_id("group-papers")).to_be_visible()


def test_whoever_goes_by_the_older_steps_gets_there_too(kiosk: Page) -> None:
    """The hooks of the contract, one after the other."""
    steps = ("group-papers", "service-identity", "documents-ok", "priority-no", "take-ticket")

    touch(kiosk, "language-fr", *steps)

    assert number_on(kiosk)


def test_each_answer_answers(kiosk: Page) -> None:
    touch(kiosk, "language-fr", "service-welcome")
    answers = kiosk.get_by_role("radio")
    expect(answers).to_have_count(2)
    assert not any(answer.is_checked() for answer in answers.all())

    touch(kiosk, "priority-no")
    expect(kiosk.get_by_label("Non, pas de carte")).to_be_checked()
    touch(kiosk, "back", "service-welcome", "take-ticket")
    number_on(kiosk)


def test_an_unknown_need_leads_to_somebody_who_listens(kiosk: Page) -> None:
    touch(kiosk, "language-fr", "service-welcome", "take-ticket")

    assert number_on(kiosk).startswith("R")
