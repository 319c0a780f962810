"""Was the day fair? What an administrator types, and what a program asks, of a real morning."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, text

from server.store.store import Store
from tests.worlds.town import Desk, Town

DAY = "2026-11-24"
FAIR = "0 unexplained, 0 broken promises of fairness"
NAMES = ("Nadia", "Paul", "Inès", "agent1", "agent2", "agent3")


@pytest.fixture
def morning(town: Town) -> Town:
    """Four visitors for papers; Nadia calls two by the rule and one by hand."""
    for _ in range(4):
        town.take("identity")
    nadia = town.agent("agent1")
    assert nadia.open("1").status_code == 200
    assert nadia.next("1").json()["ticket"]["number"] == "A001"
    assert nadia.next("1", finish="solved").json()["ticket"]["number"] == "A002"
    assert nadia.act("A002", "finish").status_code == 200
    assert nadia.act("A004", "call", counter="1").status_code == 200
    assert nadia.act("A004", "finish").status_code == 200
    return town


@contextmanager
def _tampered_with(town: Town) -> Iterator[Connection]:
    store = Store(town.database)
    try:
        with store.writing() as connection:
            yield connection
    finally:
        store.close()


def _write_over(town: Town, called: str, **changes: str) -> None:
    """In the call of this number."""
    calls = "SELECT seq, body FROM journal WHERE kind = 'ticket_called' ORDER BY seq"
    with _tampered_with(town) as connection:
        for seq, body in connection.execute(text(calls)).all():
            if (call := json.loads(body))["number"] == called:
                where = {"seq": seq, "body": json.dumps(call | changes)}
                update = "UPDATE journal SET body = :body WHERE seq = :seq"
                connection.execute(text(update), where)


def _proved(town: Town, *more: str) -> tuple[int, str, str]:
    """Exit code, last line, all lines."""
    told = town.command("fairness", *more)
    return told.returncode, (told.stdout.splitlines() or [""])[-1], told.stdout + told.stderr


def _fairness(desk: Desk, query: str = "") -> dict[str, Any]:
    answer = desk.get(f"fairness{query}")
    assert answer.status_code == 200, answer.text
    view: dict[str, Any] = answer.json()
    return view


def test_an_honest_morning_is_fair_and_says_so(morning: Town) -> None:
    code, last, everything = _proved(morning, "--site", "mairie", "--day", DAY)

    assert (code, last) == (0, f"3 calls, 1 by hand, {FAIR}")
    assert f"mairie {DAY}: held: Every call has its reason." in everything
    assert not [name for name in NAMES if name in everything]


def test_without_site_and_day_everything_is_looked_at(morning: Town) -> None:
    assert _proved(morning)[:2] == (0, f"3 calls, 1 by hand, {FAIR}")


def test_a_reason_that_was_written_over_is_found(morning: Town) -> None:
    _write_over(morning, "A002", rule="legal_priority")

    code, last, everything = _proved(morning, "--day", DAY)

    assert code == 1
    assert last == "3 calls, 1 by hand, 1 unexplained, 1 broken promises of fairness"
    assert f"mairie {DAY}: broken: Every call has its reason." in everything
    assert "suivant: A002 was called in its turn" in everything


def test_a_call_that_was_written_over_is_found(morning: Town) -> None:
    _write_over(morning, "A002", number="A003")

    code, last, everything = _proved(morning, "--day", DAY)

    assert code == 1
    assert "1 unexplained" in last
    assert "it was the turn of A002" in everything


def test_somebody_forgotten_when_the_day_was_closed_is_found(morning: Town) -> None:
    """Whoever was there when the plug was pulled is found by the next day's server."""
    morning.stop()
    morning.clock = "2026-11-25T09:00:00+01:00"
    morning.start()
    morning.take("identity")

    code, last, everything = _proved(morning, "--day", DAY)

    assert (code, last) == (
        1,
        "3 calls, 1 by hand, 0 unexplained, 1 broken promises of fairness",
    )
    assert "A003 was still waiting when the day was closed" in everything


def test_a_journal_that_does_not_fold_is_told_in_a_line(morning: Town) -> None:
    with _tampered_with(morning) as connection:
        connection.execute(text("DELETE FROM journal WHERE seq = 2"))

    told = morning.command("fairness")

    assert told.returncode == 1
    assert "fact 3 does not follow" in told.stderr and "journal verify" in told.stderr
    assert len(told.stderr.splitlines()) == 1
    refused = morning.agent("manager").get("fairness?lang=en")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_allowed_now")
    assert refused.json()["detail"] == "The journal of this day is damaged and cannot be replayed."


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--site", "Mairie"], 'there is no site "Mairie"'),
        (["--day", "2020-01-01"], "there are no facts of 2020-01-01"),
    ],
)
def test_a_site_or_a_day_that_is_not_there_is_told(
    shared_town: Town, words: list[str], says: str
) -> None:
    told = shared_town.command("fairness", *words)

    assert (told.returncode, told.stdout) == (1, "")
    assert says in told.stderr


def test_a_site_file_that_changed_later_in_the_day_excuses_and_accuses_nobody(
    morning: Town,
) -> None:
    """Nadia unlearns identity papers: what she called before was right all the same."""
    file = morning.folder / "newer.toml"
    skills, fewer = "{ welcome = 2, identity = 2, pickup = 2,", "{ welcome = 2, pickup = 2,"
    assert skills in morning.site_text
    file.write_text(morning.site_text.replace(skills, fewer, 1), encoding="utf-8")
    assert morning.command("site", "load", str(file)).returncode == 0

    _loaded_at(morning, "2026-11-23 12:00:00", "2026-11-24 09:30:00")
    assert _proved(morning)[:2] == (0, f"3 calls, 1 by hand, {FAIR}")
    _loaded_at(morning, "2026-11-23 12:00:00", "2026-11-23 18:00:00")
    assert "2 unexplained" in _proved(morning)[1]


def _loaded_at(town: Town, *moments: str) -> None:
    """When the versions of the site file were loaded: commands go by the machine's clock."""
    with _tampered_with(town) as connection:
        for version, at in enumerate(moments, 1):
            update = "UPDATE site SET loaded_at = :at WHERE version = :version"
            connection.execute(text(update), {"at": f"{at}.000000", "version": version})


def test_a_program_is_told_the_same(morning: Town) -> None:
    view = _fairness(morning.agent("manager"), f"?day={DAY}&lang=en")

    assert (view["calls"], view["by_hand"], view["unexplained"]) == (3, 1, 0)
    assert [promise["name"] for promise in view["promises"]] == [
        "nobody_waits_for_ever",
        "nobody_is_overtaken",
        "every_call_has_its_reason",
    ]
    assert [promise["held"] for promise in view["promises"]] == [True, True, True]
    worst = view["promises"][0]["worst"]
    assert worst["number"] in {"A001", "A002", "A004"} and worst["minutes"] == 0
    assert worst["number"] in worst["text"]
    assert not [name for name in NAMES if name in json.dumps(view)]


def test_a_program_is_told_of_a_breach_in_french(morning: Town) -> None:
    _write_over(morning, "A002", rule="past_promise")

    view = _fairness(morning.agent("manager"))

    assert (view["unexplained"], view["promises"][2]["held"]) == (1, False)
    worst = view["promises"][2]["worst"]
    assert worst["number"] == "A002"
    assert worst["text"].startswith("Le A002 a été appelé à son tour à 09:0")
    assert view["promises"][2]["breaches"] == [worst]


def test_a_day_without_facts_is_an_empty_proof(shared_town: Town) -> None:
    view = _fairness(shared_town.agent("manager"), "?day=2020-01-01")

    assert (view["calls"], view["unexplained"]) == (0, 0)
    assert [promise["worst"] for promise in view["promises"]] == [None, None, None]


def test_only_who_is_in_charge_may_ask(shared_town: Town) -> None:
    assert shared_town.agent("agent1").get("fairness").status_code == 403
    with shared_town.device() as kiosk:
        assert kiosk.get("/api/v1/sites/mairie/fairness").status_code in (401, 403)
    refused = shared_town.agent("manager").get("fairness?day=yesterday")
    assert refused.json()["code"] == "invalid"
