"""How many tickets the roll still holds, counted from the last time that it was replaced."""

from __future__ import annotations

from printer.answers import Condition
from printer.spool import Spool
from server.protocol.printing import PrinterStatus

_COUNT = "tickets_since_roll"


class Roll:
    def __init__(self, spool: Spool, tickets: int) -> None:
        self._spool, self._tickets = spool, tickets

    def used(self) -> None:
        """One ticket more."""
        count = self._spool.note(_COUNT)
        if count is not None:
            self._spool.set_note(_COUNT, str(int(count) + 1))

    def status(self, condition: Condition) -> PrinterStatus:
        """The condition with the estimate; none before the first roll that we saw end."""
        if condition.paper == "out" and self._spool.note(_COUNT) != "0":
            self._spool.set_note(_COUNT, "0")
        return condition.status(self._remaining(condition))

    def _remaining(self, condition: Condition) -> int | None:
        if condition.paper == "out":
            return 0
        count = self._spool.note(_COUNT)
        return None if count is None else max(0, self._tickets - int(count))
