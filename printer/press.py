"""Print, confirm, cut; void on doubt.

A ticket's body is sent without its cut. Once the printer says that the body is on paper, the job
is `printed` and the paper is cut. Whenever that cannot be known, the job is in `doubt`, and the
next thing this printer prints, before anything else, is a void notice under whatever came out.
So nobody holds two papers that look valid, and no ticket is believed printed that is not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from printer.address import Address, Serial
from printer.drawing.compose import Composer
from printer.escpos_commands import ASK_NAMES, FLUSH, RESET, WATCH, feed
from printer.profile import Profile
from printer.roll import Roll
from printer.spool import Spool, SpoolBroken
from printer.talk.confirmation import Confirming, Patience, Question
from printer.talk.conversation import Conversation
from printer.transports.channel import Lost, Unreachable
from printer.transports.opening import connect
from server.protocol.printing import PrinterStatus, PrintOrder

Outcome = Literal["printed", "unconfirmed"]


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
        self._address, self._profile, self._spool = address, profile, spool
        self._patience = patience or Patience()
        self._talk: Conversation | None = None
        self._clean = False
        """The last exchange on this very connection is complete: no command is half sent."""
        self._confirming = Confirming(profile, spool)
        self._roll = Roll(spool, profile.tickets_on_a_roll)

    async def look(self) -> PrinterStatus:
        """How the printer is. No answer is a fault, never "fine"."""
        try:
            talk = await self._open()
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
        talk = await self._open()
        self._clean = False
        for count, question in enumerate(ASK_NAMES, start=1):
            await talk.write(question)
            await talk.until(lambda count=count: len(talk.names) >= count, self._patience.answer)  # type: ignore[misc]
        return " ".join(talk.names)

    @property
    def confirms(self) -> str:
        """How, once a question was answered: `process_id`, `status` or `none`."""
        if self._talk and self._confirming.mute(self._talk):
            return "none"
        return self._confirming.way

    def last_status(self) -> PrinterStatus | None:
        """What the printer last pushed by itself."""
        talk = self._talk
        if talk is None or talk.lost:
            return PrinterStatus(online=False, error="unreachable")
        return self._roll.status(talk.condition) if talk.condition else None

    async def settle(self) -> None:
        """Void what hangs in the printer, so that the next ticket starts on clean paper.

        Raises `NotReady`.
        """
        reused = self._talk is not None
        try:
            await self._settle_once()
        except NotReady as refusal:
            if not reused or refusal.reason != "offline":
                raise
            # Epson's boards hang up after five idle minutes, unnoticed until the next write.
            await self._settle_once()

    async def print(self, job: PrintOrder, body: bytes, worried: Callable[[str], None]) -> Outcome:
        """Raises `NotReady`, `InDoubt`, and `SpoolBroken`: then the spool knows what may hang.

        `worried` hears why it takes long, while it may still end well.
        """
        await self.settle()
        talk = self._talk
        if talk is None:
            raise NotReady("offline")
        self._clean = False
        self._spool.write(job.id, job.number, "sending")
        try:
            if self._confirming.mute(talk):
                return await self._print_blind(talk, job, body)
            return await self._print_confirmed(talk, job, body, worried)
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
        talk, self._talk, self._clean = self._talk, None, False
        if talk:
            await talk.close()

    async def _settle_once(self) -> None:
        talk = await self._open()
        try:
            await self._barrier(talk)
        except NotReady as refusal:
            if refusal.reason == "no_answer":
                with suppress(Lost):
                    await self._confirming.reconsider(talk, self._patience)
            await self.close()
            raise
        except Lost as error:
            await self.close()
            raise NotReady("offline") from error

    async def _open(self) -> Conversation:
        if self._talk and not self._talk.lost:
            return self._talk
        await self.close()
        try:
            channel = await connect(self._address, self._profile)
        except Unreachable as error:
            raise NotReady("offline") from error
        self._talk = Conversation(channel, self.news.set)
        return self._talk

    async def _barrier(self, talk: Conversation) -> None:
        """Everything before this is over: half-sent commands, uncut paper, doubtful tickets."""
        if not self._confirming.mute(talk) and not self._clean:
            condition = await talk.ask_condition(self._patience.answer)
            if condition and condition.trouble:
                raise NotReady(condition.trouble)
        await self._ask(talk, (b"" if self._clean else FLUSH) + RESET + WATCH)
        self._clean = True
        await self._tidy(talk)

    async def _tidy(self, talk: Conversation) -> None:
        """Only a printer that has just answered gets this: a silent one that prints would else
        spend its roll on void notices."""
        hanging = self._spool.hanging()
        if not hanging and not self._spool.note("uncut"):
            return
        self._spool.try_out()
        data = self._profile.cut if self._spool.note("uncut") else b""
        if hanging:
            data += self.composer.void(hanging.number) + self._feed_and_cut
        await self._ask(talk, data)
        self._spool.set_note("uncut", "")
        if hanging:
            try:
                await talk.channel.finish(hanging)
            except Unreachable as error:
                raise NotReady("offline") from error
            self._spool.write(hanging.id, hanging.number, "voided", hanging.reason)

    async def _ask(self, talk: Conversation, data: bytes) -> None:
        """Returns when the printer has done all this. Raises `NotReady`."""
        question = self._confirming.question(talk, "S")
        await self._deliver(talk, data + question.data, question)
        if not await self._confirming.ready(talk, self._clean, self._patience):
            raise NotReady("no_answer")

    async def _deliver(self, talk: Conversation, data: bytes, question: Question) -> None:
        """Raises `NotReady` at the first trouble: nothing of a ticket is in these bytes."""
        patience = self._patience.barrier + self.composer.seconds(data)
        sending = asyncio.create_task(talk.write(data))
        try:
            if self._confirming.mute(talk):
                await asyncio.wait_for(asyncio.shield(sending), patience)
            while not question.answered():
                if not await talk.moved(question.answered, patience):
                    raise NotReady("offline" if talk.lost else "no_answer")
                if trouble := talk.trouble:
                    raise NotReady(trouble)
        except (TimeoutError, Lost) as error:
            raise NotReady("offline") from error
        finally:
            await _stop(sending)

    async def _print_confirmed(
        self, talk: Conversation, job: PrintOrder, body: bytes, worried: Callable[[str], None]
    ) -> Outcome:
        question = self._confirming.question(talk, "B")
        data = body + feed(self._profile.cutter_feed) + question.data
        sending = asyncio.create_task(self._send_and_ask(talk, data))
        try:
            await self._watch(talk, question, self.composer.seconds(data), worried)
        finally:
            await _stop(sending)
        outcome: Outcome = "unconfirmed" if self._may_have_holes(data) else "printed"
        self._spool.set_note("uncut", "yes")
        self._spool.write(job.id, job.number, outcome)
        self._roll.used()
        await self._cut(talk, job)
        return outcome

    async def _send_and_ask(self, talk: Conversation, data: bytes) -> None:
        """Once all has left, a printer that does not tell of its troubles is asked for them."""
        await talk.write(data)
        await talk.keep_asking(self._patience.look)

    def _may_have_holes(self, data: bytes) -> bool:
        """On a line without flow control a stopped printer drops what its buffer cannot take, and
        answers as gladly when it goes on."""
        line = self._address
        free = isinstance(line, Serial) and line.flow == "none"
        return free and len(data) > self._profile.buffer

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
                await talk.write(self._profile.cut + question.data)
            if await talk.until(question.answered, self._patience.cut):
                self._spool.set_note("uncut", "")
                self._clean = True
                await talk.channel.finish(job)
        except (Lost, TimeoutError):
            await self.close()

    async def _print_blind(self, talk: Conversation, job: PrintOrder, body: bytes) -> Outcome:
        """No answer will come: all is sent, and that is all that is claimed."""
        data = body + self._feed_and_cut
        try:
            async with asyncio.timeout(self._patience.body + self.composer.seconds(data)):
                await talk.write(data)
                await talk.channel.finish(job)
        except Unreachable as error:
            raise NotReady("offline") from error
        except (Lost, TimeoutError) as error:
            raise InDoubt("connection_lost") from error
        self._spool.write(job.id, job.number, "unconfirmed")
        return "unconfirmed"

    @property
    def _feed_and_cut(self) -> bytes:
        return feed(self._profile.cutter_feed) + self._profile.cut


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
