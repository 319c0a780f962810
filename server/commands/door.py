"""The door that a server opens: tried before anything else is done or said."""

from __future__ import annotations

import errno
import socket

from server.commands.failure import Failure


def open_door(host: str, port: int) -> socket.socket:
    """Raises Failure."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            cure = f"--port {port + 1}" if port < 65535 else "--port 8000"
            raise Failure(f"port {port} is taken by another program; try {cure}") from error
        raise Failure(f"{host}:{port} cannot be opened: {error.strerror}") from error
