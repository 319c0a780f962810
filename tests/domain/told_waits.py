"""A lobby whose waits are foreseen and learned."""

from __future__ import annotations

from server.domain.forecast import Estimate, estimate_for
from server.domain.foresight import Foresight, Outlook, WaitAhead
from server.domain.promise import Choices, Shares, first_promiser
from server.domain.promise.following import DayWatch
from server.domain.ticket import Ticket
from server.domain.waits import Waits, newcomer_place
from tests.domain.promise.hall import a_brought
from tests.domain.world import TODAY, Lobby

PROMISER = first_promiser(a_brought(), Choices(shares=Shares(early=0.03, late=0.1)))


def around(wait: float) -> Outlook:
    return Outlook(WaitAhead(0.5 * wait, wait, 1.5 * wait), 1.0, 1.0)


class Hall(Lobby):
    """A lobby whose waits are foreseen and learned."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.waits = Waits(DayWatch("mairie", TODAY, "UTC"), PROMISER)

    def foresee(self, **newcomers: float) -> None:
        """All of these services take so long."""
        foresight = Foresight(
            at=self.now,
            tickets={t.number: around(newcomers[t.services[0]]) for t in self.day.waiting()},
            newcomers={code: around(wait) for code, wait in newcomers.items()},
            with_priority={},
            runs=(),
        )
        self.waits.look_ahead(foresight, {code: self.formula(code) for code in newcomers})

    def formula(self, service: str) -> int:
        place = newcomer_place(self, service)
        found = estimate_for(self.day, self.site, service, place)
        return found.likely if found else 0

    def wait(self, ticket: Ticket) -> Estimate:
        found = self.waits.of_ticket(self, self.day.tickets[ticket.number])
        assert found is not None
        return found


def busy(visitors: int = 1) -> Hall:
    """Everybody is at work, and so many wait."""
    hall = Hall()
    hall.open()
    hall.take("identity")
    hall.next()
    for _ in range(visitors):
        hall.take("identity")
    return hall
