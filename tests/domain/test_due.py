"""The default policy: the arrival plus the promise of the service."""

from __future__ import annotations

from datetime import timedelta

from server.domain.policy.due import patience, rule
from server.domain.site import Policy
from tests.domain.world import Lobby


def test_each_service_is_given_what_it_promises() -> None:
    promise = timedelta(minutes=7)

    assert patience(Policy(target_wait=20), "identity", promise) == promise


def test_somebody_past_the_promise_is_told_so() -> None:
    lobby = Lobby()
    ticket = lobby.take("identity")
    told = []
    for minutes in (20, 1):
        lobby.later(minutes)
        told.append(rule(lobby.site.policy, ticket, lobby.now))

    assert told == ["next_due", "past_promise"]
