"""`/metrics` for Prometheus: from this machine, or with the token."""

from __future__ import annotations

import hmac
import ipaddress
import os
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from starlette.responses import PlainTextResponse, Response

from server.domain.refusal import Code
from server.rim.asker import settings_of
from server.rim.described import By, asked, refuses
from server.rim.origin import sane_host
from server.rim.problems import Refused

router = APIRouter(tags=["health"])
PASSED_ON = (
    *("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"),
    *("x-forwarded-port", "x-forwarded-server", "x-real-ip", "x-client-ip", "true-client-ip"),
    *("cf-connecting-ip", "cdn-loop", "x-original-forwarded-for", "x-cluster-client-ip"),
)
"""What proxies add."""
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
    return not settings_of(request).trusted_proxies and _is_of_this_machine(request)


def _is_of_this_machine(request: Request) -> bool:
    """From here, to here, and by nobody's hand: a proxy on this machine asks for the whole world.

    Most say whom they ask for, or pass on the name by which they were asked; the one that does
    neither by default, nginx, speaks HTTP 1.0.
    """
    passed_on = any(name in request.headers for name in PASSED_ON)
    host = urlsplit(f"//{sane_host(request) or ''}").hostname or ""
    asked_of_us = host == "localhost" or _is_loopback(host)
    from_here = _is_loopback(request.client.host if request.client else "")
    return from_here and asked_of_us and not passed_on and request.scope["http_version"] != "1.0"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
