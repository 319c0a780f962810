"""What is wrong with a site file, as the town is told it: line, key and cure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from server.sitefile.places import Location, line_of

MOST_TOLD = 50
"""More are read by nobody: the first ones explain the others."""
Wrong = tuple[Location, str]
"""Where, and the cure."""

_CURES = {
    "missing": "missing; add it",
    "extra_forbidden": "unknown key; check its spelling or remove it",
    "literal_error": "write one of {expected}",
    "string_type": 'write it between quotes: "…"',
    "int_type": "write a whole number, without quotes",
    "int_from_float": "write a whole number, without quotes",
    "float_type": "write a number, without quotes",
    "finite_number": "write a number, without quotes",
    "bool_type": "write true or false, without quotes",
    "list_type": "write a list: […]",
    "dict_type": "write it between braces: {example}",
    "model_type": "write a table, as in docs/site-file.md",
    "greater_than_equal": "write a number from {ge:g}",
    "greater_than": "write a number above {gt:g}",
    "less_than_equal": "write a number up to {le:g}",
    "string_too_long": "at most {max_length} characters",
    "string_too_short": "write something",
    "too_long": "at most {max_length} of them",
    "too_short": "at least one is needed",
}
"""By pydantic's name of the mistake."""
_BRACES = {
    "skills": "{ identity = 2 }",
    "weights": "{ identity = 2 }",
    "words": '{ fr = ["…"] }',
}


@dataclass(frozen=True)
class Mistake:
    line: int | None
    key: str
    cure: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.key}: {self.cure}"


class SiteFileError(Exception):
    """The file is refused whole."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(str(m) for m in mistakes))
        self.mistakes = mistakes


def refuse(text: str, wrong: Iterable[Wrong]) -> None:
    """Raises SiteFileError when anything is wrong."""
    found = list(dict.fromkeys(wrong))[:MOST_TOLD]
    if found:
        raise SiteFileError([Mistake(line_of(text, loc), key_of(loc), cure) for loc, cure in found])


def key_of(loc: Location) -> str:
    """("services", 3, "minutes") -> services[4].minutes, counted as a person does."""
    told = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc)
    return told.lstrip(".") or "file"


def of_shape(error: ValidationError) -> Iterable[Wrong]:
    """What has the wrong form, in the town's words and not in the library's."""
    for wrong in error.errors(include_url=False, include_input=False):
        loc = tuple(part for part in wrong["loc"] if part != "[key]")
        example = _BRACES.get(str(loc[-1]) if loc else "", '{ fr = "…" }')
        yield loc, _cure(wrong["type"], {"example": example, **wrong.get("ctx", {})})


def _cure(kind: str, facts: dict[str, Any]) -> str:
    if kind == "value_error":
        return str(facts["error"])
    return _CURES.get(kind, "cannot be read; see docs/site-file.md").format(**facts)
