"""Who can serve what, and how long it takes: all that an estimate needs beside the queues.

A value: the fold puts another in its place when a counter opens or closes, or a visit ends. What
follows from it for a site is worked out once, for the hundreds of estimates until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from server.domain.site import Service, Site

PRIOR_VISITS = 5
"""The site file's minutes weigh as much as this many measured visits."""


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """What serving has taken today."""

    count: int = 0
    minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """What one who waits in a queue means for a service: minutes, and how many of the counters that
    answer the queue answer the service too."""

    queue: str
    minutes: float
    shared: int
    counters: int


@dataclass(frozen=True, slots=True)
class Work:
    """The day's work as a site's skills divide it among the open counters."""

    site: Site
    minutes: Mapping[str, float]
    """What serving takes, by service."""
    answered: Mapping[str, frozenset[str]]
    """Service -> the open counters whose agent answers it; without those that nobody answers."""
    loads: Mapping[str, tuple[Load, ...]]
    """Of each service that is answered."""

    @property
    def average(self) -> float:
        return sum(self.minutes.values()) / len(self.minutes)


@dataclass
class Staffing:
    """Replaced, never changed."""

    open: tuple[tuple[str, str], ...] = ()
    """(counter, agent)."""
    times: Mapping[str, ServiceTime] = field(default_factory=dict)
    """By service."""
    _work: Work | None = field(default=None, init=False, repr=False, compare=False)

    def staffed(self, counters: Iterable[tuple[str, str]]) -> Staffing:
        return replace(self, open=tuple(counters))

    def measured(self, services: Iterable[str], minutes: float) -> Staffing:
        """Each of these services has taken so long, once more."""
        times = dict(self.times)
        for service in services:
            before = times.get(service, ServiceTime())
            times[service] = ServiceTime(before.count + 1, before.minutes + minutes)
        return replace(self, times=times)

    def work(self, site: Site) -> Work:
        if self._work is None or self._work.site is not site:
            self._work = _work(site, self)
        return self._work


def minutes_of(service: Service, measured: ServiceTime) -> float:
    """What serving takes: measured today, shrunk to the site file's starting value."""
    total = measured.minutes + PRIOR_VISITS * service.minutes
    return total / (measured.count + PRIOR_VISITS)


def _work(site: Site, staffing: Staffing) -> Work:
    minutes = {
        code: minutes_of(service, staffing.times.get(code, ServiceTime()))
        for code, service in site.services_today.items()
    }
    answered = _answered(site, staffing.open)
    loads = {code: tuple(_loads(ours, answered, minutes)) for code, ours in answered.items()}
    return Work(site, minutes, answered, loads)


def _answered(site: Site, seats: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    skills = {counter: site.skills_of(agent) for counter, agent in seats}
    answering = {
        code: frozenset(counter for counter, skilled in skills.items() if code in skilled)
        for code in site.services_today
    }
    return {code: counters for code, counters in answering.items() if counters}


def _loads(
    ours: frozenset[str], answered: Mapping[str, frozenset[str]], minutes: Mapping[str, float]
) -> Iterator[Load]:
    """In the order of the site file, so that every server adds up alike."""
    for queue, counters in answered.items():
        if shared := len(ours & counters):
            yield Load(queue, minutes[queue], shared, len(counters))
