"""The crash proof: `python -m tests.faults.prove --kills 1000 --minutes 40 --store both`.

Servers are killed (SIGKILL) at random moments under load, again and again; after every few kills
a judge that knows nothing of the server's code compares what people were told with what was kept,
and the journal is verified. Exit code 1 when anything was lost, doubled or answered otherwise.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.faults.siege import Outcome, besiege, towns_on
from tests.worlds.servers import nats, new_database, postgresql

KILLS_IN_A_ROUND = 20
"""Then the judge has a look, and a new town hall begins."""
SHOWN = 10
STORES = ("sqlite", "postgresql")


@dataclass
class Bench:
    """Where rounds are played. SQLite belongs to one server; PostgreSQL is shared by two."""

    store: str
    address: str = ""
    bus: str = ""

    @contextmanager
    def settings(self) -> Iterator[dict[str, str]]:
        if self.store == "sqlite":
            yield {}
            return
        database = new_database(self.address)
        yield {"SUIVANT_DATABASE_URL": database, "SUIVANT_BUS_URL": self.bus}
        name = database.partition("?")[0].rpartition("/")[2]
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def play(self, kills: int, seed: int, until: float) -> Outcome:
        if time.monotonic() >= until:
            return Outcome()
        folder = Path(tempfile.mkdtemp(prefix="siege-"))
        try:
            with self.settings() as settings:
                towns = towns_on(folder, settings, 1 if self.store == "sqlite" else 2)
                return besiege(towns, kills, seed, until)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Total:
    began: float = field(default_factory=time.monotonic)
    by_store: dict[str, Outcome] = field(default_factory=dict)

    def add(self, store: str, outcome: Outcome) -> None:
        self.by_store.setdefault(store, Outcome()).add(outcome)
        print(self.line(store), *outcome.wrong[:SHOWN], sep="\n  ", flush=True)

    def line(self, store: str) -> str:
        one = self.by_store[store]
        found = one.verdict
        return (
            f"{store}: {one.kills} kills, {found.acknowledged} acknowledged commands, "
            f"{found.repeats} repeats, {len(found.lost)} lost, {len(found.doubled)} doubled, "
            f"{len(found.changed)} answered otherwise, {len(found.disordered)} out of order, "
            f"{len(one.breaches)} breaches ({time.monotonic() - self.began:.0f} s)"
        )


@contextmanager
def benches(stores: Sequence[str]) -> Iterator[list[Bench]]:
    with ExitStack() as stack:
        found = []
        for store in stores:
            if store == "postgresql":
                address = stack.enter_context(postgresql())
                bus = stack.enter_context(nats())
                found.append(Bench(store, address, bus.url))
            else:
                found.append(Bench(store))
        yield found


def prove(kills: int, minutes: float, stores: Sequence[str], seed: int) -> int:
    """Prints the figures after every round, with what was wrong. Returns the exit code."""
    until = time.monotonic() + minutes * 60
    total = Total()
    with benches(stores) as at, ThreadPoolExecutor(len(at)) as lanes:
        for _ in lanes.map(lambda b: _prove_on(b, kills // len(at), until, seed, total), at):
            pass
    return 1 if any(outcome.wrong for outcome in total.by_store.values()) else 0


def _prove_on(bench: Bench, kills: int, until: float, seed: int, total: Total) -> None:
    for n in itertools.count():
        left = kills - n * KILLS_IN_A_ROUND
        if left <= 0 or time.monotonic() >= until:
            return
        total.add(bench.store, bench.play(min(left, KILLS_IN_A_ROUND), seed + n, until))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.prove")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--store", choices=(*STORES, "both"), default="both")
    parser.add_argument("--seed", type=int, default=20261124)
    asked = parser.parse_args()
    stores = STORES if asked.store == "both" else (asked.store,)
    return prove(asked.kills, asked.minutes, stores, asked.seed)


if __name__ == "__main__":
    sys.exit(main())
