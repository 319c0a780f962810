"""Is it alive, is it ready, and what does it measure."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from server.domain.journal import Unavailable
from server.store.store import Store

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live")
async def live() -> Response:
    return JSONResponse({"live": True})


@router.get("/ready")
async def ready(request: Request) -> Response:
    """503 with what is missing."""
    store: Store = request.app.state.store
    missing = []
    try:
        await asyncio.to_thread(store.prove)
    except Unavailable:
        missing.append("store")
    if not request.app.state.receptions.bus.connected:
        missing.append("bus")
    if not request.app.state.receptions.writer.running:
        missing.append("writer")
    return JSONResponse({"ready": not missing, "missing": missing}, 503 if missing else 200)
