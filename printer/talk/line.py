"""The line to the printer, kept open from one ticket to the next."""

from __future__ import annotations

from collections.abc import Callable

from printer.address import Address, Serial
from printer.fate import NotReady
from printer.profile import Profile
from printer.talk.conversation import Conversation
from printer.transports.opening import connect
from printer.transports.wire import Unreachable


class KeptLine:
    def __init__(self, address: Address, profile: Profile, on_news: Callable[[], None]) -> None:
        self._address, self._profile, self._on_news = address, profile, on_news
        self.talk: Conversation | None = None
        self.clean = False
        """The last exchange on this very connection is complete: no command is half sent."""

    async def open(self) -> Conversation:
        """Raises `NotReady`."""
        if self.talk and not self.talk.lost:
            return self.talk
        await self.close()
        try:
            wire = await connect(self._address, self._profile)
        except Unreachable as error:
            raise NotReady("offline") from error
        self.talk = Conversation(wire, self._on_news)
        return self.talk

    async def close(self) -> None:
        talk, self.talk, self.clean = self.talk, None, False
        if talk:
            await talk.close()

    def loses(self, data: bytes) -> bool:
        """On a line without flow control a stopped printer drops what its buffer cannot take, and
        answers as gladly when it goes on."""
        line = self._address
        free = isinstance(line, Serial) and line.flow == "none"
        return free and len(data) > self._profile.buffer
