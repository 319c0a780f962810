"""The interface for programmers at /api/docs: our own page, because the usual ones load theirs
from elsewhere, and a town hall's server may reach nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.rim.language import language_of
from server.rim.pages import shown

router = APIRouter()
METHODS = ("get", "post", "delete")
Schema = dict[str, Any]


@dataclass(frozen=True)
class ApiCall:
    method: str
    path: str
    says: str
    parameters: list[str]
    takes: str | None
    answers: list[tuple[str, str | None]]
    """(status, name of the schema)."""


@router.get("/api/docs")
async def api_docs(request: Request) -> Response:
    described = request.app.openapi()
    schemas: Schema = described.get("components", {}).get("schemas", {})
    return shown(
        "api/docs.html",
        language_of(request),
        calls=list(calls(described)),
        fields={name: list(_fields(schema)) for name, schema in schemas.items()},
    )


def calls(described: Schema) -> Iterator[ApiCall]:
    """Every call of the OpenAPI description, in its order."""
    for path, methods in described["paths"].items():
        for method in METHODS:
            if method in methods:
                yield _call(method.upper(), path, methods[method])


def _call(method: str, path: str, told: Schema) -> ApiCall:
    parameters = [f"{p['name']} ({p['in']})" for p in told.get("parameters", [])]
    answers = [
        (status, _schema_in(answer))
        for status, answer in told["responses"].items()
        if status != "422"  # refusals are problems, described once for all
    ]
    says = told.get("description") or told.get("summary", "")
    return ApiCall(method, path, says, parameters, _schema_in(told.get("requestBody", {})), answers)


def _schema_in(part: Schema) -> str | None:
    schema: Schema = part.get("content", {}).get("application/json", {}).get("schema", {})
    return _name(schema) if schema else None


def _fields(schema: Schema) -> Iterator[tuple[str, str, str]]:
    """(name, type, what it is)."""
    for name, field in schema.get("properties", {}).items():
        yield name, _name(field), field.get("description", "")


def _name(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(_name(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{_name(schema.get('items', {}))}]"
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    return str(schema.get("format") or schema.get("type", "any"))
