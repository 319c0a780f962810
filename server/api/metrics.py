"""`/metrics` for Prometheus: from this machine, or with the token."""

from __future__ import annotations

import hmac
import os
from pathlib import Path

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from starlette.responses import PlainTextResponse, Response

from server.domain.refusal import Code
from server.rim.asker import settings_of
from server.rim.described import By, asked, refuses
from server.rim.origin import is_of_this_machine
from server.rim.problems import Refused

router = APIRouter(tags=["health"])
MEASURES = {"text/plain": {"example": 'suivant_commands_total{command="TakeTicket"} 118.0\n'}}


@router.get(
    "/metrics",
    summary="What it measures",
    response_class=PlainTextResponse,
    responses={
        200: {"description": "Measures, in Prometheus's text format", "content": MEASURES},
        **refuses(Code.FORBIDDEN),
    },
    openapi_extra=asked(By.PROMETHEUS),
)
async def metrics(request: Request) -> Response:
    """For Prometheus."""
    if not _may_read(request):
        raise Refused(Code.FORBIDDEN)
    return Response(generate_latest(_registry()), media_type=CONTENT_TYPE_LATEST)


def _registry() -> CollectorRegistry:
    """Of this process; of all of them where there are several (server/serving.py)."""
    together = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if together is None:
        return REGISTRY
    for file in Path(together).glob("gauge_live*.db"):
        pid = file.stem.rpartition("_")[2]
        if not Path(f"/proc/{pid}").exists():  # its screens have gone with it
            mark_process_dead(pid)  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _may_read(request: Request) -> bool:
    token = settings_of(request).metrics_token
    if token:
        told = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(told.encode(), token.encode())
    return is_of_this_machine(request)
