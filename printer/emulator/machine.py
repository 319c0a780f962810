"""The printer as a whole: receive buffer, real-time commands, faults and answers. No I/O."""

from __future__ import annotations

from dataclasses import dataclass, field

from printer.emulator.interpreter import Cut, Interpreter, Reply, Status, Task, Watch
from printer.emulator.paper import PaperPath


@dataclass
class Machine:
    dots: int = 576
    buffer: int = 4096
    """Bytes of receive buffer; a full one makes the sender wait."""
    process_id: bool = True
    asb: bool = True
    """Tells each change of its condition; clones often do not."""
    mute: bool = False
    """A cheap clone without a way back."""
    mute_offline: bool = False
    """Answers nothing while off-line, as many do (the BUSY setting)."""
    roll: int = 1_000_000
    """Rows of paper at the start."""
    cover_open: bool = False
    offline: bool = False
    cutter_jam: bool = False
    answers: bytearray = field(default_factory=bytearray)
    """Bytes for the host, taken away by whoever carries them."""

    def __post_init__(self) -> None:
        self.paper = PaperPath(self.dots // 8, self.roll)
        self.interpreter = Interpreter(self.dots // 8, self.process_id)
        self._waiting = bytearray()
        self._recent = b""
        self._mask = 0
        self._last_told = b""

    @property
    def room(self) -> int:
        return self.buffer - len(self._waiting)

    @property
    def stopped(self) -> bool:
        """Ordered work rests; real-time commands do not."""
        return self.cover_open or self.offline or self.cutter_jam or self.paper.left <= 0

    @property
    def busy(self) -> bool:
        return not self.stopped and bool(self._waiting or self.interpreter.work)

    def receive(self, data: bytes) -> None:
        """No more than `room` bytes."""
        for byte in data:
            self._recent = (self._recent + bytes([byte]))[-3:]
            if len(self._recent) == 3 and self._recent[:2] == b"\x10\x04":
                self._answer(self._real_time(byte))
        self._waiting += data

    def run(self, rows: int) -> None:
        """Read and print until the buffer is empty, something stops, or so many rows are burnt."""
        target = self.paper.left - rows
        while self.busy and self.paper.left > target:
            if self.interpreter.work:
                self._do(self.interpreter.work.popleft())
            else:
                self.interpreter.feed(self._waiting.pop(0))
        self.tell()

    def tell(self) -> None:
        """Automatic status back, on each change."""
        status = self._asb()
        if self.asb and self._mask and status != self._last_told:
            self._last_told = status
            self._answer(status)

    def load_paper(self, rows: int) -> None:
        self.paper.replace(rows)
        self.tell()

    def end_paper(self, after: int = 0) -> None:
        self.paper.left = min(self.paper.left, after)
        self.tell()

    def power_cycle(self) -> None:
        """All memory is lost, the paper stays."""
        self._waiting.clear()
        self.answers.clear()
        self.interpreter.power_on()
        self.disconnected()

    def disconnected(self) -> None:
        """Automatic status belongs to a connection; the half-read command does not."""
        self._mask, self._last_told = 0, b""
        self.answers.clear()

    def _do(self, work: Task) -> None:
        match work:
            case bytes():
                self.paper.burn(work)
            case str():
                self.paper.note(work)
            case Cut():
                self.paper.cut()
            case Reply(data):
                self._answer(data)
            case Status():
                self._answer(bytes([0x03 if self._near_end else 0x00]))
            case Watch(mask):
                self._mask, self._last_told = mask, b""

    def _answer(self, data: bytes) -> None:
        if not self.mute and not (self.mute_offline and self.stopped):
            self.answers += data

    @property
    def _near_end(self) -> bool:
        return self.paper.left < self.paper.near_end

    def _asb(self) -> bytes:
        first = 0x10 | (0x08 if self.stopped else 0) | (0x20 if self.cover_open else 0)
        second = 0x08 if self.cutter_jam else 0
        third = (0x03 if self._near_end else 0) | (0x0C if self.paper.left <= 0 else 0)
        return bytes((first, second, third, 0x0F))

    def _real_time(self, kind: int) -> bytes:
        end = self.paper.left <= 0
        states = {
            1: 0x08 if self.stopped else 0,
            2: (0x04 if self.cover_open else 0) | (0x20 if end else 0) | 0x40 * self.cutter_jam,
            3: 0x08 if self.cutter_jam else 0,
            4: (0x0C if self._near_end else 0) | (0x60 if end else 0),
        }
        return bytes([0x12 | states[kind]]) if kind in states else b""
