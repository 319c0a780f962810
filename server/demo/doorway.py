"""Where the demonstration listens, and under which address people reach it."""

from __future__ import annotations

import socket

from server.commands.failure import Failure

EVERYWHERE = ("0.0.0.0", "::")
ELSEWHERE = ("192.0.2.1", 9)
"""An address that nobody has (RFC 5737): asked for the way there, the system names our own end."""


def address_here(host: str, port: int) -> str:
    """For this machine's own browser: its loopback, whose guest the wall believes."""
    name = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def address_on_the_network(port: int) -> str:
    """For a phone in the same network. Raises Failure when there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ours:
        try:
            ours.connect(ELSEWHERE)  # nothing is sent
        except OSError as error:
            raise Failure("this machine is in no network; leave --lan out") from error
        return f"http://{ours.getsockname()[0]}:{port}"
