"""Whole examples, made of those that the fields give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from server.rim.described import Schema

PLAIN: Mapping[str, object] = {"string": "", "integer": 0, "boolean": False}


def example_of(schema: Schema, schemas: Mapping[str, Schema]) -> Any:
    """Its own, else its default, else one made of its parts; of a choice, the first."""
    match schema:
        case {"examples": [first, *_]} | {"default": first} | {"const": first}:
            return first
        case {"enum": [first, *_]}:
            return first
        case {"$ref": _}:
            return example_of(schemas[name_of(schema)], schemas)
        case {"anyOf": [first, *_]}:
            return example_of(first, schemas)
        case {"type": "array", "items": each}:
            return [example_of(each, schemas)]
        case {"properties": fields}:
            return dict(_filled(fields, schema.get("required", ()), schemas))
    return PLAIN[schema["type"]]


def changed(example: Any, changes: Mapping[str, Any]) -> Any:
    """Another moment of the same thing."""
    for name, value in changes.items():
        inner = isinstance(value, dict) and isinstance(example[name], dict)
        example[name] = changed(example[name], value) if inner else value
    return example


def name_of(schema: Schema) -> str:
    """The schema that is referred to."""
    return str(schema["$ref"]).rpartition("/")[2]


def _filled(
    fields: Schema, required: Sequence[str], schemas: Mapping[str, Schema]
) -> Iterator[tuple[str, Any]]:
    """What may be left out is shown only where somebody gave an example."""
    for name, field in fields.items():
        if name in required or "examples" in field:
            yield name, example_of(field, schemas)
