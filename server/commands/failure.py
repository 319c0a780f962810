"""A failure that is said in one line."""

from __future__ import annotations


class Failure(Exception):
    """Ends the command with exit code 1."""
