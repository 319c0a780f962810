"""The town's crest, fetched once and kept beside the spool: jobs only say which one it is.

A ticket matters more than its crest: where it cannot be had, the paper comes without it.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import time
from http.client import HTTPException
from pathlib import Path
from urllib.request import Request, urlopen

import structlog

from server.protocol.printing import Document, LinesDocument

log = structlog.get_logger()

LARGEST = 400_000
"""Bytes; a site file takes 200 kB."""
KEPT = 4
PATIENCE = 3.0
"""Seconds that a visitor waits longer for her ticket, once."""
TRIED_AGAIN = 30.0


class Crests:
    def __init__(self, folder: Path, server: str = "", token: str = "") -> None:
        """`server`: its address as pages have it; without one, only what is kept is known."""
        self._folder, self._server, self._token = folder, server, token
        self._known: dict[str, str] = {}
        """In base64, as documents have it."""
        self._tried: dict[str, float] = {}

    async def dress(self, document: Document) -> Document:
        """The document with its picture."""
        if isinstance(document, LinesDocument) or document.logo or not document.crest:
            return document
        return document.model_copy(update={"logo": await self.find(document.crest)})

    async def find(self, crest: str) -> str | None:
        if crest not in self._known and self._may_try(crest):
            picture = await asyncio.to_thread(self._look, crest)
            if picture:
                self._known = {crest: base64.b64encode(picture).decode()}
        return self._known.get(crest)

    def _may_try(self, crest: str) -> bool:
        now = time.monotonic()
        if now - self._tried.get(crest, -TRIED_AGAIN) < TRIED_AGAIN:
            return False
        self._tried = {crest: now}
        return True

    def _look(self, crest: str) -> bytes | None:
        """Blocking."""
        place = self._folder / f"{crest}.png"
        try:
            if _is(crest, kept := place.read_bytes()):
                return kept
        except OSError:
            pass  # not kept yet, or its disk is ill
        try:
            fetched = self._fetch(crest)
        except (OSError, HTTPException, ValueError) as error:
            log.warning("no crest", reason=str(error))
            return None
        if not _is(crest, fetched):
            log.warning("no crest", reason="what came is another picture")
            return None
        self._keep(place, fetched)
        return fetched

    def _fetch(self, crest: str) -> bytes:
        if not self._server:
            raise ValueError("no server to ask")
        request = Request(
            f"{self._server}/api/v1/crests/{crest}",
            headers={"Authorization": f"Bearer {self._token}"},
        )
        with urlopen(request, timeout=PATIENCE) as answer:
            fetched: bytes = answer.read(LARGEST + 1)
        return fetched

    def _keep(self, place: Path, picture: bytes) -> None:
        """A disk that takes nothing costs a fetch at the next start."""
        try:
            self._folder.mkdir(exist_ok=True)
            place.write_bytes(picture)
            oldest = sorted(self._folder.glob("*.png"), key=lambda kept: kept.stat().st_mtime)
            for one in oldest[:-KEPT]:
                one.unlink()
        except OSError as error:
            log.warning("the crest is not kept", reason=str(error))


def _is(crest: str, picture: bytes) -> bool:
    return hashlib.sha256(picture).hexdigest() == crest
