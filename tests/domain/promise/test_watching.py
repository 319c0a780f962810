"""A queue followed look by look."""

from __future__ import annotations

import pytest

from server.domain.promise.watching import Finished, Look, OfficeWatch


def watched(*looks: Look) -> OfficeWatch:
    watch = OfficeWatch("hall", 1)
    for look in looks:
        watch.look("identity", look)
    return watch


def test_the_pace_counts_only_while_somebody_waited() -> None:
    """Nobody was called for ten minutes since nobody was there: that is not slowness."""
    state = watched(
        Look(540, called=5, issued=5, waiting=0, open_counters=1),
        Look(550, called=5, issued=6, waiting=1, open_counters=1),
        Look(555, called=6, issued=8, waiting=2, open_counters=1),
    ).state("identity", 2)

    assert state.today.busy == 5 and state.today.busy_calls == 1
    assert state.today.issued == 3


def test_what_lies_further_back_than_a_window_is_not_in_it() -> None:
    watch = watched(*(Look(540 + 10 * n, n, n + 2, 2, 1) for n in range(13)))
    quarter, half, hour, long, today = watch.state("identity", 1).flows

    assert [flow.busy_calls for flow in (quarter, half, hour, long, today)] == [2, 3, 6, 12, 12]


def test_a_long_silence_says_nothing_about_the_pace() -> None:
    state = watched(Look(540, 0, 3, 3, 1), Look(600, 2, 3, 1, 1)).state("identity", 1)

    assert state.today.busy == 0 and state.today.calls == 2


def test_those_called_last_are_remembered_newest_first() -> None:
    done = tuple(Finished(wait, wait, 2) for wait in range(12))
    state = watched(Look(540, 12, 14, 2, 1, finished=done)).state("identity", 1)

    assert state.last_waits == tuple(range(11, 1, -1))
    assert (state.shown_wait, state.shown_position) == (7 + 8 + 9 + 10 + 11, 10)


def test_the_office_is_seen_as_a_whole() -> None:
    watch = watched(Look(540, 0, 3, 3, 2))
    watch.look("passports", Look(541, 0, 4, 4, 1))
    whole = watch.state("passports", 1).whole

    assert (whole.waiting, whole.open_counters, whole.queues) == (7, 3, 2)


def test_since_the_last_call_time_passes() -> None:
    watch = watched(Look(540, 0, 2, 2, 1))
    assert watch.state("identity", 1).idle is None

    watch.look("identity", Look(545, 1, 2, 1, 1))
    watch.look("identity", Look(552, 1, 2, 1, 1))
    assert watch.state("identity", 1).idle == pytest.approx(7)
