"""A group gets its place in the journal, whatever other processes write.

The store refuses a group when another process was first: what was missed is read, and the group is
decided again, now taking turns with the others until they have fallen silent.
"""

from __future__ import annotations

from collections.abc import Iterable

from server.application.clerk import Clerk
from server.application.clock import Clock
from server.application.group import CommandGroup, Told
from server.application.measures import CONFLICTS
from server.application.reception import Missed, Reception, missed_facts
from server.domain.journal import Conflict, Journal, Unavailable

RETRIES = 20
"""Lost races in a row before giving up; each means that another process did write."""
CROWDED = 20
"""So many groups in a row without a word from another process, and turns are not taken any more."""


class Turns:
    def __init__(self, clerk: Clerk, clock: Clock, changed: Told) -> None:
        self._clerk = clerk
        self._clock = clock
        self._changed = changed
        self._crowded = 0

    async def write(self, group: CommandGroup) -> None:
        """Decided and kept; whatever goes wrong, the days are then as they are in the store.

        Raises Unavailable.
        """
        try:
            await self._until_kept(group)
        except Exception:
            for reception in group.receptions:
                reception.forget_ahead()
            raise

    async def catch_up(self, receptions: Iterable[Reception]) -> bool:
        """Read in the clerk's thread, applied in the loop's: nobody sees half of it.

        Returns whether there was anything to catch up with.
        """
        return self._take_in(await self._clerk.do(_all_missed, self._clerk.journal, receptions))

    async def _until_kept(self, group: CommandGroup) -> None:
        for _ in range(RETRIES):
            try:
                await (self._in_turn(group) if self._crowded else self._at_once(group))
            except Conflict:
                CONFLICTS.inc()
                self._crowded = CROWDED
                await self.catch_up(group.receptions)
            else:
                return
        raise Unavailable("other processes wrote first, again and again")

    async def _at_once(self, group: CommandGroup) -> None:
        """Raises Conflict when another process was first."""
        group.decide(self._clock.now())
        await self._clerk.do(group.keep_if_up_to_date, self._clerk.journal)

    async def _in_turn(self, group: CommandGroup) -> None:
        """Where others write too: nobody decides in vain, nobody is always too late."""
        journal = self._clerk.journal
        await self._clerk.do(journal.take_turn, [r.site.slug for r in group.receptions])
        try:
            missed = await self.catch_up(group.receptions)
            self._crowded = CROWDED if missed else self._crowded - 1
            group.decide(self._clock.now())
            await self._clerk.do(group.keep, journal)
        finally:
            await self._clerk.do(journal.leave_turn)

    def _take_in(self, missed: Iterable[tuple[Reception, Missed]]) -> bool:
        any_facts = False
        for reception, (facts, notes) in missed:
            reception.catch_up(facts, notes)
            if facts:
                any_facts = True
                self._changed(reception)
        return any_facts


def _all_missed(
    journal: Journal, receptions: Iterable[Reception]
) -> list[tuple[Reception, Missed]]:
    return [(reception, missed_facts(journal, reception)) for reception in receptions]
