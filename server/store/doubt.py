"""Whether the store answers. While that is in doubt, one call finds out and the others do not wait.

Without this, everybody at a kiosk would stand before a frozen server for its whole time-out, one
after the other.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from server.domain.journal import Unavailable


class Doubt:
    def __init__(self) -> None:
        self.there = False
        self._asking = threading.Lock()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Around each call. Raises Unavailable at once while another call is finding out."""
        if not self.there:
            yield
            return
        if not self._asking.acquire(blocking=False):
            raise Unavailable("the store did not answer a moment ago")
        try:
            yield
            self.there = False
        finally:
            self._asking.release()
