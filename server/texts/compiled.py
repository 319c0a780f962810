"""What is made of words and templates at their first use, found again at the next start.

To read ten languages and to compile a screen's templates took the first page after a start some
seventy milliseconds. The folder may be emptied at any time: what is not there, or was made of
something else, is made anew.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

FOLDER = "compiled"
"""In the data folder, which is its owner's alone: compiled templates are code."""
SEAL = 32
"""Bytes."""


class Workshop:
    """Where the results are kept; nowhere, until somebody says where."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def settle(self, data_folder: Path) -> None:
        self._folder = data_folder / FOLDER

    def found(self, name: str, made_of: bytes) -> bytes | None:
        """What was kept under this name, if it was made of the same."""
        if self._folder is None:
            return None
        with suppress(OSError):
            if not _is_ours(self._folder):
                return None
            kept = (self._folder / name).read_bytes()
            made = kept[SEAL:]
            if kept[:SEAL] == _seal(made_of, made):
                return made
        return None

    def keep(self, name: str, made_of: bytes, made: bytes) -> None:
        """Whole or not at all: others read while we write. A full disk is not told from here."""
        if self._folder is None:
            return
        with suppress(OSError):
            if not _is_ours(self._folder.parent):
                return  # root's would be in the way of whoever serves
            self._folder.mkdir(mode=0o700, exist_ok=True)
            descriptor, path = tempfile.mkstemp(dir=self._folder)
            part = Path(path)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(_seal(made_of, made) + made)
                part.replace(self._folder / name)
            except OSError:
                part.unlink()


def _is_ours(folder: Path) -> bool:
    """What is found here is run. Raises OSError."""
    return folder.stat().st_uid == os.geteuid()


def _seal(made_of: bytes, made: bytes) -> bytes:
    return sha256(made_of + made).digest()


WORKSHOP = Workshop()
