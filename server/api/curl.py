"""A call as it is typed: one that curl would make, from nothing but the description."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from json import dumps
from typing import Any

from server.rim.described import Schema

IN_PATH = re.compile(r"{(\w+)}")
COOKIE = "cookies.txt"


def curl(method: str, path: str, operation: Schema) -> str:
    """One thing a line, so that it can be changed where it stands."""
    lines = ["curl", *_lines(method, path, operation)]
    return " \\\n  ".join(lines)


def example_in(content: Schema) -> Any:
    """The example of a body; of several, the first."""
    if "examples" in content:
        return next(iter(content["examples"].values()))["value"]
    return content.get("example")


def _lines(method: str, path: str, operation: Schema) -> Iterator[str]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    yield from _identity(method, operation)
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "header":
            yield f'-H "{parameter["name"]}: {parameter["example"]}"'
    if body:
        yield '-H "Content-Type: application/json"'
        yield f"-d {shlex.quote(dumps(example_in(body), ensure_ascii=False))}"
    if method not in ("GET", "POST" if body else ""):  # which curl takes for granted
        yield f"-X {method}"
    yield f'"$SUIVANT{_address(path, operation)}"'


def _identity(method: str, operation: Schema) -> Iterator[str]:
    """A device by its token; staff by the cookie that signing in leaves in a file."""
    by = [scheme for choice in operation["security"] for scheme in choice]
    signs = operation["tags"] == ["session"]
    if by[:1] == ["token"]:
        yield '-H "Authorization: Bearer $TOKEN"'
    elif by or signs:
        yield f"{'-c' if signs and method == 'POST' else '-b'} {COOKIE}"
        if method != "GET":
            yield '-H "Origin: $SUIVANT"'


def _address(path: str, operation: Schema) -> str:
    examples = {p["name"]: p.get("example") for p in operation.get("parameters", ())}
    return IN_PATH.sub(lambda found: str(examples[found[1]]), path)
