"""What the log says when something breaks: one event a line, and nobody's secret."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from tests.web.with_a_bug import StumblingTown
from tests.worlds import patient
from tests.worlds.patient import connect

SECRET = "THE-VISITORS-SECRET"


@pytest.fixture
def stumbling(tmp_path: Path) -> Iterator[StumblingTown]:
    town = StumblingTown(tmp_path / "town")
    town.set_up()
    town.start()
    yield town
    town.leave()


def test_a_bug_is_one_event_that_names_the_route_and_never_the_visitor(
    stumbling: StumblingTown,
) -> None:
    answer = patient.get(f"{stumbling.url}/api/v1/tickets/{SECRET}/bug")
    assert (answer.status_code, answer.json()["code"]) == (500, "bug")
    stumbling.stop()

    (event,) = stumbling.events()
    assert event["level"] == "error"
    assert "RuntimeError: any bug" in event["exception"]
    assert "route: /api/v1/tickets/{token}/bug" in event["exception"]
    assert SECRET not in stumbling.log.read_text()


def test_a_line_that_breaks_is_one_event_too(stumbling: StumblingTown) -> None:
    address = stumbling.url.replace("http", "ws")
    with connect(f"{address}/ws/ticket/{SECRET}/bug") as line, pytest.raises(ConnectionClosed):
        line.recv()
    stumbling.stop()

    (event,) = stumbling.events()
    assert "RuntimeError: any bug on the line" in event["exception"]
    assert SECRET not in stumbling.log.read_text()
