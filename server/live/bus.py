"""Hints between processes, through NATS: lost ones cost a moment and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

import structlog
from pydantic import ValidationError

from server.protocol.hints import Hear, Hint

log = structlog.get_logger()

RECONNECT_SECONDS = 1
PING_SECONDS = 2
UNANSWERED_PINGS = 2
"""A bus that has frozen is known within eight seconds: the line stays, so nothing else tells."""


class NatsBus:
    """Through a NATS server, or one of several (a comma between them), which may come and go."""

    SUBJECT = "suivant.hints."
    """Then the site: a leaf node's permissions can let its own town's hints pass alone."""

    def __init__(self, url: str) -> None:
        from nats.aio.client import Client

        self._servers = url.split(",")
        self._client = Client()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def connected(self) -> bool:
        return bool(self._client.is_connected)

    async def open(self, hear: Hear) -> None:
        """Returns at once; connects when the bus is there, and again whenever it comes back."""
        self._start(self._connect(hear))

    def tell(self, hint: Hint) -> None:
        if self.connected:
            message = hint.model_dump_json().encode()
            self._start(self._publish(self.SUBJECT + hint.site, message))

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if not self._client.is_closed:
            await self._client.close()

    async def _connect(self, hear: Hear) -> None:
        from nats.aio.msg import Msg
        from nats.errors import Error

        async def heard(message: Msg) -> None:
            _hear(hear, message.data)

        while True:
            try:
                await self._client.connect(
                    self._servers,
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=RECONNECT_SECONDS,
                    ping_interval=PING_SECONDS,
                    max_outstanding_pings=UNANSWERED_PINGS,
                    error_cb=_complain,
                    pending_size=0,
                )
                await self._client.subscribe(self.SUBJECT + ">", cb=heard)
                return
            except (Error, OSError) as error:
                log.warning("bus_unavailable", error=str(error))
                await asyncio.sleep(RECONNECT_SECONDS)

    async def _publish(self, subject: str, message: bytes) -> None:
        from nats.errors import Error

        try:
            await self._client.publish(subject, message)
        except (Error, OSError) as error:
            log.warning("hint_lost", error=str(error))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _hear(hear: Hear, message: bytes) -> None:
    try:
        hear(Hint.model_validate_json(message))
    except ValidationError as error:
        log.warning("bus_said_nonsense", error=str(error))


async def _complain(error: Exception) -> None:
    log.warning("bus_unavailable", error=str(error))
