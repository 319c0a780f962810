"""Requests and sockets that wait as long as their test: nothing here gives up by itself, for a
machine may be busy. What hangs is ended by the whole test's limit (`timeout` in pyproject.toml)."""

from __future__ import annotations

from functools import partial

import httpx
from websockets.sync import client

PATIENCE = 300.0
"""Seconds, where a limit has to be given: what is waited for mostly comes in a moment."""

get = partial(httpx.get, timeout=None)
post = partial(httpx.post, timeout=None)
delete = partial(httpx.delete, timeout=None)
request = partial(httpx.request, timeout=None)
Client = partial(httpx.Client, timeout=None)
connect = partial(client.connect, open_timeout=None, ping_interval=None)
