"""A shift is a value: who, where, from when to when, and nothing that judges anybody."""

from __future__ import annotations

from dataclasses import fields

from server.domain.roster import Shift


def test_a_shift_holds_no_figure_of_a_person() -> None:
    assert [field.name for field in fields(Shift)] == ["agent", "counter", "begins", "ends"]
