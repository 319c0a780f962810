"""What a person reads who started the server by hand: the trace of a bug, and nobody's secrets."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

BUG = """
import structlog
from server.logs import set_up_logs

def sign_in(password):
    return 1 / 0

set_up_logs()
try:
    sign_in("correct horse battery")
except ZeroDivisionError:
    structlog.get_logger().exception("a_bug")
"""


def test_a_bug_on_a_terminal_shows_no_variable() -> None:
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-c", BUG], stderr=theirs, check=True)
    os.close(theirs)
    told = os.read(ours, 65_536).decode()
    os.close(ours)

    assert "ZeroDivisionError" in told and "a_bug" in told
    assert "correct horse battery" not in told.replace('sign_in("correct horse battery")', "")
