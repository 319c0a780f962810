"""Whether the tables of a site file agree: what one names another has, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator

from server.sitefile.mistakes import Wrong
from server.sitefile.schema import SiteFile

MOST_ASKED_OFTEN = 3
"""The kiosk's first screen stays one that is read at a glance."""


def disagreements(file: SiteFile) -> Iterator[Wrong]:
    yield from _pointing_nowhere(file)
    yield from _repeated(file)
    yield from _taken_letter(file)
    yield from _too_many_asked_often(file)
    yield from _weights_without_their_rule(file)


def _pointing_nowhere(file: SiteFile) -> Iterator[Wrong]:
    groups = {group.code for group in file.groups}
    services = {service.code for service in file.services}
    zones = {counter.zone for counter in file.counters}
    for i, service in enumerate(file.services):
        if service.group is not None and service.group not in groups:
            yield ("services", i, "group"), f'no group has the code "{service.group}"'
    for i, agent in enumerate(file.agents):
        for skill in agent.skills.keys() - services:
            yield ("agents", i, "skills", skill), f'no service has the code "{skill}"'
    for weighed in file.policy.weights.keys() - services:
        yield ("policy", "weights", weighed), f'no service has the code "{weighed}"'
    for i, board in enumerate(file.boards):
        for zone in board.zones:
            if zone not in zones:
                yield ("boards", i, "zones"), f'no counter stands in the zone "{zone}"'


def _repeated(file: SiteFile) -> Iterator[Wrong]:
    names: list[tuple[str, str, list[str]]] = [
        ("services", "code", [s.code for s in file.services]),
        ("services", "prefix", [s.prefix for s in file.services]),
        ("groups", "code", [g.code for g in file.groups]),
        ("counters", "code", [c.code for c in file.counters]),
        ("agents", "login", [a.login for a in file.agents]),
        ("boards", "code", [b.code for b in file.boards]),
        ("kiosks", "name", [k.name for k in file.kiosks]),
    ]
    for table, key, values in names:
        above: set[str] = set()
        for i, value in enumerate(values):
            if value in above:
                yield (table, i, key), f'"{value}" is already used above; each must be its own'
            above.add(value)


def _taken_letter(file: SiteFile) -> Iterator[Wrong]:
    kept = file.ticket.fallback_prefix
    for i, service in enumerate(file.services):
        if service.prefix == kept:
            yield (
                ("services", i, "prefix"),
                f'"{kept}" is the letter of numbers printed in advance; take another here, '
                "or there: fallback_prefix in [ticket]",
            )


def _too_many_asked_often(file: SiteFile) -> Iterator[Wrong]:
    often = [i for i, service in enumerate(file.services) if service.often]
    for i in often[MOST_ASKED_OFTEN:]:
        yield (
            ("services", i, "often"),
            "at most three services have a tile of their own as asked often; "
            "leave it at the three most asked and remove it here or above",
        )


def _weights_without_their_rule(file: SiteFile) -> Iterator[Wrong]:
    """Each would be read and change nothing."""
    policy = file.policy
    if policy.weights and policy.rule != "weights":
        yield (
            ("policy", "weights"),
            'they count only with rule = "weights"; write that, or remove the weights',
        )
    if policy.rule == "weights" and len({1, *policy.weights.values()}) == 1:
        yield (
            ("policy", "rule"),
            "all services weigh the same; give one more, as in weights = { identity = 2 }, "
            'or write rule = "arrival"',
        )
