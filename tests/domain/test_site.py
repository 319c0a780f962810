"""What the site file says of people and services."""

from __future__ import annotations

from tests.domain.world import a_site


def test_an_agent_answers_what_the_site_file_says() -> None:
    assert a_site().skills_of("nadia") == {"identity", "civil"}


def test_a_replacement_on_her_first_morning_answers_everything() -> None:
    assert a_site().skills_of("whoever") == {"identity", "civil", "social"}
