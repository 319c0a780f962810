"""What people were told, against what is written: nothing acknowledged is lost, nor said twice
differently, nor refused although it was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from server.application.answers import Answer, TicketAnswer, written
from server.domain.refusal import Code, Refusal
from tests.simulate.disk import Place
from tests.simulate.town import open_at

if TYPE_CHECKING:
    from tests.simulate.world import World

CHANGES_NOTHING = frozenset(
    {"open", "pause", "close", "add-service", "priority", "print", "page", "numbers", "help"}
)
"""May be granted without a fact: it was so already, or there is no printer."""


@dataclass(frozen=True)
class Deed:
    """One press of a button; pressed again, the same."""

    site: str
    what: str
    key: str
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What the server answered, and what its watch showed meanwhile."""

    answer: Answer | Refusal
    asked_at: datetime
    answered_at: datetime
    token: str = ""


class Answers:
    def __init__(self, world: World) -> None:
        self._world = world
        self._first: dict[tuple[Place, str], str] = {}

    def kept(self, deed: Deed) -> list[Place]:
        """The days in whose journal it stands."""
        return self._world.witness.places.get((deed.site, deed.key), [])

    def told(self, deed: Deed, told: Told, kept_before: int) -> None:
        """`kept_before`: how often it stood in the journal when it was asked."""
        if isinstance(told.answer, Refusal):
            self._refused(deed, told.answer, kept_before)
        else:
            self._granted(deed, told.answer)
        if deed.what == "take":
            self._by_the_hours(deed, told)

    def _granted(self, deed: Deed, answer: Answer) -> None:
        places = self.kept(deed)
        if not places:
            if deed.what not in CHANGES_NOTHING:
                self._world.breach(f"{deed} was granted and is not kept: {answer}")
            return
        said = written(answer)
        if self._first.setdefault((places[-1], deed.key), said) != said:
            first = self._first[places[-1], deed.key]
            self._world.breach(f"{deed} was answered {first}, then {said}")
        if deed.what == "take" and isinstance(answer, TicketAnswer):
            row = self._world.witness.books[places[-1]].keys[deed.key]
            if f'"number":"{answer.number}"' not in row.body:
                self._world.breach(f"{deed} was told {answer.number}, kept is {row.body}")

    def _refused(self, deed: Deed, answer: Refusal, kept_before: int) -> None:
        places = self.kept(deed)
        if kept_before and self._world.witness.goes_on(places[-1]):
            self._world.breach(f"{deed} was done and then refused: {answer.code}")

    def _by_the_hours(self, deed: Deed, told: Told) -> None:
        """Somebody sent away from an open hall, or a ticket of a closed one."""
        times = [told.asked_at, told.answered_at]
        if isinstance(told.answer, Refusal):
            by_the_door = told.answer.code is Code.CLOSED and "service" in told.answer.facts
            if by_the_door and all(self._open(deed, at) for at in times) and not self._world.leapt:
                self._world.breach(f"{deed} at {told.asked_at}: sent away from an open hall")
            return
        kept = [self._world.witness.books[p].keys[deed.key].at for p in self.kept(deed)]
        if any(at < told.asked_at for at in kept):
            return  # granted before, perhaps by a watch that was wrong then: its answer was lost
        if not any(self._open(deed, at) for at in (*times, *kept)):
            self._world.breach(f"{deed} at {told.asked_at}: a ticket of a closed hall")

    def _open(self, deed: Deed, at: datetime) -> bool:
        services = self._world.disk.sites[deed.site][0].services  # no version has other hours
        return all(open_at(self._world.hall, services[code], at) for code in deed.services)
