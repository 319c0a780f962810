"""The interface for programmers at /api/docs: our own page, because the usual ones load theirs
from elsewhere, and a town hall's server may reach nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import dumps
from typing import Any

from fastapi import APIRouter, Request
from markupsafe import Markup, escape
from starlette.responses import Response

from server.api.curl import curl, example_in
from server.api.description import FIRST, TAGS
from server.api.examples import name_of
from server.rim.described import SENTENCES, STATUSES, Schema
from server.rim.language import language_of
from server.rim.pages import shown

router = APIRouter()
QUOTED = re.compile(r"`([^`]+)`")
LIMITS = (
    ("minLength", "maxLength", " characters"),
    ("minItems", "maxItems", " of them"),
    ("minimum", "maximum", ""),
)


@dataclass(frozen=True)
class ApiField:
    name: str
    kind: str
    shape: str | None
    """The shape that it is, or is a list of."""
    required: bool
    says: Markup


@dataclass(frozen=True)
class ApiAnswer:
    status: str
    says: Markup
    shapes: list[str]
    example: str | None


@dataclass(frozen=True)
class ApiRefusal:
    status: str
    codes: list[str]


@dataclass(frozen=True)
class ApiCall:
    name: str
    method: str
    path: str
    title: str
    says: Markup
    asked_by: Markup
    parameters: list[ApiField]
    body: str | None
    """The shape of what is sent."""
    body_fields: list[ApiField]
    bodies: list[tuple[str, str]]
    """(what for, an example), where there are several."""
    curl: str
    answers: list[ApiAnswer]
    refusals: list[ApiRefusal]


@router.get("/api/docs")
async def api_docs(request: Request) -> Response:
    described = request.app.openapi()
    schemas: Schema = described["components"]["schemas"]
    found = list(calls(described))
    bodies = {tag: [call for call, its_tag in found if its_tag == tag] for tag in TAGS}
    return shown(
        "api/docs.html",
        language_of(request),
        first=[(title, prose(says)) for title, says in FIRST],
        groups=[(tag, TAGS[tag], its_calls) for tag, its_calls in bodies.items()],
        codes=sorted((status, code, SENTENCES[code]) for code, status in STATUSES.items()),
        shapes=[
            (name, prose(schema.get("description", "")), list(_fields(schema)))
            for name, schema in sorted(schemas.items())
        ],
    )


def calls(described: Schema) -> Iterator[tuple[ApiCall, str]]:
    """Every call of the OpenAPI description, in its order, with its tag."""
    schemas = described["components"]["schemas"]
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield _call(method.upper(), path, operation, schemas), operation["tags"][0]


def prose(text: str) -> Markup:
    """What stands between backticks is code."""
    return Markup(QUOTED.sub(r"<code>\1</code>", str(escape(text))))


def _call(method: str, path: str, operation: Schema, schemas: Schema) -> ApiCall:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = name_of(content["schema"]) if content else None
    answers, refusals = _said_yes_and_no(operation["responses"])
    return ApiCall(
        name=operation["operationId"],
        method=method,
        path=path,
        title=operation["summary"],
        says=prose(operation["description"]),
        asked_by=prose(operation["x-asked-by"]),
        parameters=[_parameter(each) for each in operation.get("parameters", ())],
        body=body,
        body_fields=list(_fields(schemas[body])) if body else [],
        bodies=[(name, dumps(each["value"])) for name, each in content.get("examples", {}).items()],
        curl=curl(method, path, operation),
        answers=answers,
        refusals=refusals,
    )


def _said_yes_and_no(responses: Schema) -> tuple[list[ApiAnswer], list[ApiRefusal]]:
    answers, refusals = [], []
    for status, response in responses.items():
        content = response.get("content", {})
        if problems := content.get("application/problem+json"):
            refusals.append(ApiRefusal(status, list(problems["examples"])))
        else:
            answers.append(_answer(status, response, next(iter(content.values()), {})))
    return answers, refusals


def _answer(status: str, response: Schema, content: Schema) -> ApiAnswer:
    schema = content.get("schema", {})
    shapes = [name_of(each) for each in schema.get("anyOf", [schema]) if "$ref" in each]
    example = example_in(content)
    written = example if isinstance(example, str | None) else dumps(example, indent=2)
    return ApiAnswer(status, prose(response["description"]), shapes, written)


def _parameter(parameter: Schema) -> ApiField:
    kind = f"{_kind(parameter['schema'])}, in the {parameter['in']}"
    says = prose(parameter["description"])
    return ApiField(parameter["name"], kind, None, parameter.get("required", False), says)


def _fields(schema: Schema) -> Iterator[ApiField]:
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        says = prose(field.get("description", ""))
        usual = f" ({dumps(field['default'])} when absent)" if field.get("default") else ""
        yield ApiField(name, _kind(field), _shape(field), name in required, says + usual)


def _shape(schema: Schema) -> str | None:
    if "$ref" in schema:
        return name_of(schema)
    parts = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]
    return next((shape for part in parts if (shape := _shape(part))), None)


def _kind(schema: Schema) -> str:
    if "$ref" in schema:
        return name_of(schema)
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        values: list[Any] = schema.get("enum") or [schema.get("const")]
        return " | ".join(str(value) for value in values)
    if schema.get("type") == "array":
        return _limited(f"list of {_kind(schema['items'])}", schema)
    return _limited(str(schema.get("format") or schema.get("type", "any")), schema)


def _limited(kind: str, schema: Schema) -> str:
    for low, high, what in LIMITS:
        if low in schema and high in schema:
            kind += f", {schema[low]} to {schema[high]}{what}"
        elif high in schema:
            kind += f", at most {schema[high]}{what}"
        elif low in schema:
            kind += f", at least {schema[low]}{what}"
    return kind
