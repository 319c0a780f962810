"""What a call says of itself in the API's description, where its signature does not tell: who may
ask, its key and its body, what it answers, and by which codes it may refuse.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import Enum
from json import dumps
from typing import Any

from pydantic import BaseModel

from server.domain.refusal import Code
from server.rim.access import STAFF_COOKIE
from server.rim.problems import NO_SUCH_PLACE, NOT_WRITABLE, STATUS, UNAVAILABLE, UNKNOWN_SITE
from server.rim.wish import KEY_LENGTH
from server.rim.words import REFUSALS

Schema = dict[str, Any]

SECURITY: Schema = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A device's token, printed once by `suivant device add`.",
    },
    "api_token": {
        "type": "http",
        "scheme": "bearer",
        "description": "For the town's own software, printed once by `suivant token create`: it "
        "opens the appointments of one site, and nothing else.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": STAFF_COOKIE,
        "description": "Set by `POST /api/v1/session`. A change that comes with it needs "
        "an `Origin` of our own, or `Sec-Fetch-Site: same-origin`.",
    },
}


class By(Enum):
    """Who may ask: in words, and by which of `SECURITY`, the usual one first."""

    EVERYBODY = ("everybody", ())
    HOLDER = ("whoever has the ticket's secret", ())
    KIOSK_OR_STAFF = ("a kiosk, or staff", ("token", "session"))
    STAFF_OR_KIOSK = ("staff, or a kiosk", ("session", "token"))
    DISPLAY_OR_STAFF = ("a display, or staff", ("token", "session"))
    STAFF = ("staff", ("session",))
    MANAGER = ("a manager", ("session",))
    MANAGER_OR_TOKEN = ("a manager, or an API token", ("session", "api_token"))
    PROMETHEUS = ("this machine, or whoever has `SUIVANT_METRICS_TOKEN`", ("token",))


AT_A_SITE = (UNKNOWN_SITE, UNAVAILABLE)
KNOWN_AT_A_SITE = (*AT_A_SITE, Code.NOT_SIGNED_IN, Code.FORBIDDEN)
CHANGING = (*KNOWN_AT_A_SITE, Code.CROSS_SITE, Code.INVALID)
"""By which codes any call of its kind may refuse; each call adds its own."""

FACTS = {
    **{"state": "the ticket is waiting", "number": "A042", "field": "services"},
    **{"time": "10:30", "opens": "10:00"},
}
"""What the sentences of the examples are filled with."""
SENTENCES = {
    **{code.value: sentence % FACTS for code, sentence in REFUSALS.items()},
    UNKNOWN_SITE: NO_SUCH_PLACE,
    UNAVAILABLE: NOT_WRITABLE,
}
STATUSES = {
    **{code.value: status for code, status in STATUS.items()},
    UNKNOWN_SITE: 404,
    UNAVAILABLE: 503,
}

LIKE = "x-like"
"""What an example changes of its model's, until `api.description` makes it. As a text, for FastAPI
leaves out whatever is null."""

_KEY: Schema = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH},
    "description": "Chosen by the caller. The same key with the same command, on the same site and "
    "day, gives the first answer again and changes nothing.",
}


def asked(
    by: By,
    body: type[BaseModel] | None = None,
    *,
    required: bool = False,
    examples: Mapping[str, object] | None = None,
    key: bool = False,
) -> Schema:
    """For `openapi_extra`. `key` and `body` are what `rim.wish` reads."""
    who, security = by.value
    extra: Schema = {"x-asked-by": who, "security": [{scheme: []} for scheme in security]}
    if key:
        extra["parameters"] = [_KEY]
    if body is not None:
        extra["requestBody"] = {"required": required, "content": _body(body, examples)}
    return extra


def _body(body: type[BaseModel], examples: Mapping[str, object] | None) -> Schema:
    content: Schema = {"schema": reference(body.__name__)}
    if examples:
        content["examples"] = {name: {"value": value} for name, value in examples.items()}
    return {"application/json": content}


def answers(says: str, model: Any = None, **example: object) -> Schema:
    """For one status of `responses`. `example`: what differs from the model's own."""
    if model is None:
        return {"description": says}
    content = {"application/json": {LIKE: dumps(example)}} if example else {}
    return {"description": says, "model": model, "content": content}


def refuses(*codes: str) -> dict[int | str, Schema]:
    """For the statuses of `responses` that are problems."""
    by_status: dict[int | str, list[str]] = defaultdict(list)
    for code in dict.fromkeys(codes):
        by_status[STATUSES[code]].append(str(code))
    return {status: _problems(by_status[status]) for status in sorted(by_status)}


def _problems(codes: Sequence[str]) -> Schema:
    content = {
        "schema": reference("Problem"),
        "examples": {code: {"value": problem(code)} for code in codes},
    }
    says = ", ".join(f"`{code}`" for code in codes)
    return {"description": says, "content": {"application/problem+json": content}}


def problem(code: str) -> Schema:
    """What the refusal looks like."""
    sentence, status = SENTENCES[code], STATUSES[code]
    return {
        "type": "about:blank",
        "title": sentence,
        "status": status,
        "detail": sentence,
        "code": code,
    }


def reference(model: str) -> Schema:
    return {"$ref": f"#/components/schemas/{model}"}
