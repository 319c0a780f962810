"""The range on the phone: on the same grid as everywhere, and explained where it is very wide."""

from __future__ import annotations

import pytest

from server.domain.forecast import Estimate
from server.looks.templates import render
from server.phone.picture import PhonePage, ShownWait, on_grid, phone_page
from tests.domain.world import Lobby
from tests.worlds.sights import sight_of

ONE_COUNTER = "Un seul guichet est ouvert pour cette démarche"
CROWD = 12


@pytest.mark.parametrize(
    ("reckoned", "shown"),
    [((33, 40, 48), (30, 50)), ((30, 40, 50), (30, 50)), ((3, 5, 6), (0, 10)), ((0, 0, 5), (0, 5))],
)
def test_both_ends_stand_on_the_grid_and_never_within_what_was_reckoned(
    reckoned: tuple[int, int, int], shown: tuple[int, int]
) -> None:
    assert on_grid(Estimate(*reckoned)) == shown


def test_counted_down_by_the_minute_it_is_shown_in_steps() -> None:
    shown = [on_grid(Estimate(low, low, low + 15)) for low in range(33, 22, -1)]
    assert [wait.low for wait in shown] == [*[30] * 4, *[25] * 5, *[20] * 2]


@pytest.mark.parametrize(
    ("ends", "wide"), [((30, 80), True), ((50, 100), False), ((10, 55), False), ((60, 120), False)]
)
def test_only_ends_that_nobody_can_plan_by_are_wide(ends: tuple[int, int], wide: bool) -> None:
    assert ShownWait(*ends).wide is wide


def test_a_very_wide_range_says_in_one_sentence_why() -> None:
    lobby = Lobby()
    lobby.open("1", "nadia")
    for _ in range(CROWD):
        number = lobby.take("identity").number
    page = phone_page(sight_of(lobby, language="fr"), number)
    assert page is not None and page.wait is not None

    assert page.wait.wide
    assert ONE_COUNTER in told(page)


def told(page: PhonePage) -> str:
    return render("phone/wait.html", "fr", wait="", later=page.later, wide=page.wide, until="")
