"""Who is there: a hall of five counters in use, its screens, and people who wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.crowd import BOARD, CONSOLE, Crowd
from tests.bench.hall import Hall, open_hall, service_codes
from tests.bench.wire import post

CONSOLES = 5
WAITING = 60
BETWEEN = 0.25
"""Seconds between two calls, so that a call finds the server at rest."""

Screens = list[tuple[str, str, str]]


@contextmanager
def hall_of_five(folder: Path) -> Iterator[Hall]:
    with open_hall(Hall(folder), CONSOLES) as hall:
        yield hall


def come(hall: Hall, people: int) -> list[str]:
    """So many more wait. Returns the secrets by which their phones follow."""
    path, kiosk = f"/api/v1/sites/{hall.site}/tickets", hall.tokens["borne-hall"]
    codes = service_codes()
    return [
        str(post(hall.port, path, kiosk, {"services": [codes[n % len(codes)]]})["token"])
        for n in range(people)
    ]


def screens(hall: Hall, consoles: int = CONSOLES, boards: int = 1) -> Screens:
    """Boards, an office, a kiosk, and so many consoles."""
    site, tokens = hall.site, hall.tokens
    return [
        *([(BOARD, f"/ws/display/{site}/hall", tokens["ecran-hall"])] * boards),
        ("office", f"/ws/office/{site}", tokens["manager"]),
        ("kiosk", f"/ws/kiosk/{site}", tokens["borne-hall"]),
        *[(CONSOLE, f"/ws/counter/{site}", tokens[str(n)]) for n in range(1, consoles + 1)],
    ]


def phones(secrets: list[str]) -> Screens:
    return [("phone", f"/ws/ticket/{secret}", "") for secret in secrets]


def crowd(hall: Hall, looking: Screens, calls: int) -> Crowd:
    """Every counter calls in turn."""
    calling = [
        (f"/api/v1/sites/{hall.site}/counters/{n}/next", hall.tokens[str(n)])
        for n in range(1, CONSOLES + 1)
    ]
    return Crowd(hall.port, looking, calling, calls, BETWEEN)
