"""How far each site's journal has come, kept in a file of its own, apart from the store.

SQLite goes on without a word when its log was deleted or its end is missing, and so does PostgreSQL
when an older dump was put back: the day is then simply shorter, and numbers that people hold are
given again. This file knows of them. A place is noted after its facts are on the disk and before
anybody is told, so that the journal is never behind it.
"""

from __future__ import annotations

import fcntl
import os
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import make_url

from server.store.files import PLACES, files_of
from server.store.private import make_folder, open_private

Reached = tuple[date, int]
BEFORE_ALL: Reached = (date.min, 0)
WIDTH = 64
"""Bytes of a line: each site has its own, written over and over, so that the file never grows."""
PATIENCE = 0.05
"""Seconds, many thousand times what a turn takes: a process that froze in its own holds up nobody.
"""


def places_file(url: str, folder: Path | None) -> Path | None:
    """SQLite's stands beside it. PostgreSQL's in `folder`, under the database's name: each machine
    knows what its own servers said. None for a store in memory, and where there is no folder."""
    if files := files_of(url):
        return files.beside(PLACES)
    address = make_url(url)
    if folder is None or address.drivername.startswith("sqlite"):
        return None
    return folder / f"{quote(address.database or 'postgresql', safe='')}{PLACES}"


class Places:
    """For one thread, `flush` excepted; other processes write in the same file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None
        self._numbers: dict[str, int] = {}
        """Of the sites' lines, as the file had them when it was last read."""
        self._is_new = False

    def note(self, places: Iterable[tuple[str, Reached]]) -> None:
        """Some microseconds. A full disk is told by the store; here nothing is lost yet."""
        with suppress(OSError):
            if self._descriptor is None:
                self._descriptor = open_private(self._file)
            with _turn(self._descriptor):
                for site, place in places:
                    self._write(self._descriptor, site, place)

    def flush(self) -> None:
        """Onto the disk: until then a power cut, but no crash, may take what was noted."""
        if self._is_new and self._descriptor is not None:
            self._is_new = False
            os.fdatasync(self._descriptor)

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.fsync(descriptor)
            os.close(descriptor)

    def _write(self, descriptor: int, site: str, place: Reached) -> None:
        """Unless another process, which was later than we, has noted a later one of this day.

        Of another day: a clock that was a year ahead for a moment must not end the watch.
        """
        number, noted = self._line_of(descriptor, site)
        if place[0] != noted[0] or place > noted:
            os.pwrite(descriptor, _line(site, place), number * WIDTH)
            self._is_new = True

    def _line_of(self, descriptor: int, site: str) -> tuple[int, Reached]:
        """A site without a line gets the next."""
        if (number := self._numbers.get(site)) is not None:
            line = os.pread(descriptor, WIDTH, number * WIDTH)
            for _, whose, place in _lines(line):
                if whose == site:
                    return number, place
        content = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
        lines = {whose: (n, place) for n, whose, place in _lines(content)}
        self._numbers = {whose: n for whose, (n, _) in lines.items()}
        end = -(-len(content) // WIDTH)
        self._numbers.setdefault(site, end)
        return lines.get(site, (end, BEFORE_ALL))


@contextmanager
def _turn(descriptor: int) -> Iterator[None]:
    """So that nobody puts an older place over a newer one."""
    until = time.monotonic() + PATIENCE
    while not _is_ours(descriptor) and time.monotonic() < until:
        time.sleep(PATIENCE / 100)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _is_ours(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def read_places(file: Path) -> dict[str, Reached]:
    """What is there no more, or was half written when the power went, is not known."""
    with suppress(FileNotFoundError):
        return {site: place for _, site, place in _lines(file.read_bytes())}
    return {}


def write_places(file: Path, places: Mapping[str, Reached]) -> None:
    """From now on these, for whoever is alone on the store. Raises OSError."""
    make_folder(file.parent)
    descriptor = open_private(file)
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, b"".join(_line(*place) for place in sorted(places.items())), 0)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _line(site: str, place: Reached) -> bytes:
    told = f"{site:<32} {place[0]} {place[1]:>10} "
    return f"{told}{zlib.crc32(told.encode()):08x}\n".encode()


def _lines(content: bytes) -> Iterator[tuple[int, str, Reached]]:
    """Which line, whose, how far."""
    for n in range(len(content) // WIDTH):
        line = content[n * WIDTH : (n + 1) * WIDTH]
        told, check = line[:-9], line[-9:-1]
        if check == f"{zlib.crc32(told):08x}".encode():
            site, day, seq = told.decode().split()
            yield n, site, (date.fromisoformat(day), int(seq))
