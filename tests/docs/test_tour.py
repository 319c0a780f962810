"""The tour leads through files that are there."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import ROOT, read

FILES = sorted(
    set(re.findall(r"`((?:server|kiosk|display|printer)/[\w/]+\.(?:py|html))`", read("tour.md")))
)


def test_the_tour_passes_the_main_rooms() -> None:
    assert len(FILES) > 30


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_the_tour_exists(file: str) -> None:
    assert (ROOT / file).is_file()
