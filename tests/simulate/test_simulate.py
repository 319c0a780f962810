"""Some days of some towns: nothing is wrong, all is the same again, and planted bugs are found."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.house.project import ROOT
from tests.simulate.__main__ import TOGETHER
from tests.simulate.plants import NOTHING_PLANTED, PLANTED, Plants
from tests.simulate.stretch import Outcome
from tests.simulate.stretch import play as play_here

pytestmark = pytest.mark.timeout(600)

ONCE_WRONG = {
    700: "a service asked for a second time put its visitor into no queue",
    1084: "a process stayed in a day that another had ended, and sent everybody away",
    1065: "a revoked printer's test page broke its line's picture",
    1094: "a service that left the site file broke the pictures of all papers behind its own",
    600: "a printer that connected a moment after its enrolment broke its line",
    20023: "two leaps of a clock, and a new server closed the day that people were in",
    41347: "after a leap of a clock two processes were in two days, and gave each number twice",
    51976: "a server that was stopped while the store was slow kept a core busy",
    710003: "a phone was shown what had become of the ticket that had its number the day before",
    710079: "help asked again was refused once its counter had left the site file",
    7201045: "the judges took for the last day one that a watch years ahead had begun",
    710184: "the judges forgot the day that a server with the right time had begun",
    7000049: "a phone was told that its ticket was none, by a server that had not read of it yet",
    4000039: "a new server's board forgot the calls to a counter that had left the site file",
    31305: "a store that was away when a printer or a board came back broke its line",
}
"""Seed -> what it found. It stays, whatever its town does today."""
WITHIN = 200
"""Days."""


def play(seed: int, days: int, plants: Plants = NOTHING_PLANTED) -> Outcome:
    """In a thread of its own: the browser's driver keeps a loop in this one."""
    with ThreadPoolExecutor(1) as stage:
        return stage.submit(play_here, seed, days, plants).result()


@pytest.mark.parametrize("seed", [1, 2, *ONCE_WRONG])
def test_nothing_is_wrong_in_a_few_days(seed: int) -> None:
    assert play(seed, TOGETHER).breaches == []


def test_the_same_seed_gives_the_same_journal_whatever_the_order_of_sets() -> None:
    first, second = (_digest(hash_seed) for hash_seed in ("1", "2"))

    assert first == second == play(7, 2).digest


def test_another_seed_is_another_town() -> None:
    assert play(8, 1).digest != play(9, 1).digest


@pytest.mark.parametrize(("bug", "plants"), PLANTED.items())
def test_a_planted_bug_is_found(bug: str, plants: Plants) -> None:
    seeds = range(1, WITHIN // TOGETHER + 1)

    assert any(play(seed, TOGETHER, plants).breaches for seed in seeds), bug


def test_the_last_line_says_how_much_was_lived() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.simulate", "--seed", "3", "--days", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    days, facts, breaches = told.stdout.splitlines()[-1].split(", ")
    assert (days, breaches) == ("1 days", "0 breaches")
    assert int(facts.split()[0]) > 10


def _digest(hash_seed: str) -> str:
    """Of a process of its own, where sets lie otherwise."""
    said = subprocess.run(
        [sys.executable, "-c", "from tests.simulate.stretch import play; print(play(7, 2).digest)"],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return said.stdout.strip()
