"""The simulated journal does what the real one does: both are asked the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from server.domain import commands as c
from server.domain import events as e
from server.domain.events import Fact
from server.domain.journal import Conflict, Entry, Unavailable, WritingJournal
from server.domain.lifecycle import Action
from server.domain.papers import LastFallback, Printer
from server.journal.journal import Journal
from server.store.migrate import migrate
from server.store.store import Store
from tests.domain.world import NINE, Lobby
from tests.simulate.disk import Disk
from tests.simulate.journal import Busy, Line, SeededJournal

DAY = date(2026, 11, 24)
NEXT = DAY + timedelta(days=1)


def a_morning() -> list[Fact]:
    lobby = Lobby(printer=Printer("p"), last_fallback=LastFallback(DAY, None))
    lobby.open()
    ticket = lobby.take("identity")
    lobby.next()
    lobby.move(ticket, Action.NOTE, note="n-1")
    lobby.ask(c.PrintFallback(2), "claire")
    return lobby.facts


def the_story(journal: WritingJournal) -> list[object]:
    """What each question is answered, in order."""
    facts, told = a_morning(), []
    keyed = [replace(facts[0], key="k", fingerprint="f"), *facts[1:]]

    def ask(question: Callable[..., Any], *words: object) -> None:
        try:
            told.append(question(*words))
        except (Conflict, Unavailable) as refused:
            told.append(type(refused))

    ask(journal.last_day, "mairie")
    ask(journal.closed, "mairie", DAY)
    ask(journal.append, [Entry("mairie", DAY, keyed, "{}", ("n-1", "Words."))])
    ask(journal.append, [Entry("mairie", DAY, keyed[-1:])])
    ask(journal.append, [Entry("annexe", DAY, facts[:1]), Entry("mairie", DAY, facts[:1])])
    ask(journal.facts, "annexe", DAY)
    ask(journal.facts, "mairie", DAY)
    ask(journal.facts, "mairie", DAY, 2, 2)
    ask(journal.answer, "mairie", DAY, 1)
    ask(journal.answer, "mairie", DAY, 2)
    ask(journal.notes, "mairie", DAY)
    ask(journal.last_fallback, "mairie", DAY)
    ask(journal.last_fallback, "mairie", NEXT)
    ask(
        journal.append,
        [Entry("mairie", DAY, [Fact(len(facts) + 1, NINE, "system", e.DayClosed())])],
    )
    ask(journal.notes, "mairie", DAY)
    ask(journal.closed, "mairie", DAY)
    ask(journal.append, [Entry("mairie", NEXT, facts[:1])])
    ask(journal.last_day, "mairie")
    ask(journal.last_day, "mairie", NEXT)
    ask(journal.take_turn, ["mairie"])
    ask(journal.leave_turn)
    return told


def test_both_journals_tell_the_same_story(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'suivant.db'}")
    migrate(store.url)

    assert the_story(SeededJournal(Line(Disk(False)))) == the_story(Journal(store))
    store.close()


def test_while_one_has_its_turn_the_others_wait() -> None:
    disk = Disk(remote=False)
    mine, other = SeededJournal(Line(disk)), SeededJournal(Line(disk))
    entry = Entry("mairie", DAY, a_morning()[:1])
    mine.take_turn(["mairie"])

    with pytest.raises(Busy):
        other.append([entry])
    mine.append([entry])
    with pytest.raises(Conflict):
        other.append([entry])


def test_what_was_committed_stays_when_the_answer_is_lost() -> None:
    disk = Disk(remote=True)
    line = Line(disk)
    line.cut_after_commits = 1

    with pytest.raises(Unavailable):
        SeededJournal(line).append([Entry("mairie", DAY, a_morning())])

    assert disk.facts == len(a_morning())
    assert line.doubt.there
