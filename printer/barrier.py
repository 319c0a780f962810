"""What comes before each ticket: no command is half sent, no paper uncut, none in doubt not void.

The ticket begins when the printer has said that all this is done.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from printer.drawing.compose import Composer
from printer.escpos_commands import FLUSH, RESET, WATCH
from printer.fate import NotReady
from printer.spool import Record, Spool
from printer.talk.confirmation import Confirming, Question
from printer.talk.conversation import Conversation
from printer.talk.line import KeptLine
from printer.talk.patience import Patience
from printer.transports.wire import Lost, Unreachable


class Barrier:
    def __init__(
        self,
        line: KeptLine,
        confirming: Confirming,
        spool: Spool,
        composer: Composer,
        patience: Patience,
    ) -> None:
        self._line, self._confirming, self._spool = line, confirming, spool
        self._composer, self._patience = composer, patience

    async def settle(self) -> Conversation:
        """The line on which the next ticket may be sent. Raises `NotReady`."""
        reused = self._line.talk is not None
        try:
            return await self._settle_once()
        except NotReady as refusal:
            if not reused or refusal.reason != "offline":
                raise
            # Epson's boards hang up after five idle minutes, unnoticed until the next write.
            return await self._settle_once()

    async def _settle_once(self) -> Conversation:
        talk = await self._line.open()
        try:
            await self._clear(talk)
        except NotReady as refusal:
            if refusal.reason == "no_answer":
                with suppress(Lost):
                    await self._confirming.reconsider(talk, self._patience)
            await self._line.close()
            raise
        except Lost as error:
            await self._line.close()
            raise NotReady("offline") from error
        return talk

    async def _clear(self, talk: Conversation) -> None:
        """Everything before this is over: half-sent commands, uncut paper, doubtful tickets."""
        clean = self._line.clean
        if not self._confirming.mute(talk) and not clean:
            condition = await talk.ask_condition(self._patience.answer)
            if condition and condition.trouble:
                raise NotReady(condition.trouble)
        await self._ask(talk, (b"" if clean else FLUSH) + RESET + WATCH)
        self._line.clean = True
        await self._tidy(talk)

    async def _tidy(self, talk: Conversation) -> None:
        """Only a printer that has just answered gets this: a silent one that prints would else
        spend its roll on void notices."""
        hanging, uncut = self._spool.hanging(), self._spool.note("uncut")
        if not hanging and not uncut:
            return
        self._spool.try_out()
        data = self._composer.profile.cut if uncut else b""
        if hanging:
            data += self._composer.void(hanging.number) + self._composer.cut_off
        await self._ask(talk, data)
        self._spool.set_note("uncut", "")
        if hanging:
            await self._void(talk, hanging)

    async def _void(self, talk: Conversation, hanging: Record) -> None:
        try:
            await talk.wire.finish(hanging)
        except Unreachable as error:
            raise NotReady("offline") from error
        self._spool.write(hanging.id, hanging.number, "voided", hanging.reason)

    async def _ask(self, talk: Conversation, data: bytes) -> None:
        """Returns when the printer has done all this. Raises `NotReady`."""
        question = self._confirming.question(talk, "S")
        await self._deliver(talk, data + question.data, question)
        if not await self._confirming.ready(talk, self._line.clean, self._patience):
            raise NotReady("no_answer")

    async def _deliver(self, talk: Conversation, data: bytes, question: Question) -> None:
        """Raises `NotReady` at the first trouble: nothing of a ticket is in these bytes."""
        patience = self._patience.barrier + self._composer.seconds(data)
        try:
            async with talk.meanwhile(talk.write(data)) as sending:
                if self._confirming.mute(talk):
                    await asyncio.wait_for(asyncio.shield(sending), patience)
                while not question.answered():
                    if not await talk.moved(question.answered, patience):
                        raise NotReady("offline" if talk.lost else "no_answer")
                    if trouble := talk.trouble:
                        raise NotReady(trouble)
        except (TimeoutError, Lost) as error:
            raise NotReady("offline") from error
