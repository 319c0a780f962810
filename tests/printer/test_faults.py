"""A short piece of `prove`: random faults, judged by the paper. The long one is run by hand."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.printer.prove import one_run


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_no_claim_is_wrong_whatever_breaks(tmp_path: Path, seed: int) -> None:
    tally = asyncio.run(one_run(seed, tmp_path, count=4))
    assert tally.wrong == []
    assert tally.claims["printed"] >= 3
