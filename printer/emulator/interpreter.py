"""The ordered commands: read byte by byte, so that a torn command stays half read.

The state lives in the generator, not in the connection: as in a real printer, the bytes of the
next connection complete what the last one left unfinished.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, field

import segno
from PIL import Image

from printer.emulator.letters import line_rows

Reading = Generator[None, int, None]


@dataclass(frozen=True)
class Cut:
    """Separate what is past the cutter."""


@dataclass(frozen=True)
class Reply:
    """Answer when everything before is on paper."""

    data: bytes


@dataclass(frozen=True)
class Status:
    """`GS r`: the state at the moment of answering."""


@dataclass(frozen=True)
class Watch:
    """`GS a`: from now on, tell each change."""

    mask: int


Task = bytes | str | Cut | Reply | Status | Watch
"""`bytes` is a row of dots, `str` the letters that the rows after it show."""


@dataclass
class Interpreter:
    across: int
    process_id: bool
    work: deque[Task] = field(default_factory=deque)
    unknown: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.power_on()

    def power_on(self) -> None:
        self.work.clear()
        self._reset()
        self._reading = self._commands()
        next(self._reading)

    def feed(self, byte: int) -> None:
        self._reading.send(byte)

    def _reset(self) -> None:
        self.align, self.bold, self.size = 0, False, (1, 1)
        self.page, self.line, self.qr, self.module = "cp437", "", b"", 3

    def _commands(self) -> Reading:
        while True:
            byte = yield
            if byte == 0x1B:
                yield from self._escape()
            elif byte == 0x1D:
                yield from self._group()
            elif byte == 0x10:
                yield from self._real_time()
            elif byte == 0x0A:
                self._print_line()
            elif byte >= 0x20:
                self.line += bytes([byte]).decode(self.page, "replace")
            elif byte not in (0x00, 0x0D):
                self.unknown.append(bytes([byte]))

    def _escape(self) -> Reading:
        name = yield
        if name == ord("@"):
            self._reset()
            self.work.append(Watch(0))
            return
        if name not in b"atE!dJMR{-VGB2":
            self.unknown.append(bytes((0x1B, name)))
            return
        if name == ord("2"):
            return
        value = yield
        if name == ord("a"):
            self.align = value % 48 if value % 48 < 3 else 0
        elif name == ord("t"):
            self.page = _PAGES.get(value, "cp437")
        elif name == ord("E"):
            self.bold = bool(value & 1)
        elif name == ord("!"):
            self.bold = bool(value & 8)
            self.size = (2 if value & 0x20 else 1, 2 if value & 0x10 else 1)
        elif name in b"dJ":
            self._print_line() if self.line else None
            self._blank(value * 30 if name == ord("d") else value)

    def _group(self) -> Reading:
        name = yield
        if name == ord("v"):
            yield from self._raster()
        elif name == ord("V"):
            yield from self._cut()
        elif name == ord("("):
            yield from self._function()
        elif name in b"rIa!bLBPhw":
            yield from self._setting(name)
        else:
            self.unknown.append(bytes((0x1D, name)))

    def _setting(self, name: int) -> Reading:
        value = yield
        if name in b"LP":
            yield
        elif name == ord("r"):
            self.work.append(Status())
        elif name == ord("a"):
            self.work.append(Watch(value))
        elif name == ord("I"):
            self.work.append(Reply(b"_EMULATOR\x00" if value >= 65 else b"\x20"))
        elif name == ord("!"):
            self.size = ((value >> 4 & 7) + 1, (value & 7) + 1)

    def _raster(self) -> Reading:
        yield
        mode = (yield) & 3
        across = (yield) | (yield) << 8
        rows = (yield) | (yield) << 8
        for _ in range(rows if across else 0):
            data = bytearray()
            while len(data) < across:
                data.append((yield))
            self._burn(bytes(data), mode)

    def _burn(self, data: bytes, mode: int) -> None:
        if mode & 1:
            data = _doubled(data)
        free = self.across - len(data)
        row = bytes(max(0, (0, free // 2, free)[self.align])) + data
        self.work.extend([row] * (2 if mode & 2 else 1))

    def _cut(self) -> Reading:
        kind = yield
        if kind in (65, 66):
            rows = yield
            self._blank(rows + 120)
        elif kind not in (0, 1, 48, 49):
            self.unknown.append(bytes((0x1D, 0x56, kind)))
            return
        self.work.append(Cut())

    def _function(self) -> Reading:
        name = yield
        count = (yield) | (yield) << 8
        body = bytearray()
        while len(body) < count:
            body.append((yield))
        if name == ord("H") and body[:2] == b"00" and len(body) == 6:
            self._process_id(bytes(body[2:]))
        elif name == ord("k"):
            self._qr(bytes(body))
        else:
            self.unknown.append(bytes((0x1D, 0x28, name)))

    def _process_id(self, mark: bytes) -> None:
        if self.process_id:
            self.work.append(Reply(b"7\x22" + mark + b"\x00"))

    def _qr(self, body: bytes) -> None:
        kind = body[1:2]
        if kind == b"C":
            self.module = body[2]
        elif kind == b"P":
            self.qr = body[3:]
        elif kind == b"Q":
            self._burn_qr()

    def _burn_qr(self) -> None:
        picture = io.BytesIO()
        code = segno.make(self.qr.decode("latin-1"), error="m", boost_error=False, micro=False)
        code.save(picture, kind="png", scale=self.module, border=0)
        square = Image.open(picture).convert("L")
        padded = Image.new("L", ((square.width + 7) // 8 * 8, square.height), 255)
        padded.paste(square)
        dots = bytes(byte ^ 0xFF for byte in padded.convert("1").tobytes())
        across = padded.width // 8
        for at in range(0, len(dots), across):
            self._burn(dots[at : at + across], 0)

    def _real_time(self) -> Reading:
        """Acted upon at reception already; here it is only stepped over."""
        name = yield
        if name == 0x14:
            kind = yield
            for _ in range({1: 2, 2: 2, 8: 7}.get(kind, 0)):
                yield
        elif name in (0x04, 0x05):
            yield
        elif name:
            self.unknown.append(bytes((0x10, name)))

    def _print_line(self) -> None:
        text, self.line = self.line, ""
        if text:
            self.work.append(text)
        self.work.extend(line_rows(text, self.align, self.bold, self.size, self.across))

    def _blank(self, rows: int) -> None:
        self.work.extend([bytes(self.across)] * rows)


_PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}


def _doubled(data: bytes) -> bytes:
    out = bytearray()
    for byte in data:
        bits = "".join(bit * 2 for bit in f"{byte:08b}")
        out += int(bits, 2).to_bytes(2, "big")
    return bytes(out)
