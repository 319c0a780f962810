"""Ports that nobody else will take: not another test process, not a socket on its way out."""

from __future__ import annotations

import fcntl
import os
import socket
import tempfile
from pathlib import Path

# Below those that Linux and macOS give to outgoing connections: ours stays free while its server
# is being restarted.
PORTS = range(20_000, 32_000)
_LAST = Path(tempfile.gettempdir()) / f"suivant-test-port-{os.getuid()}"


def free_port() -> int:
    """The next one; all test processes of this machine draw from one row."""
    with _LAST.open("a+") as last, socket.socket() as probe:
        fcntl.flock(last, fcntl.LOCK_EX)
        last.seek(0)
        port = int(last.read() or PORTS[-1])
        while True:
            port = port + 1 if port < PORTS[-1] else PORTS[0]
            try:
                probe.bind(("127.0.0.1", port))
                break
            except OSError:
                continue
        last.truncate(0)
        last.write(str(port))
        return port
