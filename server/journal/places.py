"""How far each site's journal has come, kept in a file of its own beside a SQLite store.

SQLite goes on without a word when its log was deleted or its end is missing: the day is then simply
shorter, and numbers that people hold are given again. This file knows of them. A place is noted
after its facts are on the disk and before anybody is told, so that the journal is never behind it.
"""

from __future__ import annotations

import fcntl
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from server.store.files import files_of
from server.store.private import open_private

Reached = tuple[date, int]
BEFORE_ALL: Reached = (date.min, 0)
WIDTH = 64
"""Bytes of a line: each site has its own, written over and over, so that the file never grows."""


class Places:
    """For one thread, `flush` excepted."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None
        self._lines: dict[str, int] = {}
        self._newest: dict[str, Reached] = {}
        self._is_new = False

    def note(self, places: Iterable[tuple[str, Reached]]) -> None:
        """Some microseconds. A full disk is told by the store; here nothing is lost yet."""
        with suppress(OSError):
            for site, place in places:
                if place > self._newest.get(site, BEFORE_ALL):
                    self._write(site, place)

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

    def _write(self, site: str, place: Reached) -> None:
        if self._descriptor is None:
            self._descriptor = open_private(self._file)
            self._read(self._descriptor)
        if site not in self._lines:
            self._begin_line(self._descriptor, site)
        if place >= self._newest.get(site, place):
            os.pwrite(self._descriptor, _line(site, place), self._lines[site] * WIDTH)
            self._newest[site], self._is_new = place, True

    def _begin_line(self, descriptor: int, site: str) -> None:
        """Another process may have begun it, or another site's where it would stand."""
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        try:
            length = self._read(descriptor)
            if site not in self._lines:
                self._lines[site] = -(-length // WIDTH)
                os.pwrite(descriptor, _line(site, BEFORE_ALL), self._lines[site] * WIDTH)
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)

    def _read(self, descriptor: int) -> int:
        content = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
        for n, site, place in _lines(content):
            self._lines[site], self._newest[site] = n, place
        return len(content)


def places_of(url: str) -> Places | None:
    """None for a store that keeps watch over its own end, as PostgreSQL does."""
    files = files_of(url)
    return Places(files.beside(".places")) if files else None


def read_places(file: Path) -> dict[str, Reached]:
    """What is there no more, or was half written when the power went, is not known."""
    with suppress(FileNotFoundError):
        return {site: place for _, site, place in _lines(file.read_bytes())}
    return {}


def write_places(file: Path, places: Mapping[str, Reached]) -> None:
    """From now on these, for whoever is alone on the store."""
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
