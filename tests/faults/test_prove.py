"""The crash proof in small; `make prove` is the long one."""

from __future__ import annotations

import time

import pytest

from tests.faults.prove import STORES, benches


@pytest.mark.parametrize("store", STORES)
def test_servers_killed_under_load_lose_nothing_and_double_nothing(store: str) -> None:
    with benches([store]) as (bench,):
        outcome = bench.play(kills=4, seed=7, until=time.monotonic() + 60)

    assert outcome.wrong == []
    assert outcome.kills == 4
    assert outcome.verdict.acknowledged > 20
