"""An answer is kept with its key and given again, also one that an older version kept."""

from __future__ import annotations

import json

import pytest

from server.application.answers import (
    Answer,
    CounterAnswer,
    Done,
    Nobody,
    NumbersAnswer,
    PageAnswer,
    TicketAnswer,
    read,
    written,
)
from server.domain import commands as c
from server.protocol.queue import TicketView

TICKET = (
    b'{"number":"A001","services":["identity"],"state":"called","priority":false,"needs":[],'
    b'"language":"fr","taken_at":"2026-11-24T08:00:00Z","called_at":"2026-11-24T08:05:00.250000Z",'
    b'"started_at":null,"ended_at":null,"counter":"1","people_ahead":0,"estimate":null,'
    b'"printed":"printed","outcome":null}'
)
TAKE, NEXT = c.TakeTicket(("identity",)), c.CallNext("1")


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        (TAKE, TicketAnswer("A001", TICKET)),
        (NEXT, TicketAnswer("A001", TICKET, "after_priority", {"run": "2"})),
        (NEXT, Nobody()),
        (c.OpenCounter("1"), CounterAnswer(b'{"code":"1","name":"Guichet 1","state":"open"}')),
        (c.AskHelp("borne"), Done()),
        (c.AskHelp("borne"), PageAnswer("mairie-2026-11-24-test-1-x", "queued")),
        (c.AskHelp("borne"), NumbersAnswer(["X001", "X002"])),
    ],
)
def test_what_is_kept_is_given_again(command: c.Command, answer: Answer) -> None:
    assert read(written(answer), command) == answer


def _as_the_version_before_kept_it(**told: object) -> str:
    """All fields, whatever was asked."""
    empty: dict[str, object] = {"ticket": None, "rule": None, "facts": {}, "counter": None}
    return json.dumps(empty | {"job": None, "printed": None, "numbers": []} | told)


def test_an_answer_of_the_version_before_is_given_again() -> None:
    ticket = json.loads(TICKET)
    kept = _as_the_version_before_kept_it(ticket=ticket, rule="next_due")

    answer = read(kept, NEXT)

    assert isinstance(answer, TicketAnswer)
    assert (answer.number, answer.rule, json.loads(answer.ticket)) == ("A001", "next_due", ticket)


def test_nobody_was_nobody_in_the_version_before() -> None:
    assert read(_as_the_version_before_kept_it(), NEXT) == Nobody()


def test_a_kept_ticket_is_what_the_api_describes() -> None:
    assert TicketView.model_validate_json(TICKET).model_dump_json().encode() == TICKET
