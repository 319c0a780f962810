"""A scenario of the lab as a file, or as a program sends it: `docs/lab.md` shows its keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Annotated, Any

from pydantic import Field, ValidationError

from server.domain.lab.change import Change, MoreCounter, Planned
from server.domain.site import PolicyName, Site
from server.sitefile.mistakes import Wrong, of_shape, refuse
from server.sitefile.schema import FEW, MANY, Strict
from server.sitefile.syntax import tables
from server.sitefile.values import CodeText, Login, Minutes, NameText, TimeOfDay

Level = Annotated[int, Field(ge=1, le=2)]


class MoreTable(Strict):
    begins: TimeOfDay
    ends: TimeOfDay
    skills: dict[CodeText, Level] = Field(min_length=1)


class PlannedTable(Strict):
    agent: Login
    counter: CodeText
    begins: TimeOfDay
    ends: TimeOfDay


class RuleTable(Strict):
    rule: PolicyName | None = None
    priority_run: int | None = Field(default=None, ge=1, le=20)
    weights: dict[CodeText, Annotated[int, Field(ge=1, le=9)]] = Field(default={})


class Scenario(Strict):
    name: NameText | None = None
    opens: TimeOfDay | None = None
    closes: TimeOfDay | None = None
    arrivals: float = Field(default=1.0, ge=0.1, le=5)
    appointments: float | None = Field(default=None, ge=0, le=1)
    without: list[CodeText] = Field(default=[], max_length=MANY)
    counters: list[MoreTable] = Field(default=[], max_length=FEW)
    roster: list[PlannedTable] = Field(default=[], max_length=MANY)
    skills: dict[Login, dict[CodeText, Annotated[int, Field(ge=0, le=2)]]] = Field(default={})
    targets: dict[CodeText, Minutes] = Field(default={})
    policy: RuleTable = RuleTable()


def read_scenario(text: str, site: Site) -> Change:
    """Raises SiteFileError, naming line, key and cure."""
    raw = tables(text)
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError as error:
        refuse(text, of_shape(error))
        raise
    refuse(text, _unknown(scenario, site))
    return _change(scenario)


def scenario_of(brought: dict[str, Any], site: Site) -> Change:
    """The same, of a program. Raises SiteFileError."""
    try:
        scenario = Scenario.model_validate(brought)
    except ValidationError as error:
        refuse("", of_shape(error))
        raise
    refuse("", _unknown(scenario, site))
    return _change(scenario)


def _unknown(scenario: Scenario, site: Site) -> Iterator[Wrong]:
    """What the site does not have, and hours that end before they begin."""
    for key, codes in (("targets", scenario.targets), ("weights", scenario.policy.weights)):
        where = (key,) if key == "targets" else ("policy", key)
        yield from (((*where, code), _no_service(site)) for code in _strange(codes, site))
    for login, skills in scenario.skills.items():
        yield from ((("skills", login, code), _no_service(site)) for code in _strange(skills, site))
    for n, code in enumerate(scenario.without):
        yield from _counter(("without", n), code, site)
    for n, more in enumerate(scenario.counters):
        strange = _strange(more.skills, site)
        yield from ((("counters", n, "skills", code), _no_service(site)) for code in strange)
        yield from _order(("counters", n, "ends"), more.begins, more.ends)
    for n, planned in enumerate(scenario.roster):
        yield from _counter(("roster", n, "counter"), planned.counter, site)
        yield from _order(("roster", n, "ends"), planned.begins, planned.ends)


def _strange(codes: dict[str, int], site: Site) -> list[str]:
    return [code for code in codes if code not in site.services]


def _no_service(site: Site) -> str:
    return f"no such service; write one of {', '.join(site.services)}"


def _counter(key: tuple[str | int, ...], code: str, site: Site) -> Iterator[Wrong]:
    if code not in site.counters_today:
        yield key, f"no such counter; write one of {', '.join(site.counters_today)}"


def _order(key: tuple[str | int, ...], begins: time, ends: time) -> Iterator[Wrong]:
    if ends <= begins:
        yield key, "write a time after begins"


def _change(scenario: Scenario) -> Change:
    rule = scenario.policy
    return Change(
        more=tuple(MoreCounter(m.begins, m.ends, m.skills) for m in scenario.counters),
        without=tuple(scenario.without),
        opens=scenario.opens,
        closes=scenario.closes,
        skills=scenario.skills,
        roster=tuple(Planned(r.agent, r.counter, r.begins, r.ends) for r in scenario.roster),
        policy=rule.rule,
        priority_run=rule.priority_run,
        weights=rule.weights,
        targets=scenario.targets,
        appointments=scenario.appointments,
        arrivals=scenario.arrivals,
    )
