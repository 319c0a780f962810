"""A planning file's text, whoever wrote it."""

from __future__ import annotations

from server.planning.mistakes import FileMistake, PlanningFileError
from server.protocol.brought import BadText, decoded_from_an_office
from server.texts.catalogue import gettext_noop

LARGEST = 2_000_000
"""Bytes: a year of a large town hall, with all that office software adds."""
_TOO_LARGE = gettext_noop(
    "the file is larger than %(largest)s kB; export fewer weeks, or check that it is the right file"
)
_UNREADABLE = gettext_noop("the file cannot be read as text; save it as CSV in UTF-8")


def text_of(data: bytes) -> str:
    """Raises PlanningFileError."""
    if len(data) > LARGEST:
        raise PlanningFileError([FileMistake(_TOO_LARGE, {"largest": LARGEST // 1000})])
    try:
        return decoded_from_an_office(data)
    except BadText as error:
        raise PlanningFileError([FileMistake(_UNREADABLE, number=error.line)]) from error


def is_calendar(data: bytes) -> bool:
    """iCalendar says its name first, whatever the letters are written in."""
    head = data[:200].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    return head.lstrip(b"\xff\xfe \r\n").upper().startswith(b"BEGIN:VCALENDAR")
