"""A repeat is recognised for ever, also by a later version of the program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from server.application.fingerprint import fingerprint
from server.domain import commands as c
from server.domain.lifecycle import Action
from tests.domain.world import person

REFERENCE = "mairie-2026-11-24-k"
WORDS = "A perdu ses papiers."
HALF_PAST_NINE = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("command", "who", "note", "kept"),
    [
        (
            c.TakeTicket(("identity", "civil"), "en", True, ("wheelchair",)),
            "borne-hall",
            "",
            "d7f6e16f391396b833a535b7",
        ),
        (
            c.MoveTicket("A001", Action.NOTE, note=REFERENCE),
            "nadia",
            WORDS,
            "5557ddf128dbac02268557b0",
        ),
        (
            c.MoveTicket("A001", Action.FINISH, counter="1", outcome="referred"),
            "nadia",
            "",
            "37abbf3af48de32f2b304796",
        ),
        (c.PrintFallback(5), "claire", "", "11666b0ee0cf433d1bba93c6"),
        (c.CallNext("1"), "nadia", "", "a172f8c71c8862c8a1fd3a94"),
    ],
)
def test_what_lies_in_journals_is_still_known(
    command: c.Command, who: str, note: str, kept: str
) -> None:
    assert fingerprint(person(who), command, note) == kept


def test_a_moment_is_the_same_whatever_object_says_its_offset() -> None:
    booked = [
        c.TakeTicket(("civil",), appointment=HALF_PAST_NINE.replace(tzinfo=zone))
        for zone in (UTC, timezone(timedelta(0), "Z"))
    ]

    assert len({fingerprint(person("kiosk"), command) for command in booked}) == 1


def test_another_person_another_command_or_another_note_is_no_repeat() -> None:
    note = c.MoveTicket("A001", Action.NOTE, note=REFERENCE)

    different = {
        fingerprint(person("nadia"), note, WORDS),
        fingerprint(person("paul"), note, WORDS),
        fingerprint(person("nadia"), note, "Autre chose."),
        fingerprint(person("nadia"), c.MoveTicket("A002", Action.NOTE, note=REFERENCE), WORDS),
    }

    assert len(different) == 4
