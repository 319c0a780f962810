"""The same number on the same day, twice: after a restore, or a trial before the real thing."""

from __future__ import annotations

import re
from pathlib import Path

from tests.paper.paper import printer_at, soon
from tests.worlds.town import DEMO_SITE, Town, running


def test_a_server_that_begins_the_day_anew_gets_paper_from_the_same_printer(
    tmp_path: Path,
) -> None:
    trial = _first_papers_of_a_day(tmp_path, "trial", papers=1)
    real = _first_papers_of_a_day(tmp_path, "real", papers=2)

    assert trial == real


def _first_papers_of_a_day(folder: Path, name: str, papers: int) -> str:
    """A ticket and a number for the drawer, until there are so many of each in the tray."""
    always = re.sub(r"^hours = .*$", 'hours = "24/7"', DEMO_SITE.read_text("utf-8"), flags=re.M)
    town = Town(folder / name, clock="", site_text=always)
    with running(town), printer_at(town, folder) as tray:
        number = str(town.take("welcome")["number"])
        town.agent("manager").post("prints", {"kind": "fallback", "count": 1})

        soon(lambda: len(tray.papers(number)) == papers)
        soon(lambda: len(tray.papers("X001")) == papers)
    return number
