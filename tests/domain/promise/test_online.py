"""What finished today moves what is said next."""

from __future__ import annotations

from math import log1p

from server.domain.promise.online import Today


def test_a_morning_without_calls_moves_nothing() -> None:
    assert Today().shift("hall/identity") == 0


def test_longer_waits_than_said_lengthen_what_is_said_next() -> None:
    today = Today()
    shifts = []
    for _ in range(3):
        today.finished("hall/identity", log1p(10), 20)
        shifts.append(today.shift("hall/identity"))

    assert 0 < shifts[0] < shifts[1] < shifts[2] < log1p(20) - log1p(10)


def test_a_service_is_not_moved_by_another() -> None:
    today = Today()
    today.finished("hall/passports", log1p(10), 60)

    assert today.shift("hall/identity") == 0
