"""What every way of installing the tests' browser shares."""

from __future__ import annotations

import subprocess
import sys


class NoBrowser(Exception):
    """No way of getting a Chromium worked; says what to do."""


def run(*command: str, env: dict[str, str] | None = None) -> str:
    """What the command printed; its complaints go where ours go."""
    return subprocess.run(
        command, env=env, check=True, stdout=subprocess.PIPE, text=True, timeout=600
    ).stdout


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
