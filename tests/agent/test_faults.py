"""A short piece of `prove`: random faults, judged by the paper. The long one is run by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agent.prove import one_run
from tests.worlds.play import play


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_no_claim_is_wrong_whatever_breaks(tmp_path: Path, seed: int) -> None:
    tally = play(one_run(seed, tmp_path, count=4))
    assert tally.wrong == []
    assert tally.claims["printed"] >= 3
