"""The benchmark of the promise on small files: what it writes, and says of what is absent."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from heapq import heapreplace
from math import log1p
from pathlib import Path

import pytest

from server.domain.promise import Choices, Example, Logs, Look, OfficeWatch, QueueState
from server.domain.promise.conformal import uncorrected
from tests.promise_bench import bank, synthetic, warsaw
from tests.promise_bench.__main__ import run
from tests.promise_bench.days import DataSet
from tests.promise_bench.followed import follow
from tests.promise_bench.held_out import Plan, Served, measure

DAYS = [f"2030-05-{day:02}" for day in range(6, 13)]
OFFICES = ("Harbour", "Hill")
METHODS = {
    "ours",
    "ours_on_grid",
    "trees",
    "formula",
    "posted",
    "munich",
    "last",
    "head",
    "rolling",
    "history",
    "removal",
}
FIGURES = {"mae", "medae", "pinball", "interval", "cover", "late", "width", "by_day", "by_band"}

FOLLOWED = {"n", "first_width", "first_early", "first_late", "broken", "moved_later"}


def write(path: Path, header: str, rows: Iterator[str]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join([header, *rows]) + "\n")


def visits(office: str, day: str) -> list[tuple[float, float]]:
    """When each number was issued and called: two counters, eight minutes each."""
    draws = random.Random(office + day)
    free = [500.0, 500.0]
    found = []
    for issue in sorted(draws.uniform(490, 800) for _ in range(80)):
        call = max(issue, free[0])
        heapreplace(free, call + draws.expovariate(1 / 8))
        found.append((issue, call))
    return found


def tickets() -> Iterator[str]:
    for office in OFFICES:
        for day in DAYS:
            for n, (issue, call) in enumerate(visits(office, day), start=1):
                yield f"{office},7,A: Ids,{day},{n},{issue:.2f},{call:.2f},{call - issue:.2f}"


def queues() -> Iterator[str]:
    for office in OFFICES:
        for day in DAYS:
            known = visits(office, day)
            for minute in range(485, 1000, 5):
                issued = sum(issue <= minute for issue, _ in known)
                called = sum(call <= minute for _, call in known)
                counts = f"{called},{issued},{issued - called}"
                yield f"{office},7,{day},{minute}.0,{counts},2,10,1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("visits")
    columns = "office,service,name,day,number,issue,call,wait"
    write(path / warsaw.TICKETS, columns, tickets())
    columns = "office,service,day,minute,called,issued,waiting,counters_open,posted_minutes,status"
    write(path / warsaw.QUEUES, columns, queues())
    return path


def test_offices_and_days_are_those_of_the_files(folder: Path) -> None:
    figures = json.loads(json.dumps(run(folder, {"warsaw"})))
    town = figures["sets"]["warsaw"]

    assert town["methods"].keys() == METHODS
    for method in town["methods"].values():
        assert method.keys() == FIGURES
        assert [day["day"] for day in method["by_day"]] == DAYS[-2:]
        assert sum(day["n"] for day in method["by_day"]) == town["tickets"]
        assert sum(band["n"] for band in method["by_band"]) == town["tickets"]
    assert town["followed"].keys() == FOLLOWED and town["followed"]["n"] == town["tickets"]
    assert figures["day_one"].keys() == set(OFFICES)
    assert figures["day_one"]["Hill"].keys() == {"n", "ours_mae", "formula_mae", "cover"}


def test_a_lower_end_is_broken_by_any_look_on_the_way_and_not_by_the_first_alone() -> None:
    """At 10:00 half an hour is said, at 10:20 an hour more, and she is called at 10:50."""
    watch, ticket = OfficeWatch("Hill", 0), warsaw.Ticket(1, 600.0, 650.0)
    day = warsaw.WaitingDay("Hill", DAYS[-1])
    for minute in (600.0, 620.0):
        watch.look("7", Look(minute, 0, 1, 1, 1))
        example = Example(watch.state("7", 1), ticket.call - minute)
        day.looks.append((minute, [(ticket, example)]))

    def says(state: QueueState) -> Logs:
        low = 30 if state.minute == 600 else 60
        return Logs(log1p(low + 1), log1p(low + 10), log1p(low + 19))

    (one,) = follow([day], {day.day: Served(says, uncorrected(5.0))})

    assert one.first == (630, 650) and one.broken
    assert one.upper == 700


def test_what_becomes_of_a_day_changes_no_promise_made_before(tmp_path: Path, folder: Path) -> None:
    """The last day is left out of the files: the day before is promised the same."""
    for name in (warsaw.TICKETS, warsaw.QUEUES):
        header, *rows = gzip.decompress((folder / name).read_bytes()).decode().splitlines()
        write(tmp_path / name, header, (row for row in rows if DAYS[-1] not in row))
    short, whole = (warsaw.read(path) for path in (tmp_path, folder))
    assert short is not None and whole is not None
    ours = [measure(data, Choices()).judged["ours"] for data in (short, whole)]

    assert ours[0][DAYS[-2]]
    assert [each.promised.likely for each in ours[0][DAYS[-2]]] == [
        each.promised.likely for each in ours[1][DAYS[-2]]
    ]


def test_what_comes_later_in_a_day_is_not_seen_before(tmp_path: Path, folder: Path) -> None:
    """From a moment on all goes otherwise: who came before that is seen as she was."""
    moment = 640

    def otherwise(row: str, minute: int, *changed: int) -> str:
        cells = row.split(",")
        if float(cells[minute]) > moment:
            for place in changed:
                cells[place] = str(float(cells[place]) + 30)
        return ",".join(cells)

    ticket_minute, call, poll_minute, called, issued = 6, 6, 3, 4, 5
    for name, places in (
        (warsaw.TICKETS, (ticket_minute, call)),
        (warsaw.QUEUES, (poll_minute, called, issued)),
    ):
        header, *rows = gzip.decompress((folder / name).read_bytes()).decode().splitlines()
        write(tmp_path / name, header, (otherwise(row, *places) for row in rows))
    before = [_states_until(moment, warsaw.read(path)) for path in (folder, tmp_path)]

    assert before[0] == before[1] and len(before[0]) > 100


def _states_until(moment: float, data: DataSet | None) -> list[QueueState]:
    assert data is not None
    examples = [e for _, days in data.days for day in days for e in day.past.examples]
    return [example.state for example in examples if example.state.minute <= moment]


def test_a_file_that_is_absent_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, {"warsaw", "bank"}) == {"sets": {}, "day_one": {}}
    assert capsys.readouterr().out.count("no such file") == 2


def calls() -> Iterator[str]:
    for day in DAYS:
        free = [25000.0, 25000.0]
        draws = random.Random(day)
        arrivals = sorted(draws.uniform(25000, 40000) for _ in range(200))
        for n, arrival in enumerate(arrivals):
            agent = free.index(min(free))
            start = max(arrival, free[agent])
            lasts = int(draws.expovariate(1 / 130))
            free[agent] = start + lasts
            wait = int(start - arrival)
            times = f"{arrival:.0f},{wait},{start:.0f},{start + lasts:.0f},{lasts}"
            yield f"{day},{n},{n % 3},PS,{times},AGENT,{'AB'[agent]},{wait}"


def test_a_bank_is_told_in_seconds(tmp_path: Path) -> None:
    columns = "day,call_id,priority,type,arrival,q_time,ser_start,ser_exit,ser_time,outcome"
    write(tmp_path / "bank_may.csv.gz", f"{columns},server,wait", calls())
    data = bank.read(tmp_path)
    assert data is not None and [day for day, _ in data.days] == DAYS

    methods = run(tmp_path, {"bank"})["sets"]["bank"]["methods"]
    assert methods.keys() == METHODS - {"posted", "ours_on_grid"}
    assert methods["ours"]["by_band"][-1]["from"] % bank.SECONDS == 0
    assert methods["ours"]["mae"] > bank.SECONDS


def test_the_drawn_reception_is_the_same_each_time() -> None:
    one, other = (synthetic.generate(days=3, runs=3) for _ in range(2))
    waits = [
        [example.wait for _, days in data.days for day in days for example in day.past.examples]
        for data in (one, other)
    ]

    assert waits[0] == waits[1] and len(waits[0]) > 100
    assert min(waits[0]) > 0


@pytest.mark.parametrize("days", range(2, 80))
def test_whatever_the_number_of_days_some_are_held_out_and_some_come_before(days: int) -> None:
    plan = Plan.of(days)

    assert 1 <= plan.first <= plan.test < days
    assert min(plan.nights) == plan.first and len(plan.nights) <= 12
