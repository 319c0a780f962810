"""What people see in a full hall: in a real browser, until the number is painted."""

from __future__ import annotations

import time
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.audience import BETWEEN, CONSOLES, WAITING, come, crowd, hall_of_five, screens
from tests.bench.browsing import DEVICE, STAFF, chromium, opened
from tests.bench.children import Bare, bare_server, notice
from tests.bench.hall import Hall
from tests.bench.plan import Plan
from tests.bench.table import Beside, at_most, ms, percentile, spread, times
from tests.bench.wire import post

BOARD_AIM, CONSOLE_AIM, KIOSK_AIM = 60.0, 120.0, 200.0
DELIBERATE = 0.8
"""Seconds between two presses: the console takes a quicker one for a key that strikes twice."""
TOUCHED = ("language-fr", "group-papers", "service-identity", "priority-no")


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "What people see",
        f"The same hall, {CONSOLES} consoles in all and about {WAITING} people waiting; one page "
        f"in Chromium, until the number is painted, {plan.presses} times. Beside it pages that "
        "show a number and nothing else, in the same Chromium.",
    )
    with hall_of_five(folder / "painted") as hall, bare_server() as bare, chromium() as browser:
        come(hall, WAITING + plan.presses // 2)
        ours: dict[str, list[float]] = {}
        others = screens(hall, CONSOLES - 1)

        def connected() -> None:
            ours["call"] = _calls(browser, hall, plan.presses)
            come(hall, plan.presses)
            ours["key"] = _keys(browser, hall, plan.presses)
            ours["tap"] = _taps(browser, hall, plan.presses)

        notice(crowd(hall, others, 0), connected)
        _add_rows(table, ours, _limits(browser, bare, plan.presses))
    return table


def _add_rows(table: Beside, ours: dict[str, list[float]], limits: dict[str, list[float]]) -> None:
    for name, what, most in (
        ("call", "call to the painted board", BOARD_AIM),
        ("key", "console's key to the painted console", CONSOLE_AIM),
        ("tap", "kiosk's tap to the painted ticket", KIOSK_AIM),
    ):
        late, limit = percentile(ours[name], 95), percentile(limits[name], 95)
        table.compare(what, spread(ours[name]), spread(limits[name]), times(late / limit),
                      at_most(most, late, lambda value: f"p95 {ms(value)}"))  # fmt: skip


def _calls(browser: Browser, hall: Hall, times: int) -> list[float]:
    spent = []
    with opened(browser, hall.port, f"/display/{hall.site}/hall", _device(hall, "ecran-hall")) as s:
        for counter in islice(cycle(range(1, CONSOLES)), times):
            time.sleep(BETWEEN)  # a hall at rest between two calls
            path = f"/api/v1/sites/{hall.site}/counters/{counter}/next"
            began = time.time() * 1000
            called = post(hall.port, path, hall.tokens[str(counter)], {"finish": "solved"})
            spent.append(s.painted(called["ticket"]["number"]) - began)
    return spent


def _keys(browser: Browser, hall: Hall, times: int) -> list[float]:
    """Finish and call, at the last counter."""
    spent, number = [], ""
    token = hall.tokens[str(CONSOLES)]
    with opened(browser, hall.port, f"/counter/{hall.site}", (STAFF, token)) as console:
        for _ in range(times):
            time.sleep(DELIBERATE)
            console.page.keyboard.press("n")
            number = console.current_after(number)
            spent.append(console.since_press(number))
    return spent


def _taps(browser: Browser, hall: Hall, times: int) -> list[float]:
    spent = []
    with opened(browser, hall.port, f"/kiosk/{hall.site}", _device(hall, "borne-hall")) as kiosk:
        for _ in range(times):
            kiosk.page.goto(f"/kiosk/{hall.site}")
            for hook in (*TOUCHED, "take-ticket"):
                kiosk.page.get_by_test_id(hook).click()
            kiosk.page.get_by_test_id("ticket-number").wait_for()
            spent.append(kiosk.since_press("ticket"))
    return spent


def _device(hall: Hall, name: str) -> tuple[str, str]:
    return DEVICE, hall.tokens[name]


def _limits(browser: Browser, bare: Bare, times: int) -> dict[str, list[float]]:
    board, key, tap = [], [], []
    with opened(browser, bare.port, "/bare/board") as shown:
        shown.page.wait_for_function("socket.readyState === 1")
        for n in range(times):
            time.sleep(BETWEEN)
            began = time.time() * 1000
            post(bare.port, "/say", "", {"data": {"calls": [{"number": f"Z{n}"}]}})
            board.append(shown.painted(f"Z{n}") - began)
    with opened(browser, bare.port, "/bare/console") as shown:
        for n in range(1, times + 1):
            time.sleep(BETWEEN)
            shown.page.keyboard.press("n")
            key.append(shown.since_press(f"Z{n}"))
    with opened(browser, bare.port, "/bare/kiosk") as shown:
        for _ in range(times):
            shown.page.goto("/bare/kiosk")
            shown.page.get_by_test_id("take-ticket").click()
            shown.page.get_by_test_id("ticket-number").wait_for()
            tap.append(shown.since_press("ticket"))
    return {"call": board, "key": key, "tap": tap}
