"""The line a request comes by: its head is small, and all of it comes soon, or it is let go.

Uvicorn waits for ever for the rest of a request, and reads a head of any length.
"""

from __future__ import annotations

import asyncio
import json
import logging
from asyncio.transports import BaseTransport
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from server.rim.origin import is_host
from server.rim.seldom import SELDOM

HEAD = 16 * 1024
"""Bytes of the address and all headers."""
SOCKET_LINE = 8_000
SOCKET_HEADERS = 100
"""What the WebSocket's own reader takes of one line, and of lines."""
WHOLE_WITHIN = 10.0
"""Seconds from a request's first byte to its last."""

# What cannot be read is told by us, seldom. What is an error is still an error.
_library = logging.getLogger("uvicorn.error.requests")
_library.setLevel(logging.ERROR)


class Unacceptable(Exception):
    """Stops the parser; it asks for an answer then."""


class RequestLine(HttpToolsProtocol):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.logger = _library
        self._in_head = True
        self._got = 0
        """Bytes since the last request was whole, until this one's head is."""
        self._is_a_socket = False
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._got += len(data)
        super().data_received(data)
        if self.transport.is_closing() or self._is_a_socket:
            return
        if self._in_head and self._got > HEAD:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif self._is_whole:
            self._wait_no_more()
        else:
            self._wait()

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._got = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        hosts = [value.decode("latin-1") for name, value in self.headers if name == b"host"]
        if self._got > HEAD or not all(map(is_host, hosts)):
            raise Unacceptable
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._in_head, self._got = True, 0

    def send_400_response(self, msg: str) -> None:
        too_large = self._got > HEAD
        self._refuse(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if too_large else HTTPStatus.BAD_REQUEST
        )

    def handle_websocket_upgrade(self) -> None:
        self._wait_no_more()
        if len(self.url) > SOCKET_LINE:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG)
        elif _is_too_much(self.headers):
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        else:
            self._is_a_socket = True  # another protocol's from now on
            super().handle_websocket_upgrade()

    @property
    def _is_whole(self) -> bool:
        """The request has arrived, and its answer is being made."""
        cycle = self.cycle
        return cycle is not None and not cycle.more_body and not cycle.response_complete

    def _wait(self) -> None:
        """From the first byte on: drip by drip nobody gains time."""
        if self._patience is None:
            self._patience = self.loop.call_later(WHOLE_WITHIN, self._out_of_patience)

    def _wait_no_more(self) -> None:
        if self._patience:
            self._patience.cancel()
            self._patience = None

    def _out_of_patience(self) -> None:
        self._patience = None
        if self._got or not self._in_head:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        else:
            self.transport.close()  # opened in advance, as browsers do

    def _refuse(self, status: HTTPStatus) -> None:
        self._wait_no_more()
        if self.transport.is_closing():
            return
        SELDOM.warn("request_refused", status.phrase.lower())
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self.transport.write(_answer(status))
        self.transport.close()


def _is_too_much(headers: list[tuple[bytes, bytes]]) -> bool:
    longest = max((len(name) + len(value) for name, value in headers), default=0)
    return longest > SOCKET_LINE or len(headers) > SOCKET_HEADERS


def _answer(status: HTTPStatus) -> bytes:
    problem = {"title": status.phrase, "status": status, "detail": status.phrase, "code": "invalid"}
    body = json.dumps(problem)
    return (
        f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        "content-type: application/problem+json\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n\r\n{body}"
    ).encode()
