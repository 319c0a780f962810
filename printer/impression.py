"""How a ticket comes onto paper: sent without its cut, confirmed by the printer, and then cut."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from printer.drawing.compose import Composer
from printer.escpos_commands import feed
from printer.fate import Claim, InDoubt, NotReady, claim
from printer.roll import Roll
from printer.spool import Spool
from printer.talk.confirmation import Confirming, Question
from printer.talk.conversation import Conversation
from printer.talk.line import KeptLine
from printer.talk.patience import Patience
from printer.transports.wire import Lost, Unreachable
from server.protocol.printing import PrintOrder


class Impression:
    def __init__(
        self,
        line: KeptLine,
        confirming: Confirming,
        spool: Spool,
        roll: Roll,
        composer: Composer,
        patience: Patience,
    ) -> None:
        self._line, self._confirming, self._spool = line, confirming, spool
        self._roll, self._composer, self._patience = roll, composer, patience

    async def confirmed(
        self, talk: Conversation, job: PrintOrder, body: bytes, worried: Callable[[str], None]
    ) -> Claim:
        """Raises `InDoubt`."""
        question = self._confirming.question(talk, "B")
        data = body + feed(self._composer.profile.cutter_feed) + question.data
        async with talk.meanwhile(self._send_and_ask(talk, data)):
            await self._watch(talk, question, self._composer.seconds(data), worried)
        outcome = claim(answered=True, gaps=self._line.loses(data))
        self._spool.set_note("uncut", "yes")
        self._spool.write(job.id, job.number, outcome)
        self._roll.used()
        await self._cut(talk, job)
        return outcome

    async def blind(self, talk: Conversation, job: PrintOrder, body: bytes) -> Claim:
        """No answer will come: all is sent, and that is all that is claimed.

        Raises `NotReady`, `InDoubt`.
        """
        data = body + self._composer.cut_off
        try:
            async with asyncio.timeout(self._patience.body + self._composer.seconds(data)):
                await talk.write(data)
                await talk.wire.finish(job)
        except Unreachable as error:
            raise NotReady("offline") from error
        except (Lost, TimeoutError) as error:
            raise InDoubt("connection_lost") from error
        outcome = claim(answered=False)
        self._spool.write(job.id, job.number, outcome)
        return outcome

    async def _send_and_ask(self, talk: Conversation, data: bytes) -> None:
        """Once all has left, a printer that does not tell of its troubles is asked for them."""
        await talk.write(data)
        await talk.keep_asking(self._patience.look)

    async def _watch(
        self, talk: Conversation, question: Question, line: float, worried: Callable[[str], None]
    ) -> None:
        """Wait for the body's answer: long while the trouble is known, else not."""
        told = None
        while not question.answered():
            trouble = talk.trouble
            if trouble and trouble != told:
                worried(trouble)
            told = trouble
            seconds = self._patience.hold if trouble else self._patience.body + line
            if not await talk.moved(question.answered, seconds):
                raise InDoubt("connection_lost" if talk.lost else trouble or "no_answer")

    async def _cut(self, talk: Conversation, job: PrintOrder) -> None:
        """A cut that is lost is made up for by the next barrier."""
        question = self._confirming.question(talk, "C")
        try:
            async with asyncio.timeout(self._patience.cut):
                await talk.write(self._composer.profile.cut + question.data)
            if await talk.until(question.answered, self._patience.cut):
                self._spool.set_note("uncut", "")
                self._line.clean = True
                await talk.wire.finish(job)
        except (Lost, TimeoutError):
            await self._line.close()
