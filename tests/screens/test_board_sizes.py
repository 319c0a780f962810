"""Letters large enough for the farthest seat, as people who hang a screen would measure them."""

from __future__ import annotations

import math

import pytest

from display.sizes import CAPITAL, DIGITS, LYING, MOST_ROWS, STANDING, floors, sizes, stylesheet

FURNISHED = [
    # diagonal in inches, metres to the farthest seat; call and row in % of the height; rows
    (32, 6, 27.5, 11.3, 3),
    (32, 8, 36.7, 15.0, 2),
    (43, 6, 20.5, 8.4, 5),
    (43, 8, 27.3, 11.2, 3),
    (43, 10, 34.2, 14.0, 2),
    (43, 12, 41.0, 16.8, 1),
    (50, 6, 17.6, 7.2, 5),
    (50, 8, 23.5, 9.6, 4),
    (50, 10, 29.4, 12.0, 3),
    (50, 12, 35.2, 14.4, 2),
    (55, 6, 16.0, 6.6, 5),
    (55, 8, 21.4, 8.7, 5),
    (55, 10, 26.7, 10.9, 3),
    (65, 6, 13.6, 5.5, 5),
    (65, 10, 22.6, 9.2, 5),
    (65, 12, 27.1, 11.1, 3),
]


@pytest.mark.parametrize(("diagonal", "distance", "call", "row", "rows"), FURNISHED)
def test_a_screen_is_read_from_the_farthest_seat(
    diagonal: float, distance: float, call: float, row: float, rows: int
) -> None:
    assert floors(diagonal, distance) == pytest.approx((call, row), abs=0.06)
    chosen = sizes(diagonal, distance)
    assert chosen.fits
    assert chosen.rows == rows
    assert chosen.call >= floors(diagonal, distance)[0]
    assert chosen.row >= floors(diagonal, distance)[1]


@pytest.mark.parametrize(("diagonal", "distance"), [(32, 10), (32, 12), (24, 8)])
def test_a_screen_too_small_for_its_room_says_so_and_still_shows_calls(
    diagonal: float, distance: float
) -> None:
    chosen = sizes(diagonal, distance)
    assert not chosen.fits
    assert chosen.rows >= 1


def test_a_capital_of_the_call_is_seen_at_seven_tenths_of_a_degree() -> None:
    height = 43 * 25.4 * 9 / math.hypot(16, 9)
    capital = floors(43, 8)[0] / 100 * height * CAPITAL
    assert math.degrees(2 * math.atan(capital / 2 / 8000)) == pytest.approx(0.7, abs=0.001)


@pytest.mark.parametrize("diagonal", range(24, 100, 4))
@pytest.mark.parametrize("distance", [2, 3.5, 5, 8, 12])
def test_what_fits_fills_the_screen_and_no_more(diagonal: float, distance: float) -> None:
    chosen = sizes(diagonal, distance)
    used = DIGITS * chosen.call + chosen.caption + chosen.rows * chosen.row
    assert used <= LYING.height
    assert 1 <= chosen.rows <= MOST_ROWS


def test_a_standing_screen_has_sizes_of_its_own() -> None:
    assert sizes(43, 12).fits
    assert not sizes(43, 12, STANDING).fits
    css = stylesheet(43, 8)
    assert "--call-size: 31.00vmin" in css
    assert "orientation: portrait" in css
