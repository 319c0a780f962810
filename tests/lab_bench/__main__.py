"""`python -m tests.lab_bench`: months of the drawn reception, asked five questions each."""

from __future__ import annotations

import argparse
import json
import time as clock
from collections import defaultdict
from datetime import time
from pathlib import Path

from server.domain.lab.change import Change, MoreCounter
from server.domain.lab.figures import quantile
from server.domain.lab.recorded import record
from server.domain.lab.study import Study, study
from tests.lab_bench.reception import (
    AS_IT_WAS,
    Hall,
    Question,
    journal,
    life,
    moment,
    on,
    site,
)
from tests.promise_bench.reception import OPEN

DAYS = 20
QUESTIONS = {
    Question("one more counter", more=(90, 210, (0, 1))): Change(
        more=(MoreCounter(time(10), time(12), {"collection": 1, "certificates": 1}),)
    ),
    Question("a skill taught", taught=(9, 2)): Change(skills={"agent-9": {"identity": 1}}),
    Question("an hour later", later=60): Change(opens=time(9, 30)),
    Question("by arrival", by_arrival=True): Change(policy="arrival"),
    Question("a fifth more people", busier=True): Change(arrivals=1.2),
}
CLOSE = 0.15
"""The new P90 as a multiple of the old, beside the truth."""


def main() -> None:
    options = _options()
    figures = measure(options.months)
    for line in lines(figures):
        print(line)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measure(months: int) -> dict[str, dict[str, float]]:
    found: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for month in range(months):
        lives = [life(month * DAYS + day) for day in range(DAYS)]
        was = _truth(lives, AS_IT_WAS)
        facts = {each.seed: journal(each.seed, Hall(each, AS_IT_WAS).live()) for each in lives}
        days = [
            (record(site(), on(seed), told, moment(seed, OPEN)), told)
            for seed, told in facts.items()
        ]
        for question, change in QUESTIONS.items():
            began = clock.perf_counter()
            answer = study(days, change)
            took = clock.perf_counter() - began
            found[question.name].append((*_beside(answer, was, _truth(lives, question)), took))
    return {name: _summary(rows) for name, rows in found.items()}


def _truth(lives: list, question: Question) -> tuple[float, float]:  # type: ignore[type-arg]
    waits = sorted(w for each in lives for w in Hall(each, question).live().waits)
    return quantile(waits, 0.5), quantile(waits, 0.9)


def _beside(
    answer: Study, was: tuple[float, float], truth: tuple[float, float]
) -> tuple[float, ...]:
    assert answer.changed is not None and answer.ratio is not None
    now, before = answer.changed.value, answer.baseline.value
    ratio = truth[1] / was[1]
    return (
        abs(before["p90"] / was[1] - 1),
        abs(answer.ratio / ratio - 1),
        abs((now["p50"] - before["p50"]) - (truth[0] - was[0])),
        ratio,
        answer.ratio,
    )


def _summary(rows: list[tuple[float, ...]]) -> dict[str, float]:
    mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    return {
        "months": len(rows),
        "baseline_off": mean[0],
        "ratio_close": sum(row[1] <= CLOSE for row in rows) / len(rows),
        "p50_error": mean[2],
        "true_ratio": mean[3],
        "ratio": mean[4],
        "seconds": mean[5],
    }


def lines(figures: dict[str, dict[str, float]]) -> list[str]:
    told = [
        "question              baseline off  ratio within 15 %  P50 error  true   lab    seconds"
    ]
    for name, f in figures.items():
        told.append(
            f"{name:<22}{f['baseline_off']:>11.1%}{f['ratio_close']:>19.0%}"
            f"{f['p50_error']:>9.2f} m{f['true_ratio']:>6.2f}{f['ratio']:>6.2f}{f['seconds']:>9.1f}"
        )
    return told


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.lab_bench", description=__doc__)
    parser.add_argument("--months", type=int, default=20)
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures, to be kept")
    return parser.parse_args()


if __name__ == "__main__":
    main()
