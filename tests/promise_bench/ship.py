"""`python -m tests.promise_bench.ship --data DIR`: what ships for a site's first day, made anew.

Learned from Warsaw's town halls (docs/promise.md). The same data gives the same file, to the last
digit.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from server.domain.promise import Brought, PastDay, brought_as_data, misses
from server.domain.promise.elsewhere import kept_elsewhere, learn_elsewhere
from server.promises.brought import FILE
from tests.promise_bench import warsaw
from tests.promise_bench.held_out import past_days

HOUR, GRID, SEED = 60.0, 5.0, 1
SOURCE = (
    "City of Warsaw, open data on the queues of its offices (api.um.warszawa.pl), 30 December 2019"
    " to 22 January 2020, collected by the package kolejkeR (MIT); processed: moments were"
    " interpolated between snapshots. What is kept are the weights of models and the quantiles of"
    " their errors; of the data itself nothing."
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    data = warsaw.read(options.parse_args().data)
    if data is None:
        raise SystemExit(f"{warsaw.TICKETS} and {warsaw.QUEUES} are wanted")
    brought = learned(past_days(data.days))
    whole = {"source": SOURCE, **brought_as_data(brought)}
    text = json.dumps(_rounded(whole), separators=(",", ":"))
    FILE.write_text(text + "\n", encoding="utf-8")
    print(f"{FILE.name}: {len(text)} characters")


def learned(days: list[PastDay]) -> Brought:
    model = learn_elsewhere(days, HOUR, SEED)
    return Brought(model, misses(kept_elsewhere(days, HOUR, SEED), GRID))


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main()
