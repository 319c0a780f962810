"""How many tickets the roll still holds, counted from the last time that it was replaced.

It was replaced when its end was seen, or when the paper was nearly used up and is so no longer:
most people change the roll before it ends. What the sensors say while the cover is open is not
believed: the paper does not lie where they look.
"""

from __future__ import annotations

from printer.spool import Spool
from printer.talk.answers import Condition
from server.protocol.printing import PaperLevel, PrinterStatus

_COUNT = "tickets_since_roll"
_SEEN = "paper_seen"


class Roll:
    def __init__(self, spool: Spool, tickets: int) -> None:
        self._spool, self._tickets = spool, tickets

    def used(self) -> None:
        """One ticket more."""
        count = self._spool.note(_COUNT)
        if count is not None:
            self._spool.set_note(_COUNT, str(int(count) + 1))

    def status(self, condition: Condition) -> PrinterStatus:
        """The condition with the estimate; none before the first roll that we saw replaced."""
        if condition.cover == "closed":
            self._see(condition.paper)
        return condition.status(self._remaining(condition))

    def _see(self, paper: PaperLevel) -> None:
        before = self._spool.note(_SEEN)
        if paper == before:
            return
        if paper == "out" or (before, paper) == ("near_end", "ok"):
            self._spool.set_note(_COUNT, "0")
        self._spool.set_note(_SEEN, paper)

    def _remaining(self, condition: Condition) -> int | None:
        if condition.paper == "out" and condition.cover == "closed":
            return 0
        count = self._spool.note(_COUNT)
        return None if count is None else max(0, self._tickets - int(count))
