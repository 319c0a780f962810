"""`suivant lab`, on a fortnight that was lived at counter 1 and at one that has left the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.worlds.fortnight import live_a_fortnight
from tests.worlds.town import Town

SPAN = ("--from", "2026-11-02", "--to", "2026-11-15")
MORE = """
name = "A second counter in the morning"

[[counters]]
begins = "09:00"
ends = "12:00"
skills = { identity = 1 }
"""


@pytest.fixture
def fortnight(town: Town) -> Town:
    live_a_fortnight(town)
    return town


def test_the_weeks_are_explained_beside_what_was(fortnight: Town) -> None:
    told = fortnight.command("lab", "mairie", *SPAN)

    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("6 days.")
    assert "The lab explains these days within 1%." in told.stdout


def test_a_scenario_is_told_as_a_table_and_to_programs(fortnight: Town, tmp_path: Path) -> None:
    scenario = tmp_path / "more.toml"
    scenario.write_text(MORE, encoding="utf-8")
    told = fortnight.command("lab", "mairie", *SPAN, "--change", str(scenario))
    answer = fortnight.command("lab", "mairie", *SPAN, "--change", str(scenario), "--json")

    assert told.stdout.splitlines()[-1].startswith("Nine of ten would have waited 0.")
    figures = json.loads(answer.stdout)
    assert figures["was"]["p90"] == figures["baseline"]["p90"] == 70
    assert figures["changed"]["p90"] == figures["changed"]["low"]["p90"] == 30
    assert figures["difference"]["clear"] is True
    assert figures["changed"]["served"] == 8


def test_fewer_than_five_days_are_refused_with_the_reason(fortnight: Town) -> None:
    told = fortnight.command("lab", "mairie", "--from", "2026-11-02", "--to", "2026-11-05")

    assert told.returncode == 1
    assert "4 closed days with visitors" in told.stderr and "the lab needs 5" in told.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('arrivals = "more"\n', "line 1: arrivals: write a number, without quotes"),
        ("[targets]\nvisas = 5\n", "line 2: targets.visas: no such service; write one of"),
        ('without = ["9"]\n', "line 1: without[1]: no such counter; write one of 1, 2"),
        ("counter = 1\n", "line 1: counter: unknown key"),
        (MORE.replace("12:00", "08:00"), "line 6: counters[1].ends: write a time after begins"),
    ],
)
def test_a_wrong_scenario_is_refused_with_line_key_and_cure(
    fortnight: Town, tmp_path: Path, wrong: str, said: str
) -> None:
    scenario = tmp_path / "wrong.toml"
    scenario.write_text(wrong, encoding="utf-8")
    told = fortnight.command("lab", "mairie", *SPAN, "--change", str(scenario))

    assert told.returncode == 1
    assert said in told.stderr
