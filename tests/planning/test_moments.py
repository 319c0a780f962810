"""Dates as people write them are read as the site's own time, unless they say another."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from server.planning.mistakes import Unclear
from server.planning.moments import moment

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    "written",
    [
        "2026-12-01T09:00",
        "2026-12-01 09:00",
        "2026-12-01 9:00:00",
        "01/12/2026 09:00",
        " 1/12/2026  9:00 ",
        "2026-12-01T08:00Z",
        "2026-12-01T08:00:00.000Z",
        "2026-12-01T10:00+02:00",
        "01/12/2026 03:00 -0500",
    ],
)
def test_the_same_moment_however_it_is_written(written: str) -> None:
    assert moment(written, PARIS) == datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["", "2026-12-01", "12/31/2026 09:00", "9 h", "2026-02-30 09:00", "2026-12-01 25:00",
     "0001-01-01T00:00+02:00"],
)  # fmt: skip
def test_what_is_no_moment_is_said_with_the_cure(written: str) -> None:
    with pytest.raises(Unclear, match="write 2026-12-01 09:00 or 01/12/2026 09:00"):
        moment(written, PARIS)


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(Unclear, match="clocks go forward"):
        moment("2026-03-29 02:30", PARIS)
