"""Where a copy may be written: never over the store, nor over anything that is no copy."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from server.store.files import BESIDE, StoreFiles
from server.store.trouble import StoreError
from server.store.whole import is_copy

ANOTHER = "name another file"


def target_of(file: Path, files: StoreFiles, reserved: Collection[Path]) -> Path:
    """What the name leads to. `reserved`: what others keep, files and folders.

    Raises StoreError, OSError.
    """
    target = file.resolve()
    if files.has(target):
        raise StoreError(f"{file} is the store itself; {ANOTHER}")
    if target.name.endswith(BESIDE):
        raise StoreError(f"{file} is a name that a store has for a file of its own; {ANOTHER}")
    if any(target.is_relative_to(kept.resolve()) for kept in reserved):
        raise StoreError(f"{file} is where the server keeps something else; {ANOTHER}")
    if not target.parent.is_dir():
        raise StoreError(f"the folder {target.parent} is not there; make it first")
    if target.exists():
        _check_that_it_may_go(file, target)
    return target


def _check_that_it_may_go(file: Path, target: Path) -> None:
    if target.is_dir():
        raise StoreError(f"{file} is a folder; name a file in it")
    if not target.is_file():
        raise StoreError(f"{file} is no ordinary file; {ANOTHER}")
    if not is_copy(target):
        raise StoreError(
            f"{file} is there already and is no copy made by suivant backup; {ANOTHER}"
        )
