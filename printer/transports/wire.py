"""What every wire offers."""

from __future__ import annotations

from typing import Protocol


class Submitted(Protocol):
    """A job, as far as a line cares."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> str: ...


class Unreachable(OSError):
    """The printer cannot be opened now; the message says what to look at."""


class Lost(OSError):
    """The connection broke in use: what was on its way may or may not arrive."""


class Wire(Protocol):
    """One open line to one printer, for one writer."""

    two_way: bool
    """Whether answers can come back at all."""

    async def write(self, data: bytes) -> None:
        """Returns when the line has taken all bytes. Raises `Lost`."""

    async def read(self) -> bytes:
        """The next answer bytes, at least one. Raises `Lost`."""

    async def finish(self, job: Submitted) -> None:
        """All of the job, or of its void notice, is written: a line that submits whole jobs
        submits it now. Raises `Lost`, or `Unreachable` when nothing was taken."""

    async def close(self) -> None:
        """Drops what is unsent: bytes that arrive later would print a second ticket."""
