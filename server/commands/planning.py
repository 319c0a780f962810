"""What every command does that takes in a planning file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from server.application.clock import clock_from
from server.commands.failure import Failure, understood
from server.commands.store import opened_store
from server.domain.site import Site
from server.planning.mistakes import PlanningFileError
from server.planning.opening import LARGEST
from server.settings import Settings
from server.sitefile import sites
from server.store.store import Store


@contextmanager
def planning_file(file: Path, site: str) -> Iterator[tuple[Store, bytes, Site, datetime]]:
    """What it says, for whom and when. Raises Failure, also for each mistake that is found in it
    meanwhile."""
    data = _bytes_of(file)
    now = understood("CLOCK", clock_from, Settings().clock).now()
    with opened_store() as store:
        try:
            of = sites.in_force(store, site)
        except LookupError as error:
            raise Failure(f'there is no site "{site}"') from error
        try:
            yield store, data, of, now
        except PlanningFileError as error:
            raise Failure("\n".join(f"{file}: {fault}" for fault in error.mistakes)) from error


def _bytes_of(file: Path) -> bytes:
    """One more than is allowed at most: the reader refuses it."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror}") from error
