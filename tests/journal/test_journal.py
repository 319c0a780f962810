"""What is acknowledged is kept, in order, once."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DataError

from server.domain import events as e
from server.domain.commands import EnterPaper, MoveTicket, PrintFallback
from server.domain.events import KINDS, Fact
from server.domain.fold import fold
from server.domain.journal import Conflict, Entry, Unavailable
from server.domain.lifecycle import Action
from server.domain.papers import LastFallback, Printer
from server.journal import codec
from server.journal.journal import Journal
from server.journal.verify import verify
from server.store.migrate import migrate
from server.store.store import Store
from tests.domain.world import NINE, Lobby
from tests.worlds.servers import new_database

DAY = date(2026, 11, 24)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    store = Store(f"sqlite:///{tmp_path / 'suivant.db'}")
    migrate(store.url)
    yield Journal(store)
    store.close()


def busy_day() -> list[Fact]:
    lobby = Lobby(printer=Printer("p"))
    lobby.open("1", "nadia")
    for _ in range(4):
        ticket = lobby.take("identity")
        lobby.later(3)
        assert lobby.next() is not None
        lobby.later(5)
        lobby.ask(_finish(ticket.number))
    return lobby.facts


def _print_numbers(lobby: Lobby, count: int) -> None:
    lobby.printer, lobby.last_fallback = Printer("p"), LastFallback(DAY, None)
    lobby.ask(PrintFallback(count), "claire")


def _finish(number: str) -> MoveTicket:
    return MoveTicket(number, Action.FINISH)


def test_an_error_of_the_store_does_not_repeat_what_was_being_written(tmp_path: Path) -> None:
    bare = Store(f"sqlite:///{tmp_path / 'without-tables.db'}")
    fact = Fact(1, NINE, "nadia", e.HelpAsked("a place of hers"))

    with pytest.raises(Unavailable) as failed:
        Journal(bare).append([Entry("mairie", DAY, [fact])])
    bare.close()

    told = "".join(traceback.format_exception(failed.value))
    assert "no such table" in told
    assert "a place of hers" not in told


def test_a_day_read_again_is_the_day_that_was_written(journal: Journal) -> None:
    facts = busy_day()
    journal.append([Entry("mairie", DAY, facts)])

    again = journal.facts("mairie", DAY)

    assert again == facts
    assert fold("mairie", DAY, again) == fold("mairie", DAY, facts)


def test_a_place_in_the_journal_is_taken_once(journal: Journal) -> None:
    first, second = busy_day()[:2]
    journal.append([Entry("mairie", DAY, [first])])

    with pytest.raises(Conflict):
        journal.append([Entry("mairie", DAY, [replace(second, seq=1)])])
    assert journal.facts("mairie", DAY) == [first]


def test_a_refused_transaction_keeps_nothing_of_it(journal: Journal) -> None:
    facts = busy_day()
    journal.append([Entry("mairie", DAY, facts[:1])])

    with pytest.raises(Conflict):
        journal.append([Entry("autre", DAY, facts[:1]), Entry("mairie", DAY, facts[:1])])
    assert journal.facts("autre", DAY) == []


def test_what_postgresql_can_never_keep_is_not_told_as_a_store_that_is_away(databases: str) -> None:
    store = Store(new_database(databases))
    migrate(store.url)
    journal, facts = Journal(store), busy_day()

    with pytest.raises(DataError):
        journal.append([Entry("mairie", DAY, facts[:1], note=("reference", "a\0b"))])

    journal.append([Entry("mairie", DAY, facts)])
    assert journal.facts("mairie", DAY) == facts
    store.close()


def test_a_whole_day_verifies(journal: Journal) -> None:
    facts = busy_day()
    journal.append([Entry("mairie", DAY, facts)])

    found = verify(journal, "mairie", DAY)

    assert (found.events, found.tickets, found.breaches) == (len(facts), 4, ())


@pytest.mark.parametrize(
    ("event", "what"),
    [
        (e.TicketTaken("A001", ("identity",), "fr", NINE), "double number A001"),
        (e.TicketCalled("A002", "1", "nadia", "next_due"), "double call"),
        (e.ServiceFinished("A009", "1", "solved", ()), "never taken"),
        (e.TicketCancelled("A001"), "cancel of A001 while served"),
        (e.TicketTaken("X001", ("identity",), "fr", NINE, arrived=NINE), "double number X001"),
        (e.FallbackRequested("job", "X001", "p"), "double number X001"),
        (e.FallbackRequested("job", "X002", "p"), "double number X002"),
        (
            e.TicketTaken("X003", ("identity",), "fr", NINE, arrived=NINE + timedelta(minutes=1)),
            "X003 arrived after it was written down",
        ),
    ],
)
def test_verification_names_a_breach(journal: Journal, event: e.Event, what: str) -> None:
    lobby = Lobby()
    lobby.open("1", "nadia")
    lobby.take()
    lobby.next()
    lobby.ask(_finish("A001"))
    lobby.take()
    lobby.next()
    _print_numbers(lobby, 2)
    lobby.ask(EnterPaper("X001", ("identity",)))
    last = lobby.facts[-1]
    broken = [*lobby.facts, Fact(last.seq + 1, last.at, "x", event)]
    journal.append([Entry("mairie", DAY, broken)])

    found = verify(journal, "mairie", DAY)

    assert any(what in str(breach) for breach in found.breaches), found.breaches


def test_a_day_with_papers_verifies_and_its_numbers_are_remembered(journal: Journal) -> None:
    lobby = Lobby()
    _print_numbers(lobby, 3)
    lobby.later(30)
    lobby.ask(EnterPaper("X001", ("identity",), taken_at=NINE))
    lobby.ask(EnterPaper("X002", ("civil",), taken_at=NINE, served=True))
    journal.append([Entry("mairie", DAY, lobby.facts)])

    assert verify(journal, "mairie", DAY).breaches == ()
    assert journal.last_fallback("mairie", DAY) is None
    assert journal.last_fallback("mairie", DAY + timedelta(days=21)) == "X003"
    assert journal.last_fallback("autre", DAY + timedelta(days=21)) is None


def test_verification_sees_a_missing_fact(journal: Journal) -> None:
    facts = busy_day()
    del facts[3]
    journal.append([Entry("mairie", DAY, facts)])

    assert "gap" in str(verify(journal, "mairie", DAY).breaches[0])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_fact_comes_back_as_it_went(kind: str) -> None:
    @given(st.from_type(KINDS[kind]))
    def round_trip(event: e.Event) -> None:
        told, body = codec.encode(event)
        assert told == kind
        assert codec.decode(told, body) == event

    st.register_type_strategy(type(NINE), st.just(NINE))
    round_trip()


def test_no_kind_of_fact_that_was_ever_written_is_forgotten() -> None:
    """They are made of the events' names: an event that is renamed would be another kind."""
    assert set(EVER_WRITTEN.split()) <= set(KINDS)


EVER_WRITTEN = """
ticket_taken ticket_called ticket_recalled ticket_parked ticket_transferred ticket_requeued
ticket_cancelled ticket_left ticket_postponed ticket_not_served
service_started service_finished service_added visitor_absent priority_set note_added
counter_opened counter_paused counter_closed nobody_to_call
print_requested print_reported fallback_requested help_asked help_answered day_closed
service_interrupted interruption_ended
"""
