"""Print, confirm, cut; void on doubt.

A ticket's body is sent without its cut. Once the printer says that the body is on paper, the job
is `printed` and the paper is cut. Whenever that cannot be known, the job is in `doubt`, and the
next thing this printer prints, before anything else, is a void notice under whatever came out.
So nobody holds two papers that look valid, and no ticket is believed printed that is not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from printer.address import Address
from printer.barrier import Barrier
from printer.drawing.compose import Composer
from printer.escpos_commands import ASK_NAMES
from printer.fate import Claim, InDoubt, NotReady
from printer.impression import Impression
from printer.profile import Profile
from printer.roll import Roll
from printer.spool import Spool, SpoolBroken
from printer.talk.confirmation import Confirming
from printer.talk.line import KeptLine
from printer.talk.patience import Patience
from printer.transports.wire import Lost
from server.protocol.printing import PrinterStatus, PrintOrder


class Press:
    """The only writer to one printer."""

    def __init__(
        self,
        address: Address,
        profile: Profile,
        spool: Spool,
        composer: Composer,
        patience: Patience | None = None,
    ) -> None:
        self.news = asyncio.Event()
        self.composer = composer
        self._spool, self._patience = spool, patience or Patience()
        self._line = KeptLine(address, profile, self.news.set)
        self._confirming = Confirming(profile, spool)
        self._roll = Roll(spool, profile.tickets_on_a_roll)
        self._barrier = Barrier(self._line, self._confirming, spool, composer, self._patience)
        self._impression = Impression(
            self._line, self._confirming, spool, self._roll, composer, self._patience
        )

    async def look(self) -> PrinterStatus:
        """How the printer is. No answer is a fault, never "fine"."""
        try:
            talk = await self._line.open()
            if self._confirming.mute(talk):
                return PrinterStatus(online=True)
            condition = await talk.ask_condition(self._patience.answer)
        except (NotReady, Lost):
            await self.close()
            return PrinterStatus(online=False, error="unreachable")
        if condition is None:
            return PrinterStatus(online=False, error="no_answer")
        return self._roll.status(condition)

    async def model(self) -> str:
        """Maker and model, where the printer tells them. Raises `NotReady`, `Lost`."""
        talk = await self._line.open()
        self._line.clean = False
        for count, question in enumerate(ASK_NAMES, start=1):
            await talk.write(question)
            await talk.until(lambda count=count: len(talk.names) >= count, self._patience.answer)  # type: ignore[misc]
        return " ".join(talk.names)

    @property
    def confirms(self) -> str:
        """How, once a question was answered: `process_id`, `status` or `none`."""
        talk = self._line.talk
        return "none" if talk and self._confirming.mute(talk) else self._confirming.way

    def last_status(self) -> PrinterStatus | None:
        """What the printer last pushed by itself."""
        talk = self._line.talk
        if talk is None or talk.lost:
            return PrinterStatus(online=False, error="unreachable")
        return self._roll.status(talk.condition) if talk.condition else None

    async def settle(self) -> None:
        """Void what hangs in the printer, so that the next ticket starts on clean paper.

        Raises `NotReady`.
        """
        await self._barrier.settle()

    async def print(self, job: PrintOrder, body: bytes, worried: Callable[[str], None]) -> Claim:
        """Raises `NotReady`, `InDoubt`, and `SpoolBroken`: then the spool knows what may hang.

        `worried` hears why it takes long, while it may still end well.
        """
        talk = await self._barrier.settle()
        self._line.clean = False
        self._spool.write(job.id, job.number, "sending")
        try:
            if self._confirming.mute(talk):
                return await self._impression.blind(talk, job, body)
            return await self._impression.confirmed(talk, job, body, worried)
        except InDoubt as doubt:
            await self.close()
            self._spool.write(job.id, job.number, "doubt", doubt.reason)
            raise
        except SpoolBroken:
            # The job stays `sending`, which says as much as `doubt`.
            await self.close()
            raise
        except NotReady as refusal:
            # Opened anew, so that the next look at the printer asks whether it is there.
            await self.close()
            self._spool.write(job.id, job.number, "voided", refusal.reason)
            raise

    async def close(self) -> None:
        await self._line.close()
