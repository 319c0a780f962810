"""What a printer sends back, told apart byte by byte (Epson's rules, and its status bits)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from server.protocol.printing import Cover, PaperLevel, PrinterStatus


@dataclass(frozen=True)
class Condition:
    """The printer's own account of itself."""

    offline: bool = False
    paper: PaperLevel = "ok"
    cover: Cover = "closed"
    error: str | None = None

    @property
    def trouble(self) -> str | None:
        """Why it cannot print now, in the words of the protocol's reasons."""
        if self.paper == "out":
            return "paper_out"
        if self.cover == "open":
            return "cover_open"
        return self.error or ("offline" if self.offline else None)

    def status(self, remaining: int | None = None) -> PrinterStatus:
        online = self.trouble is None
        return PrinterStatus(
            online=online,
            paper=self.paper,
            cover=self.cover,
            error=self.error,
            remaining=remaining,
        )


@dataclass(frozen=True)
class Pushed:
    """Automatic status back."""

    condition: Condition


@dataclass(frozen=True)
class RealTime:
    """The answer to `DLE EOT`; which one was asked, the asker knows."""

    bits: int


@dataclass(frozen=True)
class ProcessId:
    mark: bytes


@dataclass(frozen=True)
class Ordered:
    """The answer to `GS r`: everything before it has been read."""

    bits: int


@dataclass(frozen=True)
class Name:
    """What the printer calls itself."""

    text: str


PrinterAnswer = Pushed | RealTime | ProcessId | Ordered | Name


class Reader:
    """Feed it bytes as they come; it yields whole answers."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def feed(self, data: bytes) -> Iterator[PrinterAnswer]:
        self._pending += data
        while self._pending:
            length = self._length()
            if length is None:
                return
            answer = _read(bytes(self._pending[:length]))
            del self._pending[:length]
            if answer:
                yield answer

    def _length(self) -> int | None:
        first = self._pending[0]
        if first & 0x93 == 0x10:
            return 4 if len(self._pending) >= 4 else None
        if first in (0x37, 0x5F):
            end = self._pending.find(0)
            return end + 1 if end >= 0 else None
        return 1


def _read(answer: bytes) -> PrinterAnswer | None:
    first = answer[0]
    if len(answer) == 4 and first & 0x93 == 0x10:
        return Pushed(pushed_condition(answer))
    if first & 0x93 == 0x12:
        return RealTime(first)
    if answer[:2] == b"7\x22" and len(answer) == 7:
        return ProcessId(answer[2:6])
    if first == 0x5F:
        return Name(answer[1:-1].decode("ascii", "replace"))
    if len(answer) == 1 and first & 0x90 == 0:
        return Ordered(first)
    return None


def pushed_condition(answer: bytes) -> Condition:
    """The four bytes of automatic status back."""
    first, second, third = answer[:3]
    paper: PaperLevel = "out" if third & 0x0C else "near_end" if third & 0x03 else "ok"
    cover: Cover = "open" if first & 0x20 else "closed"
    return Condition(bool(first & 0x08), paper, cover, _error(second))


def real_time_condition(bits: dict[int, int]) -> Condition:
    """The answers to `DLE EOT` 1 to 4, as far as they came."""
    roll, cause = bits.get(4, 0), bits.get(2, 0)
    ended = roll & 0x60 or cause & 0x20
    paper: PaperLevel = "out" if ended else "near_end" if roll & 0x0C else "ok"
    cover: Cover = "open" if cause & 0x04 else "closed"
    error = _error(bits.get(3, 0)) or ("broken" if cause & 0x40 else None)
    return Condition(bool(bits.get(1, 0) & 0x08), paper, cover, error)


def _error(bits: int) -> str | None:
    if bits & 0x08:
        return "cutter"
    if bits & 0x20:
        return "broken"
    return "overheated" if bits & 0x40 else None
