"""What a site has learned in the morning of the days that it has closed."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from server.backstage.lessons import days_to_learn, learn, learn_days, promises_at, score_day
from server.backstage.places import left_to_learn
from server.domain.journal import Entry
from server.domain.promise import Promiser
from server.domain.promise.elsewhere import AtHome, Elsewhere
from server.domain.promise.tally import together
from server.journal.journal import Journal
from server.promises.nights import lessons, newest_promiser, tallies_of
from server.sitefile import sites
from server.store.store import Store
from tests.application.town_hall import SITE_FILE, load
from tests.promises.days import FIRST, a_day, write_days

SITE = "mairie"


@pytest.fixture
def store(store: Store) -> Store:
    """With a site."""
    load(store, SITE)
    return store


def promiser(store: Store) -> Promiser:
    return promises_at(store, sites.in_force(store, SITE))


def test_before_its_first_night_a_site_promises_as_others_have_taught(store: Store) -> None:
    assert isinstance(promiser(store).model, Elsewhere)
    assert left_to_learn(store) == []


def test_every_closed_day_is_scored_and_the_own_days_correct_what_was_brought(
    store: Store,
) -> None:
    days = write_days(Journal(store), SITE, 4)
    assert left_to_learn(store) == [(SITE, days[-1])]

    assert learn(store.url, store.folder, SITE) == 4

    assert isinstance(promiser(store).model, AtHome)
    assert together(tallies_of(store, SITE, days[0], days[-1])).visits == 4 * 19
    assert together(tallies_of(store, SITE, days[1], days[1])).visits == 19
    assert left_to_learn(store) == [] and days_to_learn(store, SITE) == []


def test_a_day_that_goes_on_is_not_learned_but_the_closed_one_before_it_is(store: Store) -> None:
    days = write_days(Journal(store), SITE, 2)
    today = days[-1].replace(day=days[-1].day + 1)
    Journal(store).append([Entry(SITE, today, a_day(today)[:5])])

    assert left_to_learn(store) == [(SITE, days[-1])]
    assert learn(store.url, store.folder, SITE) == 2
    assert left_to_learn(store) == []


def test_a_day_of_three_visitors_and_one_of_none_are_learned_too(store: Store) -> None:
    write_days(Journal(store), SITE, 1, visitors=3)
    closed = a_day(FIRST)[-1:]
    empty = FIRST.replace(day=FIRST.day + 1)
    Journal(store).append(
        [Entry(SITE, empty, [type(closed[0])(1, closed[0].at, "system", closed[0].event)])]
    )
    assert learn(store.url, store.folder, SITE) == 2
    assert promiser(store)


def test_what_another_version_has_kept_is_passed_over(store: Store) -> None:
    days = write_days(Journal(store), SITE, 1)
    learn_days(store, SITE, days)
    with store.writing() as connection:
        connection.execute(
            text("UPDATE promiser SET model = :it"), {"it": b"x\x9c\xab\xae\x05\x00\x01u\x00\xf9"}
        )
    assert newest_promiser(store, SITE) is None
    assert isinstance(promiser(store).model, Elsewhere)


def test_a_night_that_was_cut_off_after_scoring_is_gone_through_again(store: Store) -> None:
    for day in write_days(Journal(store), SITE, 4):
        score_day(store, SITE, day)

    assert learn(store.url, store.folder, SITE) == 4

    assert isinstance(promiser(store).model, AtHome)
    assert left_to_learn(store) == []


def test_a_day_whose_site_file_nobody_reads_any_more_keeps_no_other_from_being_learned(
    store: Store,
) -> None:
    days = write_days(Journal(store), SITE, 5)
    anew = SITE_FILE.format(slug=SITE) + "\n# anew\n"
    sites.load(store, anew, datetime(2026, 11, 3, tzinfo=UTC))
    with store.writing() as connection:
        connection.execute(text("UPDATE site SET toml = 'of long ago' WHERE version = 1"))

    learn(store.url, store.folder, SITE)

    assert isinstance(promiser(store).model, AtHome)
    assert together(tallies_of(store, SITE, days[0], days[-1])).visits == 4 * 19
    assert left_to_learn(store) == []


@pytest.mark.parametrize("kept", [b"torn", zlib.compress(b"[[1]]"), zlib.compress(b"[1")])
def test_what_cannot_be_read_of_a_night_keeps_no_hall_shut(store: Store, kept: bytes) -> None:
    learn_days(store, SITE, write_days(Journal(store), SITE, 2))
    with store.writing() as connection:
        connection.execute(text("UPDATE promiser SET model = :it"), {"it": kept})
        connection.execute(text("UPDATE promise_day SET kept = :it"), {"it": kept})

    assert isinstance(promiser(store).model, Elsewhere)
    assert lessons(store, SITE, FIRST) == ([], [])
