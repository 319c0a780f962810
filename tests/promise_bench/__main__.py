"""`python -m tests.promise_bench --data DIR --json FILE`: how true the promise is, beside others.

DIR has files of the form that `docs/promise.md` describes; one that is absent is said, and left
out. The drawn reception needs none.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from server.domain.promise import Choices
from tests.promise_bench import bank, synthetic, warsaw
from tests.promise_bench.day_one import measure_day_one
from tests.promise_bench.days import DataSet
from tests.promise_bench.followed import figures as followed_figures
from tests.promise_bench.followed import follow
from tests.promise_bench.held_out import Measure, measure
from tests.promise_bench.report import (
    Json,
    day_one_figures,
    day_one_table,
    followed_line,
    lateness_table,
    set_figures,
    set_table,
)

FEWEST_DAYS = 2
SEED = 1


def main() -> None:
    options = _options()
    began = time.monotonic()
    figures = run(options.data, set(options.only or SETS))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"{time.monotonic() - began:.0f} seconds.")


def run(folder: Path | None, only: set[str]) -> Json:
    figures: Json = {"sets": {}, "day_one": {}}
    for name, data in _sets(folder, only):
        began = time.monotonic()
        print(f"\n{name}: ", end="", flush=True)
        if data is None:
            print("no such file in the folder of data, left out")
        elif len(data.days) < FEWEST_DAYS:
            print(f"{len(data.days)} day with visitors who waited: nothing earlier to learn from")
        else:
            choices = Choices(hour=data.hour, grid=0.0, seed=SEED)
            measured = measure(data, choices)
            _tell(figures, measured)
            if name == "warsaw" and folder is not None:
                _tell_followed(figures, measured, folder)
            if len({day.past.office for _, days in data.days for day in days}) > 1:
                _tell_day_one(figures, measured, choices)
            print(f"{time.monotonic() - began:.0f} seconds")
    return figures


def _tell(figures: Json, measured: Measure) -> None:
    data = measured.data
    figures["sets"][data.name] = set_figures(measured)
    unit = "minutes" if data.scale == 1 else "seconds"
    print(*set_table(figures["sets"][data.name], unit), lateness_table(measured), sep="\n")


def _tell_followed(figures: Json, measured: Measure, folder: Path) -> None:
    followed = follow(warsaw.waiting(folder, set(measured.served)), measured.served)
    figures["sets"]["warsaw"]["followed"] = found = followed_figures(followed)
    print(followed_line(found))


def _tell_day_one(figures: Json, measured: Measure, choices: Choices) -> None:
    found = measure_day_one(measured, choices)
    figures["day_one"] |= day_one_figures(found)
    print("\nday one, each office left out: visitors, MAE, the formula's, %, cover")
    print(*day_one_table(found), sep="\n")


SETS: dict[str, Callable[[Path], DataSet | None]] = {
    "warsaw": warsaw.read,
    "bank": bank.read,
    "synthetic": lambda _: synthetic.generate(),
}


def _sets(folder: Path | None, only: set[str]) -> Iterator[tuple[str, DataSet | None]]:
    for name, read in SETS.items():
        if name in only:
            yield name, read(folder or Path("nowhere"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.promise_bench", description=__doc__)
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the files of visits are")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures, to be kept")
    parser.add_argument("--only", nargs="+", choices=SETS, metavar="SET",
                        help=f"these alone: {', '.join(SETS)}")  # fmt: skip
    return parser.parse_args()


if __name__ == "__main__":
    main()
