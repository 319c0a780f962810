"""The API's description is valid and whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from server.application.counters import STAFF_ACTIONS
from server.domain.lifecycle import State
from server.domain.ticket import Printed
from server.protocol.queue import PaperState, TicketState
from server.settings import Settings
from server.web.app import create_app

Json = dict[str, Any]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Json:
    return create_app(Settings(data_dir=tmp_path_factory.mktemp("town"))).openapi()


def _operations(described: Json) -> Iterator[Json]:
    for path in described["paths"].values():
        yield from path.values()


def _contents(operation: Json) -> Iterator[Json]:
    for part in (operation.get("requestBody", {}), *operation["responses"].values()):
        yield from part.get("content", {}).values()


def test_it_is_valid_openapi(described: Json) -> None:
    validate(described)


def test_every_call_says_what_it_does_and_to_whom(described: Json) -> None:
    for operation in _operations(described):
        assert operation["summary"] and operation["description"] and operation["x-asked-by"]
        assert operation["security"] or operation["x-asked-by"].startswith(("everybody", "whoever"))
        assert all(p["description"] and "example" in p for p in _said(operation)), operation


def _said(operation: Json) -> list[Json]:
    parameters: list[Json] = operation.get("parameters", [])
    return parameters


def test_every_body_is_a_named_shape_with_an_example_that_fits(described: Json) -> None:
    for operation in _operations(described):
        for content in _contents(operation):
            schema = content["schema"]
            assert "$ref" in schema or "anyOf" in schema or schema["type"] == "string"
            examples = [each["value"] for each in content.get("examples", {}).values()]
            for example in examples or [content["example"]]:
                validator = OAS31Validator({**schema, "components": described["components"]})
                errors = [error.message for error in validator.iter_errors(example)]
                assert errors == [], (operation["operationId"], example)


def test_every_field_of_every_shape_has_a_meaning(described: Json) -> None:
    silent = [
        f"{name}.{field}"
        for name, schema in described["components"]["schemas"].items()
        for field, told in schema["properties"].items()
        if not told.get("description")
    ]
    assert silent == []


def test_its_words_are_those_of_the_domain() -> None:
    assert set(get_args(TicketState)) == {state.value for state in State}
    assert set(get_args(PaperState)) == set(get_args(Printed))


def test_a_choice_of_actions_holds_only_what_a_screen_may_ask(described: Json) -> None:
    act = described["paths"]["/api/v1/sites/{site}/tickets/{number}/{action}"]["post"]
    action = next(p for p in act["parameters"] if p["name"] == "action")
    assert action["schema"]["enum"] == [*STAFF_ACTIONS]


def test_nothing_internal_is_left(described: Json) -> None:
    text = json.dumps(described)
    assert "ValidationError" not in text
    assert "x-like" not in text
