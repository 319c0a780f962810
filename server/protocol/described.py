"""Models whose fields are described by the words under them, in the API's description."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema


class Described(BaseModel):
    """Its source is read when somebody asks for the description. Pydantic's own way,
    `use_attribute_docstrings`, reads it at every start: a twenty-fifth of what the imports took."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> dict[str, Any]:
        schema = handler(core_schema)
        fields = handler.resolve_ref_schema(schema).get("properties", {})
        for its in reversed(cls.__mro__):
            if issubclass(its, Described):
                for name, words in _words_under(its).items():
                    known = cls.model_fields[name].alias or name
                    if known in fields:
                        fields[known]["description"] = words
        return schema


def _words_under(model: type) -> dict[str, str]:
    """The docstring after each field."""
    (defined,) = ast.parse(dedent(inspect.getsource(model))).body
    assert isinstance(defined, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(after.value.value)
        for field, after in pairwise(defined.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        if isinstance(after.value.value, str)
    }
