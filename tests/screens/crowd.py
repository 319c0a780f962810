"""A hall where one counter answers a crowd."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.worlds.town import Town, running


@contextmanager
def crowd_of(count: int, folder: Path, clock: str) -> Iterator[Town]:
    """All have just come for the same."""
    town = Town(folder, clock=clock)
    town.site_text = town.site_text.replace("quota = 60", "quota = 600")
    with running(town) as full:
        full.agent("agent1").open("1")
        for _ in range(count):
            full.take("identity")
        yield full
