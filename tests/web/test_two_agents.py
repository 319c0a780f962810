"""One visit, two demands, two agents: one number and one place, without queueing anew."""

from __future__ import annotations

import pytest

from tests.worlds.town import Town


@pytest.mark.timeout(120)
def test_the_second_agent_calls_before_whoever_came_later(shared_town: Town) -> None:
    nadia, sophie = shared_town.agent("agent1"), shared_town.agent("agent5")
    for desk, counter in ((nadia, "1"), (sophie, "5")):
        desk.open(counter).raise_for_status()
    before = shared_town.take("digital")["number"]
    assert sophie.next("5").json()["ticket"]["number"] == before
    both = shared_town.take("certificates", "digital")["number"]
    shared_town.take("digital")
    nadia.act(both, "call", counter="1").raise_for_status()

    half = nadia.act(both, "finish").json()

    assert (half["state"], half["number"], half["people_ahead"]) == ("waiting", both, 0)
    assert half["estimate"] is not None
    # What remains is not hers.
    assert nadia.next("1").status_code == 204
    called = sophie.next("5", finish="solved").json()
    assert called["ticket"]["number"] == both
    assert called["reason"]["rule"] == "already_received"
    assert sophie.act(both, "finish").json()["state"] == "served"
