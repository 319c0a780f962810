"""A failure that is said in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from pydantic import ValidationError

from server.protocol.brought import BadText
from server.settings import SettingError, Settings, mistakes

T = TypeVar("T")


class Failure(Exception):
    """Ends the command with exit code 1."""


@contextmanager
def about(what: str) -> Iterator[None]:
    """Around a text that somebody brought: what is wrong is said of this. Raises Failure."""
    try:
        yield
    except BadText as error:
        raise Failure(f"{what}: {error}") from error


def understood(name: str, read: Callable[[str], T], value: str) -> T:
    """What a setting means. Raises Failure."""
    try:
        return read(value)
    except ValueError as error:
        raise Failure(f"SUIVANT_{name}: {error}") from error


def said_of(error: Exception) -> str | None:
    """What a person is told; None for what nobody foresaw."""
    match error:
        case Failure() | SettingError():
            return str(error)
        case ValidationError() if error.title == Settings.__name__:
            return mistakes(error)
        case OSError() if error.filename is not None:
            return (
                f"{error.filename}: {error.strerror}; is it where it should be, "
                "and may this user open it?"
            )
    return None
