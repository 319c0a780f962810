"""Is it alive, is it ready, and what does it measure."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from server.domain.journal import Unavailable
from server.protocol.place import Alive, Readiness
from server.rim.described import By, answers, asked
from server.store.store import Store

router = APIRouter(prefix="/health", tags=["health"])


@router.get(
    "/live",
    summary="Is it alive?",
    responses={200: answers("It is", Alive)},
    openapi_extra=asked(By.EVERYBODY),
)
async def live() -> Response:
    """The process answers; nothing else is looked at."""
    return JSONResponse({"live": True})


@router.get(
    "/ready",
    summary="Is it ready?",
    responses={
        200: answers("It is", Readiness),
        503: answers("What is missing", Readiness, ready=False, missing=["store"]),
    },
    openapi_extra=asked(By.EVERYBODY),
)
async def ready(request: Request) -> Response:
    """Whether it can write a ticket down: the store, the bus and the writer."""
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
