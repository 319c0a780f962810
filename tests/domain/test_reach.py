"""What a counter may call."""

from __future__ import annotations

from server.domain.policy import reach_of
from tests.domain.world import a_site


def test_a_counter_reaches_what_its_agent_answers() -> None:
    reach = reach_of(a_site(), "1", "nadia")

    assert (reach.counter, reach.services) == ("1", frozenset({"identity", "civil"}))
