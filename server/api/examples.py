"""Whole examples, made of those that the fields give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]
PLAIN: Mapping[str, object] = {"string": "", "integer": 0, "boolean": False}


def example_of(schema: Schema, schemas: Mapping[str, Schema]) -> Any:
    """Its own, else its default, else one made of its parts."""
    if "examples" in schema:
        return schema["examples"][0]
    if "default" in schema:
        return schema["default"]
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    return _made(resolved(schema, schemas), schemas)


def changed(example: Any, changes: Mapping[str, Any]) -> Any:
    """Another moment of the same thing."""
    for name, value in changes.items():
        inner = isinstance(value, dict) and isinstance(example[name], dict)
        example[name] = changed(example[name], value) if inner else value
    return example


def resolved(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """What a reference stands for; of a choice, the first."""
    if "anyOf" in schema:
        return resolved(schema["anyOf"][0], schemas)
    return schemas[name_of(schema)] if "$ref" in schema else schema


def name_of(schema: Schema) -> str:
    """The schema that is referred to."""
    return str(schema["$ref"]).rpartition("/")[2]


def _made(schema: Schema, schemas: Mapping[str, Schema]) -> Any:
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas)]
    if "properties" not in schema:
        given = "examples" in schema or "const" in schema or "enum" in schema
        return example_of(schema, schemas) if given else PLAIN[schema["type"]]
    wanted = set(schema.get("required", ()))
    return {
        name: example_of(field, schemas)
        for name, field in schema["properties"].items()
        if name in wanted or "examples" in field
    }
