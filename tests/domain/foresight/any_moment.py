"""Any site at any moment of its day, and its run lived once more by the rules themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from server.domain import commands as c
from server.domain.day import Day
from server.domain.foresight import Expected
from server.domain.foresight.hall import Hall
from server.domain.foresight.play import Future
from server.domain.foresight.start import Happened
from server.domain.lifecycle import Action
from server.domain.policy import choose, reach_of
from server.domain.refusal import Refusal
from server.domain.site import Constraints, Site
from tests.domain.random_days import CODES, PEOPLE, a_site_of
from tests.domain.world import Lobby

HOUR = timedelta(hours=1)


def any_site(chance: Random) -> Site:
    """Any policy, promises and skills; Sophie has no line in the file and answers everything."""
    site = a_site_of(chance.choice(("due", "arrival", "weights")), chance)
    rested = Constraints(chance.choice((None, 20)), chance.choice((None, 5)))
    agents = {who: replace(site.agents[who], constraints=rested) for who in ("nadia", "paul")}
    return replace(site, agents=agents)


def any_moment(chance: Random) -> Lobby:
    lobby = Lobby(any_site(chance))
    for counter in chance.sample([*PEOPLE], chance.randint(1, 3)):
        lobby.open(counter, PEOPLE[counter])
    for _ in range(chance.randint(3, 25)):
        lobby.later(chance.random() * 2)
        booked = lobby.now + timedelta(minutes=chance.randint(-5, 20))
        if chance.random() < 0.15:
            _interrupt(lobby, chance)
        services = chance.sample(CODES, chance.choice((1, 1, 2)))
        ticket = lobby.take(
            *services,
            priority=chance.random() < 0.2,
            appointment=booked if chance.random() < 0.1 else None,
        )
        if chance.random() < 0.1:
            lobby.ask(c.MoveTicket(ticket.number, Action.LATER, minutes=10), "visitor")
        elif chance.random() < 0.1:
            to = chance.choice([*PEOPLE])
            lobby.ask(c.MoveTicket(ticket.number, Action.TRANSFER, counter=to), "claire")
        elif chance.random() < 0.2:
            at = chance.choice([*PEOPLE])
            lobby.ask(c.CallNext(at, "solved"), PEOPLE[at])
        elif chance.random() < 0.1:
            at = chance.choice([*PEOPLE])
            lobby.ask(c.PauseCounter(at), PEOPLE[at])
    return lobby


def _interrupt(lobby: Lobby, chance: Random) -> None:
    begins = lobby.now + timedelta(minutes=chance.randint(-20, 60))
    ends = max(begins, lobby.now) + timedelta(minutes=chance.randint(1, 60))
    lobby.ask(c.InterruptService(chance.choice(CODES), begins, ends), "claire")


def expected(lobby: Lobby, per_hour: float = 4.0) -> Expected:
    hours = {(hour, service): per_hour for hour in range(24) for service in lobby.site.services}
    return Expected(lobby.now + 2 * HOUR, arrivals=hours, priority_share=0.15)


@dataclass
class Played:
    hall: Hall
    story: list[Happened]
    come: list[tuple[datetime, tuple[str, ...], bool]]
    """Who came during the run: when, for what, with legal priority."""


def played(lobby: Lobby, wanted: Expected, seed: int) -> Played:
    future, draws = Future(lobby.day, lobby.site, lobby.now, wanted), Random(seed)
    arrivals, kinds = future.arrivals(draws), future.start.lines.kinds
    hall = Hall(future.start, draws, future.ghosts, arrivals, story=[])
    hall.play()
    come = [(at(lobby, s[1]), kinds[s[4]].remaining, kinds[s[4]].priority) for s in arrivals]
    return Played(hall, hall.story or [], come)


def at(lobby: Lobby, moment: int) -> datetime:
    return lobby.now + timedelta(microseconds=moment)


class Beside:
    """The same run by the rules: each call of the story must be what `choose` says."""

    def __init__(self, lobby: Lobby, run: Played) -> None:
        self.lobby, self.run, self.began = lobby, run, replace(lobby)
        self.numbers: dict[str, str] = {}
        """Of those who came: as the run calls them, as the rules do."""
        self.waited = timedelta()
        """All waits together, summed up over the time that passed."""
        self.broken: list[str] = []
        self.calls = 0

    def live(self) -> None:
        left = list(self.run.come)
        for deed in self.run.story:
            moment = at(self.began, deed.at)
            while left and left[0][0] <= moment:
                self._come(*left.pop(0))
            self._pass(moment)
            self._do(deed)

    def _come(self, when: datetime, services: tuple[str, ...], priority: bool) -> None:
        self._pass(when)
        ticket = self.lobby.take(*services, priority=priority)
        self.numbers[f"~{len(self.numbers) + 1}"] = ticket.number

    def _pass(self, until: datetime) -> None:
        for ticket in self.lobby.day.waiting():
            there = max(self.lobby.now, ticket.away_until or self.lobby.now)
            self.waited += max(until - there, timedelta())
        self.lobby.now = until

    def _do(self, deed: Happened) -> None:
        day: Day = self.lobby.day
        number = self.numbers.get(deed.number, deed.number)
        agent = deed.agent or day.seat(deed.counter).agent or ""
        match deed.what:
            case "call":
                self.calls += 1
                reach = reach_of(day, self.lobby.site, deed.counter, agent, self.lobby.now)
                choice = choose(day, reach, self.lobby.site.policy, self.lobby.now)
                if choice is None or choice.ticket.number != number:
                    self.broken.append(f"{deed}: {choice and choice.ticket.number}")
                told = self.lobby.ask(c.CallNext(deed.counter), agent)
            case "done":
                told = self.lobby.ask(c.MoveTicket(number, Action.FINISH), agent)
            case "pause":
                told = self.lobby.ask(c.PauseCounter(deed.counter), agent)
            case "open":
                told = self.lobby.ask(c.OpenCounter(deed.counter), agent)
            case _:
                told = self.lobby.ask(c.CloseCounter(deed.counter), agent)
        assert not isinstance(told, Refusal), (deed, told, self.broken)
