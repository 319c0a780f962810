"""What may have become of a ticket's paper, and what follows from each: said here and nowhere else.

| what has happened | fate |
| --- | --- |
| its first byte is about to leave | `sending` |
| the printer said that all of it is on paper | `printed` |
| all of it has left, and nobody can say more | `unconfirmed` |
| some of it may have left, and nothing good was heard since | `doubt` |
| a void notice is under whatever came out, or the queue took nothing | `voided` |
| nothing is on paper, and nothing more will be tried | `not_printed` |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.protocol.printing import PrintResult

Fate = Literal["sending", "doubt", "voided", "printed", "not_printed", "unconfirmed"]
Claim = Literal["printed", "unconfirmed"]


@dataclass(frozen=True)
class Meaning:
    told: PrintResult | None
    """What the server hears of it, if anything."""
    hangs: bool = False
    """Paper that looks valid may be about: it is voided before anything else is printed."""
    final: bool = False
    """The job is never printed again, whoever asks."""

    @property
    def unbegun(self) -> bool:
        """To be printed, as if it never had been."""
        return not self.hangs and not self.final


MEANINGS: dict[Fate, Meaning] = {
    "sending": Meaning(None, hangs=True),
    "doubt": Meaning("doubt", hangs=True),
    "voided": Meaning("doubt"),
    "printed": Meaning("printed", final=True),
    "unconfirmed": Meaning("unconfirmed", final=True),
    "not_printed": Meaning("not_printed", final=True),
}
HANGING = tuple(fate for fate, meaning in MEANINGS.items() if meaning.hangs)


def claim(*, answered: bool, gaps: bool = False) -> Claim:
    """`gaps`: a part may have been lost on the way to a printer that answers all the same."""
    return "printed" if answered and not gaps else "unconfirmed"


class NotReady(Exception):
    """Nothing of the ticket has been sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class InDoubt(Exception):
    """Something of the ticket may be on paper, or all of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
