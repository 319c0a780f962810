"""`make simulate`: days after days of towns that one number draws."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from tests.simulate.stretch import play

TOGETHER = 4
"""Days in one town; the next seed has the next town."""


def main() -> int:
    wish = argparse.ArgumentParser(prog="simulate", description=__doc__)
    wish.add_argument("--seed", type=int, default=1)
    wish.add_argument("--days", type=int, default=200)
    asked = wish.parse_args()
    began = time.process_time()
    lived = facts = 0
    faults: Counter[str] = Counter()
    for seed in range(asked.seed, asked.seed + -(-asked.days // TOGETHER)):
        days = min(TOGETHER, asked.days - lived)
        outcome = play(seed, days)
        lived, facts = lived + days, facts + outcome.facts
        faults += outcome.faults
        if outcome.breaches:
            _tell_breaches(seed, days, outcome.breaches)
            print(f"{lived} days, {facts} facts, {len(outcome.breaches)} breaches")
            return 1
    _tell_faults(faults, lived, time.process_time() - began)
    print(f"{lived} days, {facts} facts, 0 breaches")
    return 0


def _tell_breaches(seed: int, days: int, breaches: list[str]) -> None:
    for breach in breaches:
        print(breach, file=sys.stderr)
    print(f'seed {seed}: make simulate ARGS="--seed {seed} --days {days}"', file=sys.stderr)


def _tell_faults(faults: Counter[str], days: int, seconds: float) -> None:
    for name, count in sorted(faults.items()):
        print(f"{count:8d}  {name}")
    print(f"{days / max(seconds, 0.001) * 60:8.0f}  days a minute of one core")


if __name__ == "__main__":
    sys.exit(main())
