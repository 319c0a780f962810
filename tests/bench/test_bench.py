"""The benchmark is run for a moment, so that it still works when somebody needs its figures."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from server.journal.verify import verify
from tests.bench import days
from tests.bench.__main__ import BEGIN, END, PAGE, write_figures
from tests.bench.children import bare_server, feel, put_load, watch_calls
from tests.bench.country import Country
from tests.bench.figures.boards import bare_watch, our_watch
from tests.bench.figures.calls import call_job
from tests.bench.figures.footprint import seconds_to_fold
from tests.bench.figures.printing import Paper, printed
from tests.bench.figures.tickets import bare_job, take_job
from tests.bench.hall import COUNTERS, Hall, open_hall, site
from tests.bench.pulse import Pulse


def test_a_town_hall_takes_calls_and_shows_while_it_is_measured(tmp_path: Path) -> None:
    with open_hall(Hall(tmp_path / "hall"), COUNTERS) as hall:
        taken = put_load(take_job(hall, 4, 0.5))
        called = put_load(call_job(hall, 2, 0.5))
        # The agents may have called everybody by now.
        more = put_load(take_job(hall, 2, 0.3))
        shown = watch_calls(our_watch(hall, boards=3, calls=2))
        verified = verify(hall.journal, hall.site, days.TODAY)
    assert verified.tickets == taken.asked + more.asked
    assert min(taken.asked, called.asked, len(shown.milliseconds)) >= 2
    assert not verified.breaches


def test_every_town_hall_of_a_country_is_felt(tmp_path: Path) -> None:
    country = Country(tmp_path / "country", 3)
    country.start()
    try:
        halls = [asdict(hall) for hall in country.halls]
        felt = feel(Pulse(country.port, halls, period=1.0, seconds=2.0), lambda: None)
    finally:
        country.leave()
    assert len(felt.tickets) == len(felt.calls) == len(felt.boards) == 6
    told = country.command("journal", "verify").stdout
    assert told.endswith(" 6 tickets, 0 breaches\n")


def test_the_limit_is_asked_the_same(tmp_path: Path) -> None:
    with bare_server() as bare:
        asked = put_load(bare_job(bare.port, "/parsed", 2, 0.3))
        shown = watch_calls(bare_watch(bare, boards=3, calls=2, frame_size=500))
    assert asked.asked > 2
    assert shown.frame_size == 500


def test_the_days_it_writes_are_days_as_the_journal_knows_them(tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall")
    days.write_history(hall.journal, site(), range(1))
    verified = verify(hall.journal, hall.site, *hall.journal.days(hall.site))
    hall.store.close()
    assert (verified.tickets, verified.breaches) == (days.PER_DAY, ())


def test_ten_thousand_events_are_folded_in_a_moment() -> None:
    """The aim is 0.3 s on a machine that does nothing else; this one may be busy."""
    assert seconds_to_fold() < 1.5


def test_a_picture_is_confirmed_nearly_as_soon_as_letters(tmp_path: Path) -> None:
    """The aim is 0.15 s on a machine that does nothing else; this one may be busy."""
    letters = printed(Paper("fr", "80mm-text"), 1, tmp_path / "letters")
    picture = printed(Paper("fr", "80mm"), 1, tmp_path / "picture")
    assert 10 * letters.size < picture.size < 25_000
    assert picture.seconds - picture.limit < letters.seconds - letters.limit + 1.5


def test_the_page_keeps_its_words_when_the_figures_change(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write_figures("new", page)
    assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\n\nnew\n{END}\nafter\n"
    assert BEGIN in PAGE.read_text(encoding="utf-8")
