"""Logs: one JSON object a line on stderr, for machines; readable lines for a person who watches.

No ticket, name or note is ever logged: what happened to whom is in the journal alone.
"""

from __future__ import annotations

import sys

import structlog


def set_up_logs() -> None:
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
