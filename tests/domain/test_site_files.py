"""Which site file was in force at a moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from server.domain.events import Fact
from server.domain.fairness.site_files import LoadedFile, files_of
from server.domain.site import Site
from tests.domain.world import NINE, Lobby, a_service, a_site


def _named(name: str, **changes: object) -> Site:
    return a_site(name=name, **changes)


def _facts() -> list[Fact]:
    """A visitor at nine, one at eleven, for social help."""
    lobby = Lobby()
    lobby.take("social")
    lobby.later(120)
    lobby.take("social")
    return lobby.facts


def _at(hours: float) -> datetime:
    return NINE + timedelta(hours=hours)


OLD, YESTERDAYS, TODAYS = (
    LoadedFile(_at(-72), _named("old")),
    LoadedFile(_at(-24), _named("yesterday’s")),
    LoadedFile(_at(1), _named("today’s")),
)


def _names(moment: datetime, *newest_first: LoadedFile) -> list[str]:
    return [site.name for site in files_of(newest_first, _facts()).at(moment)]


def test_the_newest_that_was_loaded_by_then() -> None:
    assert _names(_at(0), TODAYS, YESTERDAYS, OLD) == ["yesterday’s"]
    assert _names(_at(2), TODAYS, YESTERDAYS, OLD) == ["today’s"]


def test_around_a_loading_either_may_have_decided() -> None:
    a_moment = timedelta(seconds=30)

    before, after = TODAYS.at - a_moment, TODAYS.at + a_moment
    assert _names(before, TODAYS, YESTERDAYS) == ["yesterday’s", "today’s"]
    assert _names(after, TODAYS, YESTERDAYS) == ["today’s", "yesterday’s"]


def test_by_a_clock_that_was_set_back_any_may_have_decided() -> None:
    first, second = LoadedFile(_at(48), _named("first")), LoadedFile(_at(49), _named("second"))

    assert _names(_at(0), second, first) == ["first", "second"]


def test_older_files_are_not_read_without_need() -> None:
    newest_first = iter([TODAYS, YESTERDAYS, OLD])

    files_of(newest_first, _facts())

    assert list(newest_first) == [OLD]


def test_what_a_file_has_lost_goes_on_for_whoever_is_here() -> None:
    services = {"civil": a_service("civil", "B")}
    without_social = LoadedFile(_at(1), _named("without social", services=services))

    files = files_of([without_social, YESTERDAYS], _facts())

    site = files.at(_at(2))[0]
    assert "social" not in site.services
    assert "social" in site.skills_of("paul")


def test_what_was_lost_before_the_day_is_looked_for_in_older_files() -> None:
    """A process that began in the night knows it from there."""
    services = {"civil": a_service("civil", "B")}
    shrunk = LoadedFile(_at(-1), _named("shrunk", services=services))

    assert "social" in files_of([shrunk, OLD], _facts()).at(_at(0))[0].services_today


def test_no_file_at_all_is_said() -> None:
    with pytest.raises(LookupError):
        files_of([], _facts())
