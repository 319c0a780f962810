"""Logs: one JSON object a line on stderr, for machines; readable lines for a person who watches.

No ticket, name or note is ever logged: what happened to whom is in the journal alone.
"""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import Processor


def set_up_logs() -> None:
    """Of our own events and of the libraries': a traceback stands inside its event."""
    begun: list[Processor] = [structlog.processors.add_log_level, _stamp()]
    rendered = _rendered()
    structlog.configure(
        processors=[*begun, *rendered],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    libraries = logging.StreamHandler(sys.stderr)
    libraries.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=begun,
            processors=[ProcessorFormatter.remove_processors_meta, *rendered],
        )
    )
    logging.basicConfig(handlers=[libraries])  # does nothing the second time


def only_errors() -> None:
    """For somebody who looks at the screens: what a printer misses is told there."""
    least = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=least)


def _stamp() -> Processor:
    if sys.stderr.isatty():  # a person reads it, whose clock hangs on the wall
        return structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False)
    return structlog.processors.TimeStamper(fmt="iso", utc=True)


def _rendered() -> list[Processor]:
    if sys.stderr.isatty():
        # Rich, where it is installed, would print every variable: passwords, secrets, notes.
        plain = structlog.dev.plain_traceback
        return [structlog.dev.ConsoleRenderer(exception_formatter=plain)]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
