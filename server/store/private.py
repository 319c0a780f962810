"""What the store keeps is its owner's alone, whatever the umask, and stays its owner's when root
was at work: what root makes here, the server could not open."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
OTHERS = 0o077


def make_folder(folder: Path) -> None:
    """Raises OSError."""
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)


def open_private(file: Path) -> int:
    """For reading and writing, made if it is not there. Raises OSError."""
    try:
        made = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE)
    except FileExistsError:
        return os.open(file, os.O_RDWR | os.O_CLOEXEC)
    give(made, file.parent)
    return made


def give(descriptor: int, like: Path) -> None:
    """To the owner of `like`, if we may."""
    os.fchmod(descriptor, FILE)
    if os.geteuid() == 0:
        owner = like.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)


def shut(paths: Iterable[Path]) -> None:
    """Those that are ours to shut; what is somebody else's, the doctor tells."""
    for path in open_to_others(paths):
        if path.stat().st_uid == os.geteuid() or os.geteuid() == 0:
            path.chmod(FOLDER if path.is_dir() else FILE)


def shut_folder(folder: Path, ours: Collection[str]) -> None:
    """One that holds nothing but ours: a slip in the settings must not shut /srv, or a home."""
    is_shared = folder.stat().st_mode & stat.S_ISVTX or folder.resolve().parent == Path("/")
    strangers = [each for each in folder.iterdir() if each.is_dir() and each.name not in ours]
    if not is_shared and not strangers:
        shut([folder])


def open_to_others(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.exists() and stat.S_IMODE(path.stat().st_mode) & OTHERS]
