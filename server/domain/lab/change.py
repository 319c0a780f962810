"""Another organisation of the same days: what a scenario changes, and a day's script under it.

What is drawn (who comes more, who would have an appointment) is drawn with a seed, alike for every
change that is compared.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from server.domain.business_day import moment_on
from server.domain.lab.play import Script
from server.domain.lab.recorded import Recorded, Stint, Visitor
from server.domain.site import Agent, Counter, PolicyName, Site

APART = timedelta(minutes=30)
"""At most so long before or after somebody who came, somebody more comes."""


@dataclass(frozen=True, slots=True)
class MoreCounter:
    """One more counter, every day at the same hours, and what is answered there."""

    begins: time
    ends: time
    skills: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Planned:
    """Of a roster that is tried: the same each day."""

    agent: str
    counter: str
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Change:
    """None and empty: as it was."""

    more: tuple[MoreCounter, ...] = ()
    without: tuple[str, ...] = ()
    """Counters that stay closed."""
    opens: time | None = None
    closes: time | None = None
    skills: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By login: what she answers beside what she does; level 0 takes it away."""
    roster: tuple[Planned, ...] = ()
    """Instead of who sat where."""
    policy: PolicyName | None = None
    priority_run: int | None = None
    weights: Mapping[str, int] = field(default_factory=dict)
    targets: Mapping[str, int] = field(default_factory=dict)
    """Promised minutes, by service."""
    appointments: float | None = None
    """The share of those without one who would have one; 0: nobody has any."""
    arrivals: float = 1.0
    """1.2: a fifth more people."""

    @property
    def drawn(self) -> bool:
        """Whether several runs of the same day differ."""
        return self.arrivals != 1 or bool(self.appointments)


@dataclass(frozen=True, slots=True)
class Typical:
    """Learned from all days together, for whom nothing is known of."""

    times: Mapping[str, timedelta] = field(default_factory=dict)
    """At the counter, by service."""
    gap: timedelta = timedelta(0)
    """Between an end and the next call."""


def script(recorded: Recorded, change: Change, usual: Typical, seed: str) -> Script:
    """The day under this change; as it was, under none."""
    site = _site(recorded.site, change)
    hours = _Hours(recorded, change)
    visitors = _arrivals(recorded.visitors, change.arrivals, random.Random(f"{seed} arrivals"))
    visitors = _appointments(visitors, change.appointments, random.Random(f"{seed} appointments"))
    came = sorted(hours.visitors(visitors), key=lambda visitor: visitor.entered)
    return Script(
        on=recorded.on,
        site=site,
        visitors=tuple(came),
        stints=tuple(hours.stints(_stints(recorded, change))),
        reaction=recorded.reaction,
        usual=usual.times,
        gap=usual.gap,
    )


def _site(site: Site, change: Change) -> Site:
    agents = dict(site.agents)
    for login, taught in change.skills.items():
        known = agents.get(login) or Agent(login, {})
        skills = {s: level for s, level in {**known.skills, **taught}.items() if level}
        agents[login] = replace(known, skills=skills)
    for more in _more(change):
        agents[more[0]] = Agent(more[0], more[1].skills)
    counters = {name: Counter(name, {"fr": name}) for name, _ in _more(change)}
    services = {
        code: replace(service, target_wait=change.targets.get(code, service.target_wait))
        for code, service in site.services.items()
    }
    policy = replace(
        site.policy,
        rule=change.policy or site.policy.rule,
        priority_run=change.priority_run or site.policy.priority_run,
        weights=change.weights or site.policy.weights,
    )
    counters = {**site.counters, **counters}
    return replace(site, agents=agents, counters=counters, services=services, policy=policy)


def _more(change: Change) -> list[tuple[str, MoreCounter]]:
    return [(f"more-{n}", more) for n, more in enumerate(change.more, 1)]


def _stints(recorded: Recorded, change: Change) -> Iterator[Stint]:
    def at(clock: time) -> datetime:
        return moment_on(recorded.site, recorded.on, clock)

    if change.roster:
        for each in change.roster:
            if each.counter not in change.without:
                yield Stint(each.counter, each.agent, at(each.begins), at(each.ends))
    else:
        yield from (stint for stint in recorded.stints if stint.counter not in change.without)
    for name, more in _more(change):
        yield Stint(name, name, at(more.begins), at(more.ends))


class _Hours:
    """Whoever came before the doors open comes as they open; after they close, nobody does."""

    def __init__(self, recorded: Recorded, change: Change) -> None:
        site, on = recorded.site, recorded.on
        self._opens = moment_on(site, on, change.opens) if change.opens else None
        self._closes = moment_on(site, on, change.closes) if change.closes else None

    def visitors(self, visitors: Iterable[Visitor]) -> Iterator[Visitor]:
        for visitor in visitors:
            if self._closes and visitor.arrived >= self._closes:
                continue
            if self._opens and visitor.arrived < self._opens:
                later = self._opens - visitor.arrived
                left = visitor.left_at + later if visitor.left_at else None
                entered = max(visitor.entered, self._opens)
                yield replace(visitor, arrived=self._opens, entered=entered, left_at=left)
            else:
                yield visitor

    def stints(self, stints: Iterable[Stint]) -> Iterator[Stint]:
        for stint in stints:
            begins = max(stint.begins, self._opens or stint.begins)
            ends = stint.ends
            if self._closes and begins >= self._closes:
                continue
            if self._closes and ends is not None and ends > self._closes:
                ends = None  # she stays for those who are there
            if ends is None or ends > begins:
                yield replace(stint, begins=begins, ends=ends)


def _arrivals(visitors: tuple[Visitor, ...], times: float, draws: random.Random) -> list[Visitor]:
    if times == 1 or not visitors:
        return list(visitors)
    found: list[Visitor] = []
    first, last = visitors[0].arrived, visitors[-1].arrived
    alike: dict[str, list[Visitor]] = {}
    for visitor in visitors:
        alike.setdefault(visitor.services[0], []).append(visitor)
    for visitor in visitors:
        whole, part = divmod(times, 1)
        copies = int(whole) + (draws.random() < part)
        found += [visitor] if copies else []
        for n in range(1, copies):
            moment = visitor.arrived + APART * draws.uniform(-1, 1)
            other = draws.choice(alike[visitor.services[0]])
            found.append(_another(visitor, other, n, min(max(moment, first), last)))
    return found


def _another(visitor: Visitor, other: Visitor, n: int, arrived: datetime) -> Visitor:
    """Comes as the one did, and has with her what the other had."""
    waited = other.left_at - other.arrived if other.left_at else None
    return replace(
        other,
        number=f"{visitor.number}-{n}",
        arrived=arrived,
        entered=arrived,
        appointment=None,
        left_at=arrived + waited if waited else None,
        later=(),
    )


def _appointments(
    visitors: list[Visitor], share: float | None, draws: random.Random
) -> list[Visitor]:
    """Spread evenly over the time in which people came; they come when they are due."""
    if share is None:
        return visitors
    if share == 0:
        return [replace(visitor, appointment=None) for visitor in visitors]
    moved = [v for v in visitors if v.appointment is None and draws.random() < share]
    first, last = visitors[0].arrived, visitors[-1].arrived
    hours = [first + (last - first) * (n + 0.5) / len(moved) for n in range(len(moved))]
    booked = dict(zip((visitor.number for visitor in moved), hours, strict=True))
    return [_booked(v, booked[v.number]) if v.number in booked else v for v in visitors]


def _booked(visitor: Visitor, at: datetime) -> Visitor:
    left = at + (visitor.left_at - visitor.arrived) if visitor.left_at else None
    return replace(visitor, arrived=at, entered=at, appointment=at, left_at=left, later=())
