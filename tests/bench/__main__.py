"""`python -m tests.bench`: measures, prints, and writes the tables into docs/."""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import machine
from tests.bench.figures import (
    across,
    boards,
    calls,
    disk,
    footprint,
    growth,
    printing,
    scale,
    stores,
    storm,
    tickets,
)
from tests.bench.plan import QUICK, WHOLE, Plan
from tests.worlds.town import ROOT

PAGE = ROOT / "docs" / "performance.md"
SCALE_PAGE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- figures: written by `make bench` -->", "<!-- end of figures -->"
FIGURES = {
    "tickets": tickets.measure,
    "calls": calls.measure,
    "stores": stores.measure,
    "boards": boards.measure,
    "across": across.measure,
    "storm": storm.measure,
    "growth": growth.measure,
    "footprint": footprint.measure,
    "printing": printing.measure,
    "disk": disk.measure,
    "scale": scale.measure,
}


def main() -> None:
    options = _options()
    plan: Plan = QUICK if options.quick else WHOLE
    began, conditions = time.monotonic(), _conditions(plan, machine.busy())
    parts = {PAGE: [conditions], SCALE_PAGE: [conditions]}
    print(conditions)
    with _folder() as folder:
        for name in options.only or FIGURES:
            told = FIGURES[name](plan, folder).markdown()
            parts[SCALE_PAGE if name == "scale" else PAGE].append(told)
            print(told, flush=True)
    if plan is WHOLE and not options.only:
        for page, told_there in parts.items():
            write_figures("\n".join(told_there), page)
    print(f"{time.monotonic() - began:.0f} seconds.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under a minute; writes nothing")
    parser.add_argument("--only", nargs="+", choices=FIGURES, help="these alone; writes nothing")
    return parser.parse_args()


def _conditions(plan: Plan, busy: float) -> str:
    return (
        f"Measured {machine.described()}. When it began, {busy:.1f} processes of others wanted a "
        f"core. Each load lasts {plan.seconds:.1f} s and is put {plan.turns} times, ours and the "
        "limit in turns; rates are medians.\n"
    )


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


def write_figures(text: str, page: Path) -> None:
    """Between the marks; the rest of the page is written by hand."""
    old = page.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    new, found = pattern.subn(lambda _: f"{BEGIN}\n\n{text}\n{END}", old)
    if not found:
        raise SystemExit(f"{page.name} has no place for the figures")
    page.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
