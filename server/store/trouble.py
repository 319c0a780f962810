"""What an administrator has to mend before the store can be used."""

from __future__ import annotations

from server.domain.journal import Unavailable

RESTORE = "put the last copy back: suivant restore FILE"


class StoreError(Exception):
    """Said in one line, with the cure."""


class Damaged(Unavailable):
    """What stands in the store cannot be read. It may be one page of many."""
