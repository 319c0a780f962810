"""What the server would log: a traceback there is a breach, whatever people were told."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog


@contextmanager
def listening(complain: Callable[[str], None]) -> Iterator[None]:
    before = structlog.get_config()

    def hear(logger: object, method: str, event: MutableMapping[str, Any]) -> Any:
        if error := event.get("exc_info"):
            complain(f"logged: {event['event']}: {_told(error)}")
        raise structlog.DropEvent

    structlog.configure(processors=[hear], cache_logger_on_first_use=False)
    try:
        yield
    finally:
        structlog.configure(**before)


def _told(error: object) -> str:
    current = error if isinstance(error, BaseException) else sys.exc_info()[1]
    return "".join(traceback.format_exception(current)[-3:]) if current else ""
