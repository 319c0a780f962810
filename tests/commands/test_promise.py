"""How true were the waits that people were told? What is typed, and what a program asks."""

from __future__ import annotations

import pytest

from server.journal.journal import Journal
from server.store.store import Store
from tests.promises.days import write_days
from tests.worlds.town import Town


@pytest.fixture
def four_days(town: Town) -> Town:
    store = Store(town.database)
    write_days(Journal(store), "mairie", 4)
    store.close()
    return town


def test_days_are_scored_and_learned_by_hand_and_programs_are_told(four_days: Town) -> None:
    scored = four_days.command("promise", "score", "--site", "mairie", "--day", "2026-11-03")
    assert scored.stdout.startswith("mairie 2026-11-03: 19 visits, 42.1 % within the range")

    learned = four_days.command("promise", "learn", "--site", "mairie")
    assert learned.stdout.strip().endswith("days learned, learned"), learned

    told = four_days.agent("manager").get("promise?from=2026-11-02&to=2026-11-05")
    assert told.status_code == 200, told.text
    body = told.json()
    assert (body["visits"], body["cover"], body["late"], body["early"]) == (76, 42.1, 52.6, 5.3)
    assert [each["service"] for each in body["by_service"]] == ["identity"]
    assert [(each["begins"], each["ends"]) for each in body["by_band"]] == [(10, 20)]


def test_without_a_closed_day_it_says_so(town: Town) -> None:
    town.take("identity")
    told = town.command("promise", "learn")
    assert told.returncode == 1
    assert told.stderr.strip() == (
        "suivant: no day is closed yet; there is nothing to score or to learn from"
    )
