"""The words under a field are its description, a base's included, for whoever reads the API."""

from __future__ import annotations

from pydantic import Field

from server.protocol.described import Described


class Place(Described):
    """Where."""

    code: str = Field(examples=["1"])
    """Of the counter."""
    name: str = ""


class Room(Place):
    seats: int = 0
    """How many may sit
    at once."""


def test_the_words_under_a_field_describe_it() -> None:
    fields = Room.model_json_schema()["properties"]

    assert fields["seats"]["description"] == "How many may sit\nat once."
    assert fields["code"]["description"] == "Of the counter."
    assert "description" not in fields["name"]


def test_a_field_that_is_a_model_keeps_its_own_words_beside_its_reference() -> None:
    class Visit(Described):
        at: Place
        """Where she is served."""

    described = Visit.model_json_schema()

    assert described["properties"]["at"]["description"] == "Where she is served."
    assert described["$defs"]["Place"]["properties"]["code"]["description"] == "Of the counter."
