"""The public interface, as a kiosk and an agent use it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.paper.paper import printer_listening
from tests.worlds.town import Desk, Town


def test_a_ticket_travels_from_the_kiosk_to_the_end(town: Town) -> None:
    ticket = town.take("identity", language="en")
    assert ticket["number"] == "A001"
    assert ticket["state"] == "waiting"
    assert ticket["people_ahead"] == 0
    nadia = town.agent("agent1")
    assert nadia.open("1").json()["state"] == "open"

    called = nadia.next("1").json()

    assert called["ticket"]["number"] == "A001"
    assert called["ticket"]["counter"] == "1"
    assert called["reason"]["text"]
    assert nadia.act("A001", "serve").json()["state"] == "serving"
    done = nadia.act("A001", "finish", outcome="missing_document").json()
    assert (done["state"], done["outcome"]) == ("served", "missing_document")
    assert nadia.next("1").status_code == 204


def test_the_same_key_gives_the_same_ticket_for_ever(town: Town) -> None:
    with town.device() as kiosk:
        path, body = "/api/v1/sites/mairie/tickets", {"services": ["civil"]}

        def ask() -> httpx.Response:
            return kiosk.post(path, json=body, headers={"Idempotency-Key": "tap-1"})

        first = ask()
        nadia = town.agent("agent1")
        nadia.open("1")
        nadia.next("1")
        town.stop()
        town.start()

        again = ask()

    assert again.status_code == 201
    assert again.json() == first.json()
    assert len(nadia.get("queue").json()["tickets"]) == 0


def test_the_same_key_gives_the_same_ticket_though_the_printer_is_not_back_yet(town: Town) -> None:
    with town.device() as kiosk:

        def ask() -> httpx.Response:
            wanted, key = {"services": ["civil"]}, {"Idempotency-Key": "tap-1"}
            return kiosk.post("/api/v1/sites/mairie/tickets", json=wanted, headers=key)

        with printer_listening(town):
            first = ask()
            town.kill()
        town.start()

        again = ask()

    assert again.status_code == 201, again.text
    assert again.json() == first.json()


def test_the_same_key_gives_the_same_numbers_for_the_drawer(town: Town) -> None:
    with printer_listening(town):
        manager = town.agent("manager")
        first = manager.post("prints", {"kind": "fallback", "count": 5}, "pile")
        town.kill()
    town.start()

    again = manager.post("prints", {"kind": "fallback", "count": 5}, "pile")

    assert again.status_code == 201, again.text
    assert again.json() == first.json()


def test_a_double_tap_at_the_same_instant_gives_one_ticket(town: Town) -> None:
    def tap(_: int) -> object:
        with town.device() as kiosk:
            answer = kiosk.post(
                "/api/v1/sites/mairie/tickets",
                json={"services": ["civil"]},
                headers={"Idempotency-Key": "double"},
            )
            return answer.json()["number"]

    with ThreadPoolExecutor(8) as taps:
        numbers = set(taps.map(tap, range(8)))

    assert numbers == {"C001"}


def test_a_key_belongs_to_one_request(town: Town) -> None:
    with town.device() as kiosk:
        headers = {"Idempotency-Key": "k"}
        path = "/api/v1/sites/mairie/tickets"
        kiosk.post(path, json={"services": ["civil"]}, headers=headers)

        other = kiosk.post(path, json={"services": ["identity"]}, headers=headers)

    assert other.status_code == 422
    assert other.json()["code"] == "invalid"


def test_a_call_repeated_with_its_key_calls_nobody_else(town: Town) -> None:
    town.take("identity")
    town.take("identity")
    nadia = town.agent("agent1")
    nadia.open("1")

    first = nadia.post("counters/1/next", key="n-1").json()
    again = nadia.post("counters/1/next", key="n-1").json()

    assert again == first
    assert len(nadia.get("queue").json()["tickets"]) == 1


def test_nobody_to_call_is_also_remembered(town: Town) -> None:
    nadia = town.agent("agent1")
    nadia.open("1")
    assert nadia.post("counters/1/next", key="quiet").status_code == 204
    town.take("identity")

    assert nadia.post("counters/1/next", key="quiet").status_code == 204


def test_two_agents_at_the_same_instant_get_two_people(town: Town) -> None:
    for _ in range(40):
        town.take("certificates")
    seats = [town.agent(login) for login in ("agent1", "agent2", "agent3")]
    for counter, desk in enumerate(seats, 1):
        desk.open(str(counter))

    def serve(counter: int, desk: Desk) -> list[str]:
        numbers = []
        while (answer := desk.next(str(counter))).status_code == 200:
            numbers.append(answer.json()["ticket"]["number"])
            desk.act(numbers[-1], "finish")
        return numbers

    with ThreadPoolExecutor(3) as agents:
        served = [n for some in agents.map(serve, range(1, 4), seats) for n in some]

    assert sorted(served) == sorted({f"H{n:03d}" for n in range(1, 41)})


def test_finish_and_call_in_one_request(town: Town) -> None:
    town.take("identity")
    town.take("identity")
    nadia = town.agent("agent1")
    nadia.open("1")
    nadia.next("1")
    assert nadia.next("1").json()["code"] == "counter_busy"

    called = nadia.next("1", finish="solved").json()

    assert called["ticket"]["number"] == "A002"


def test_a_transfer_with_a_note_keeps_the_number(town: Town) -> None:
    town.take("identity")
    nadia, sophie = town.agent("agent1"), town.agent("agent5")
    nadia.open("1")
    sophie.open("5")
    nadia.next("1")

    moved = nadia.act("A001", "transfer", service="social", note="A déjà tout expliqué.").json()

    assert moved["state"] == "waiting"
    called = sophie.next("5").json()
    assert called["ticket"]["number"] == "A001"
    assert called["reason"]["rule"] == "already_received"


def test_the_queue_tells_the_order_and_the_reasons(town: Town) -> None:
    town.take("identity")
    town.take("identity", priority=True)
    nadia = town.agent("agent1")

    tickets = nadia.get("queue").json()["tickets"]

    assert [p["ticket"]["number"] for p in tickets] == ["A002", "A001"]
    assert [p["reason"]["rule"] for p in tickets] == ["legal_priority", "next_due"]
    assert all(p["reason"]["text"] for p in tickets)


def test_both_sides_of_the_counter_are_told_why(town: Town) -> None:
    town.take("identity", language="en")
    town.take("identity", priority=True, language="fr")
    nadia = town.agent("agent1")
    nadia.open("1")

    waiting = nadia.get("tickets/A001/why").json()
    nadia.next("1")
    called = nadia.get("tickets/A002/why").json()

    assert waiting["rule"] == "next_due"
    assert waiting["visitor_text"].startswith("Numbers are called by the wait announced")
    assert (called["rule"], called["facts"]) == ("legal_priority", {})
    assert called["text"] == "priorité légale"
    assert called["visitor_text"].startswith("Vous avez une priorité légale")


def test_why_is_refused_where_there_is_nothing_to_explain(town: Town) -> None:
    town.take("identity")
    nadia = town.agent("agent1")
    nadia.act("A001", "cancel")

    codes = [nadia.get(f"tickets/{number}/why").json()["code"] for number in ("A001", "A999")]

    assert codes == ["not_allowed_now", "unknown_ticket"]


def test_the_visitor_sees_leaves_and_postpones_her_own_ticket(town: Town) -> None:
    first, second = town.take("identity"), town.take("identity")
    nadia = town.agent("agent1")
    nadia.open("1")
    client = nadia.client
    page = client.get(f"/api/v1/tickets/{second['token']}").json()
    assert page["people_ahead"] == 1
    estimate = page["estimate"]
    assert estimate["low"] <= estimate["likely"] <= estimate["high"]

    assert client.post(f"/api/v1/tickets/{second['token']}/later", json={"minutes": 5}).json()
    left = client.post(f"/api/v1/tickets/{first['token']}/leave").json()

    assert left["state"] == "left"
    again = client.post(f"/api/v1/tickets/{second['token']}/later", json={"minutes": 5})
    assert again.json()["code"] == "not_allowed_now"
    assert client.get("/api/v1/tickets/AAAAAAAAAAAAAAAAAAAAAA").status_code == 404


def test_everybody_may_see_how_the_place_is_doing(town: Town) -> None:
    town.take("identity")

    with town.device() as anybody:
        anybody.headers.pop("Authorization")
        told = anybody.get("/api/v1/sites/mairie").json()

    identity = next(s for s in told["services"] if s["code"] == "identity")
    assert told["open"] is True
    assert (identity["waiting"], identity["estimate"]) == (1, None)


def test_the_journal_is_told_in_order_to_managers(town: Town) -> None:
    town.take("identity")
    town.take("civil")

    told = town.agent("manager").get("journal?after=1").json()

    assert [(f["seq"], f["kind"]) for f in told["events"]] == [(2, "ticket_taken")]
    assert town.agent("agent1").get("journal").json()["code"] == "forbidden"


def test_times_are_in_utc(town: Town) -> None:
    assert str(town.take("identity")["taken_at"]).startswith("2026-11-24T08:00:")
    assert str(town.take("identity")["taken_at"]).endswith("Z")
