"""What a request carries: its key and its body (`rim.described` tells of them)."""

from __future__ import annotations

from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from server.domain.refusal import Code
from server.rim.problems import Refused

KEY_LENGTH = 200
Body = TypeVar("Body", bound=BaseModel)


def key_of(request: Request) -> str | None:
    """The idempotency key, if any. Raises `invalid` for one that is empty or too long."""
    key = request.headers.get("idempotency-key")
    if key is not None and not 0 < len(key) <= KEY_LENGTH:
        raise Refused(Code.INVALID, field="Idempotency-Key")
    return key


async def body_of(request: Request, kind: type[Body]) -> Body:
    """The request's body; an empty one is an empty object. Raises `invalid`, naming the fields."""
    try:
        return kind.model_validate_json(await request.body() or b"{}")
    except ValidationError as error:
        fields = ", ".join(".".join(str(p) for p in e["loc"]) or "body" for e in error.errors())
        raise Refused(Code.INVALID, field=fields) from error
