"""How true the promises were."""

from __future__ import annotations

import pytest

from server.domain.promise.conformal import Promised
from server.domain.promise.score import Outturn, score

SHOWN = Promised(10, 15, 20)


def test_nothing_is_said_of_nobody() -> None:
    assert score([]) is None


def test_a_range_holds_to_its_very_ends() -> None:
    found = score([Outturn(SHOWN, wait) for wait in (10, 20, 9.9, 20.1)])
    assert found is not None

    assert (found.cover, found.late, found.width) == (50, 25, 10)


def test_what_a_range_misses_costs_ten_times_the_miss() -> None:
    """The interval score of an 80 % range (Gneiting and Raftery 2007)."""
    found = score([Outturn(SHOWN, 23)])
    assert found is not None

    assert found.interval == pytest.approx(10 + 10 * 3)
    assert found.mae == found.medae == 8
    assert found.pinball == pytest.approx((0.1 * 13 + 0.5 * 8 + 0.9 * 3) / 3)


def test_long_waits_are_judged_apart() -> None:
    long = Promised(100, 130, 160)
    found = score([Outturn(SHOWN, 15), Outturn(long, 200), Outturn(long, 150)])
    assert found is not None

    assert [(b.begins, b.ends, b.count, b.cover) for b in found.bands] == [
        (10, 20, 1, 100),
        (120, None, 2, 50),
    ]
