"""`python -m tests.bench`: measures, prints, and writes the tables into docs/."""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import machine
from tests.bench.figures import (
    across,
    boards,
    disk,
    felt,
    first,
    footprint,
    foreseen,
    growth,
    lessons,
    nights,
    painted,
    phones,
    printing,
    requests,
    scale,
    sites,
    storm,
    workers,
)
from tests.bench.page import write_tables
from tests.bench.plan import QUICK, WHOLE, Plan
from tests.bench.table import Table
from tests.worlds.town import ROOT

PAGE = ROOT / "docs" / "performance.md"
SCALE_PAGE = ROOT / "docs" / "scale.md"
FIGURES: dict[str, Callable[[Plan, Path], Table]] = {
    "felt": felt.measure,
    "painted": painted.measure,
    "phones": phones.measure,
    "requests": requests.on_sqlite,
    "postgresql": requests.on_postgresql,
    "workers": workers.measure,
    "boards": boards.measure,
    "across": across.measure,
    "storm": storm.measure,
    "footprint": footprint.measure,
    "first": first.measure,
    "foreseen": foreseen.measure,
    "growth": growth.measure,
    "sites": sites.measure,
    "nights": nights.measure,
    "lessons": lessons.measure,
    "printing": printing.measure,
    "disk": disk.measure,
    "scale": scale.measure,
}


def main() -> None:
    options = _options()
    plan = QUICK if options.quick else WHOLE
    began = time.monotonic()
    tables: dict[str, Table] = {}
    try:
        with _folder() as folder:
            for name in options.only or FIGURES:
                tables[name] = _measured(name, plan, folder)
    finally:
        if options.write:
            _write(tables, whole=tables.keys() == FIGURES.keys())
    print(f"{time.monotonic() - began:.0f} seconds.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few minutes, rough figures")
    parser.add_argument("--only", nargs="+", choices=FIGURES, metavar="NAME",
                        help=f"these alone: {', '.join(FIGURES)}")  # fmt: skip
    parser.add_argument("--write", action="store_true", help="the tables measured into docs/")
    options = parser.parse_args()
    if options.quick and options.write:
        parser.error("rough figures are not written")
    return options


def _measured(name: str, plan: Plan, folder: Path) -> Table:
    conditions = (
        f"Measured {machine.described()}; {machine.busy():.1f} processes of others wanted a core."
    )
    own = folder / name
    own.mkdir()
    table = FIGURES[name](plan, own)
    table.measured = conditions
    print(table.markdown(), flush=True)
    return table


def _write(tables: dict[str, Table], whole: bool) -> None:
    here = [table for name, table in tables.items() if name != "scale"]
    there = [table for name, table in tables.items() if name == "scale"]
    for page, told in ((PAGE, here), (SCALE_PAGE, there)):
        if told:
            write_tables(page, told, alone=whole)


@contextmanager
def _folder() -> Iterator[Path]:
    """In the project's cache: a machine's temporary folder may be memory, which never waits."""
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=cache))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
