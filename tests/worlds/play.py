"""Scenes in a thread of their own: the browser's driver keeps a loop in the tests' thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def apart(scene: Callable[[], T]) -> T:
    with ThreadPoolExecutor(1) as stage:
        return stage.submit(scene).result()


def play(scene: Coroutine[Any, Any, T]) -> T:
    """An asyncio scene, from an ordinary test."""
    return apart(lambda: asyncio.run(scene))
