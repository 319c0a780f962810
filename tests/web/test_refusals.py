"""Every refusal has a status, a stable code and a sentence; and it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from server.domain.refusal import Code, Refusal
from server.rim.problems import STATUS
from server.rim.words import FOR_VISITORS, REASONS, reason_text, refusal_text, visitor_text
from server.texts.catalogue import LANGUAGES
from tests.worlds import patient
from tests.worlds.town import Town


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert len(told["detail"]) > 8
    return answer.status_code, told["code"]


@pytest.mark.parametrize("code", list(Code))
def test_every_code_has_a_status_and_a_sentence_in_both_languages(code: Code) -> None:
    facts = {"state": "serving", "number": "A001", "field": "x"}

    french, english = (refusal_text(Refusal(code, facts), language) for language in ("fr", "en"))

    assert code in STATUS
    assert french and english and french != english


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", list(Code))
def test_a_refusal_that_tells_nothing_more_is_a_whole_sentence(code: Code, language: str) -> None:
    told = refusal_text(Refusal(code), language)

    assert told.endswith((".", "。"))
    assert "\n" not in told and ": ." not in told and "%(" not in told
    assert len(told) > 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence_for_each_side_of_the_counter(language: str) -> None:
    assert list(FOR_VISITORS) == list(REASONS)
    for rule in REASONS:
        told = reason_text(rule, {"run": "2", "left": "A042"}, language)
        assert told and "%(" not in told
        assert visitor_text(rule, language).endswith((".", "。"))


def test_what_cannot_be_done_is_refused_in_words(shared_town: Town) -> None:
    town = shared_town
    town.take("identity")
    nadia, paul = town.agent("agent1"), town.agent("agent2")
    nadia.open("1")
    with town.device() as kiosk:
        tickets = "/api/v1/sites/mairie/tickets"

        def take(body: dict[str, object]) -> tuple[int, str]:
            return problem(kiosk.post(tickets, json=body))

        assert take({"services": ["dentist"]}) == (404, "unknown_service")
        assert take({"services": []}) == (422, "invalid")
        assert take({"services": ["identity"], "colour": "red"}) == (422, "invalid")
        assert take({}) == (422, "invalid")
        assert problem(kiosk.post(tickets, content=b"{nonsense")) == (422, "invalid")
        assert problem(kiosk.post(f"{tickets}/A001/call", json={"counter": "1"})) == (
            403,
            "forbidden",
        )
    assert problem(nadia.act("Z999", "serve")) == (404, "unknown_ticket")
    assert problem(nadia.act("A001", "serve")) == (409, "not_allowed_now")
    assert problem(nadia.act("A001", "dance")) == (422, "invalid")
    assert problem(nadia.open("9")) == (404, "unknown_counter")
    assert problem(paul.open("1")) == (409, "counter_taken")
    assert problem(paul.next("1")) == (403, "not_your_counter")
    assert problem(paul.get("journal")) == (403, "forbidden")
    assert problem(nadia.client.get("/api/v1/sites/atlantis")) == (404, "unknown_site")
    paul.open("2")
    town.take("school")
    assert problem(paul.act("K001", "call", counter="2")) == (403, "not_your_skill")
    assert [p["ticket"]["state"] for p in nadia.get("queue").json()["tickets"]] == ["waiting"] * 2


def test_what_no_store_can_keep_and_no_clock_can_read_is_refused_at_the_door(
    shared_town: Town,
) -> None:
    claire = shared_town.agent("manager")
    number = shared_town.take("civil")["number"]

    assert problem(claire.act(number, "note", text="a\0b")) == (422, "invalid")
    assert problem(claire.post("tickets", {"services": ["civil"], "needs": ["a\0b"]})) == (
        422,
        "invalid",
    )
    assert problem(claire.post("prints", {"kind": "test", "printer": "a\0b"})) == (422, "invalid")
    pressed = {"key": "a\0b", "number": str(number), "note": "b"}
    form = claire.client.post("/counter/mairie/do/note", data=pressed)
    assert form.status_code == 422
    without_offset = {"services": ["civil"], "appointment": "2026-11-24T10:00:00"}
    assert problem(claire.post("tickets", without_offset)) == (422, "invalid")


def test_a_request_of_ten_megabytes_is_refused_unread(shared_town: Town) -> None:
    with shared_town.device() as kiosk:
        big = kiosk.post("/api/v1/sites/mairie/tickets", content=b"x" * 10_000_000)
        assert problem(big) == (413, "invalid")

        def drip() -> Iterator[bytes]:
            for _ in range(100):
                yield b"x" * 10_000

        endless = kiosk.post("/api/v1/sites/mairie/tickets", content=drip())
        assert problem(endless) == (413, "invalid")


def test_closed_and_full_are_said(town: Town) -> None:
    town.stop()
    quota = town.site_text.replace("quota = 60", "quota = 1")
    (town.folder / "site.toml").write_text(quota)
    assert town.command("site", "load", str(town.folder / "site.toml")).returncode == 0
    town.start()
    town.take("identity")
    with town.device() as kiosk:
        ask = {"services": ["identity"]}
        full = kiosk.post("/api/v1/sites/mairie/tickets", json=ask)
        assert problem(full) == (409, "quota_reached")
        town.stop()
        town.clock = "2026-11-24T21:00:00+01:00"
        town.start()

        closed = kiosk.post("/api/v1/sites/mairie/tickets", json=ask)

        assert problem(closed) == (409, "closed")


def test_sentences_come_in_the_language_asked(shared_town: Town) -> None:
    with shared_town.device() as kiosk:

        def ask(language: str) -> str:
            answer = kiosk.post(
                "/api/v1/sites/mairie/tickets",
                json={"services": ["dentist"]},
                headers={"Accept-Language": language},
            )
            return str(answer.json()["detail"])

        assert ask("en-GB,en;q=0.9") == "This service does not exist here."
        assert ask("fr") != ask("en")


def test_a_person_who_opens_a_wrong_address_reads_a_page(shared_town: Town) -> None:
    asks = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "fr"}
    for path in ("/nowhere", "/kiosk/atlantis"):
        page = patient.get(shared_town.url + path, headers=asks)
        assert page.status_code == 404
        assert page.headers["content-type"].startswith("text/html")
        assert "<h1>" in page.text
