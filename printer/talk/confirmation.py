"""How a printer says that what was sent before is done: by numbered echo, by order, or not at all.

A numbered echo (`GS ( H`) comes when the print is complete and cannot be taken for another.
The answer to `GS r` bears no number: only one may be outstanding, and after a new connection
old ones must have run dry.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from printer.escpos_commands import ASK_STATUS, RESET, WATCH, ask_process_id
from printer.profile import Profile
from printer.spool import Spool
from printer.talk.conversation import Conversation
from printer.talk.patience import Patience

_LEARNT = "confirm"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Question:
    """Bytes to send behind the rest, and whether the answer has come."""

    data: bytes
    answered: Callable[[], bool]


class Marks:
    """Four-character marks, none of them twice in one run of the agent."""

    def __init__(self) -> None:
        self._count = random.randrange(len(_ALPHABET) ** 3)

    def new(self, kind: str) -> bytes:
        self._count = (self._count + 1) % len(_ALPHABET) ** 3
        count, base = self._count, len(_ALPHABET)
        digits = (
            _ALPHABET[count // base**2],
            _ALPHABET[count // base % base],
            _ALPHABET[count % base],
        )
        return (kind + "".join(digits)).encode()


class Confirming:
    """How this one printer confirms: as its profile says, else found out once and remembered."""

    def __init__(self, profile: Profile, spool: Spool) -> None:
        self._profile, self._spool, self._marks = profile, spool, Marks()

    def mute(self, talk: Conversation) -> bool:
        return not talk.wire.two_way or self._profile.confirm == "none"

    def question(self, talk: Conversation, kind: str) -> Question:
        if self.mute(talk):
            return Question(b"", lambda: True)
        match self.way:
            case "process_id":
                return by_process_id(talk, self._marks.new(kind))
            case "status":
                return by_status(talk)
            case _:
                return probe(talk, self._marks.new(kind))

    async def ready(self, talk: Conversation, clean: bool, patience: Patience) -> bool:
        """After the first answered question: learn the way, and let old answers run dry."""
        if self.mute(talk):
            return True
        if self.way == "auto":
            self._spool.set_note(_LEARNT, "process_id" if talk.marks else "status")
        if self.way == "process_id" or clean:
            return True
        return await run_dry(talk, patience.quiet, patience.barrier)

    async def reconsider(self, talk: Conversation, patience: Patience) -> None:
        """After a silence: a printer that feels well and does not answer in the way that was learnt
        is another model, put in the place of the first. The next question probes again."""
        if self._profile.confirm != "auto" or not self._spool.note(_LEARNT):
            return
        condition = await talk.ask_condition(patience.answer)
        if condition and not condition.trouble:
            self._spool.set_note(_LEARNT, "")

    @property
    def way(self) -> str:
        """`auto` as long as it has not been found out."""
        if self._profile.confirm == "auto":
            return self._spool.note(_LEARNT) or "auto"
        return self._profile.confirm


def by_process_id(talk: Conversation, mark: bytes) -> Question:
    return Question(ask_process_id(mark), lambda: mark in talk.marks)


def by_status(talk: Conversation) -> Question:
    expected = talk.ordered + 1
    return Question(ASK_STATUS, lambda: talk.ordered >= expected)


def probe(talk: Conversation, mark: bytes) -> Question:
    """Both questions, in order. A clone that does not know the first may have taken its
    characters for text: the reset between throws them away unprinted."""
    status = by_status(talk)
    return Question(
        ask_process_id(mark) + RESET + WATCH + ASK_STATUS,
        lambda: mark in talk.marks or status.answered(),
    )


async def run_dry(talk: Conversation, quiet: float, patience: float) -> bool:
    """Wait until no old answer to `GS r` can be under way any more."""
    while not talk.lost:
        heard = talk.ordered
        if await talk.until(lambda heard=heard: talk.ordered != heard, quiet):  # type: ignore[misc]
            continue
        question = by_status(talk)
        expected = talk.ordered + 1
        await talk.write(question.data)
        if not await talk.until(question.answered, patience):
            return False
        if not await talk.until(lambda e=expected: talk.ordered > e, quiet):  # type: ignore[misc]
            return not talk.lost
    return False
