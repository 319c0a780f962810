"""The API's description at /api/openapi.json: FastAPI's own, completed until a client can be made
of it and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from json import loads
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from server.api.examples import changed, example_of, name_of
from server.application.counters import STAFF_ACTIONS
from server.protocol.appointments import AppointmentRequest
from server.protocol.exceptional import ExceptionalDayRequest
from server.protocol.interrupting import InterruptRequest
from server.protocol.lab import LabRequest
from server.protocol.printing import PrintsRequest
from server.protocol.queue import ActionRequest, LaterRequest, NextRequest, Problem, TakeRequest
from server.protocol.roster import RosterRequest
from server.rim.described import LIKE, SECURITY, Schema, problem

FIRST: tuple[tuple[str, str], ...] = (
    (
        "Who asks",
        "A kiosk, a board or a printer sends `Authorization: Bearer TOKEN`, the token that "
        "`suivant device add` printed once. Staff sign in with `POST /api/v1/session` and send "
        "its cookie; a change that comes with a cookie needs an `Origin` equal to the server's "
        "address, or `Sec-Fetch-Site: same-origin`, else it is refused with `cross_site`. "
        "The town's own software sends `Authorization: Bearer TOKEN` with the token that `suivant "
        "token create` printed once: it opens the appointments of its site and nothing else. "
        "A visitor needs the ticket's secret alone.",
    ),
    (
        "Times",
        "Times are RFC 3339 in UTC, as in `2026-11-24T08:00:43Z`; a time you send needs an "
        "offset. A day begins at the site's hour (`rollover`), not at midnight. "
        "Minutes are whole numbers.",
    ),
    (
        "Words",
        "Sentences come in the language of `Accept-Language` (or `?lang=`), French otherwise. "
        "Codes and names of fields never change, and new fields may come: ignore what you do "
        "not know.",
    ),
    (
        "Once, however often it is sent",
        "Every POST that changes a queue takes `Idempotency-Key`, chosen by you: the same key "
        "with the same command, on the same site and day, gives the first answer again and "
        "changes nothing. When an answer is lost, send again with the same key. The same key "
        "with another command is `invalid`. A refusal is not kept: it is decided anew.",
    ),
    (
        "When the answer is no",
        "A refusal is `application/problem+json` (RFC 9457) and changes nothing. Its `code` is "
        "stable; its `detail` is a sentence that can be shown to a person. Any call may also "
        "answer 413 (a body over 64 KiB) or 500 (`bug`: our mistake, nothing was changed). "
        "With 429 and 503, `Retry-After` says after how many seconds it is worth asking again.",
    ),
)
"""What holds for every call: (title, words)."""

TAGS: Mapping[str, str] = {
    "session": "Staff sign in and out",
    "visitors": "What everybody may ask",
    "tickets": "Take and move tickets",
    "counters": "At the counter",
    "appointments": "Hours agreed on beforehand",
    "office": "The board, the journal, fairness, the roster, the lab, paper",
    "health": "Is it well",
}

PARAMETERS: Mapping[str, tuple[str, object]] = {
    "site": ("The site's slug", "mairie"),
    "counter": ("The counter's code", "1"),
    "id": ("The appointment, as the town's own software calls it", "rdv-1042"),
    "service": ("The service's code", "identity"),
    "number": ("The ticket's number, of today", "A042"),
    "action": ("What is done", "transfer"),
    "token": ("The ticket's secret", "EbiaB_TLx2HzgKKgHtQjB9"),
    "day": ("Which day; today when absent", "2026-11-24"),
    "if-match": ("The `ETag` of the plan that you read; * for whatever it is by now", "*"),
    "from": ("The first day; thirty days before the last when absent", "2026-11-01"),
    "to": ("The last day; today when absent", "2026-11-23"),
    "after": ("The last `seq` one has", 0),
}
"""What stands in an address: what it is, and an example. The same name is always the same thing."""

TAKEN: tuple[type[BaseModel], ...] = (
    *(ActionRequest, InterruptRequest, LaterRequest, NextRequest, PrintsRequest, TakeRequest),
    *(AppointmentRequest, ExceptionalDayRequest, LabRequest, RosterRequest, Problem),
)
"""What calls refer to by name, where no signature tells FastAPI."""
FASTAPI_S = ("HTTPValidationError", "ValidationError", "Action")
"""Its own refusals, which are never sent, and the table of moves with the visitor's."""


class DescribedApp(FastAPI):
    """A FastAPI that tells the whole description."""

    def openapi(self) -> dict[str, Any]:
        if not self.openapi_schema:
            self.openapi_schema = _completed(super().openapi())
        return self.openapi_schema


def by_its_name(route: APIRoute) -> str:
    """A call's `operationId`: what a generated client names its function."""
    return route.name


def _completed(described: Schema) -> Schema:
    schemas = described["components"]["schemas"]
    _, taken = models_json_schema(
        [(model, "validation") for model in TAKEN], ref_template="#/components/schemas/{model}"
    )
    schemas |= taken["$defs"]
    schemas["Problem"]["examples"] = [problem("closed")]
    for name in FASTAPI_S:
        schemas.pop(name, None)
    for operation in operations(described):
        _complete(operation, schemas)
    described["info"]["description"] = "\n\n".join(f"## {title}\n\n{says}" for title, says in FIRST)
    described["tags"] = [{"name": name, "description": says} for name, says in TAGS.items()]
    described["components"]["securitySchemes"] = SECURITY
    return described


def operations(described: Schema) -> Iterator[Schema]:
    for path in described["paths"].values():
        yield from path.values()


def _complete(operation: Schema, schemas: Mapping[str, Schema]) -> None:
    for parameter in operation.get("parameters", ()):
        _say(parameter, operation["operationId"])
    responses = operation["responses"]
    for status, response in list(responses.items()):
        if "HTTPValidationError" in str(response):
            del responses[status]
    for part in (operation.get("requestBody", {}), *responses.values()):
        for content in part.get("content", {}).values():
            _show(content, schemas)


def _say(parameter: Schema, call: str) -> None:
    if parameter["name"] in PARAMETERS:
        parameter["description"], parameter["example"] = PARAMETERS[parameter["name"]]
    if parameter["name"] == "Idempotency-Key":
        parameter["example"] = f"{call}-0001"  # two commands never share a key
    if parameter["name"] == "action":
        parameter["schema"] = {"type": "string", "enum": [*STAFF_ACTIONS]}


def _show(content: Schema, schemas: Mapping[str, Schema]) -> None:
    """An example of a body that has none; of a choice, one of each."""
    schema, changes = content["schema"], loads(content.pop(LIKE, "{}"))
    if "example" in content or "examples" in content:
        return
    if "anyOf" not in schema:
        content["example"] = changed(example_of(schema, schemas), changes)
        return
    choices = {name_of(each): each for each in schema["anyOf"]}
    content["examples"] = {
        name: {"value": example_of(each, schemas)} for name, each in choices.items()
    }
