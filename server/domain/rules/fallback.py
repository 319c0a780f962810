"""Numbers printed in advance, and their entry once the system is back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from server.domain.business_day import business_day
from server.domain.commands import EnterPaper, PrintFallback
from server.domain.events import Event, FallbackRequested, TicketTaken
from server.domain.fallback import MOST_AT_ONCE, following, is_fallback
from server.domain.policy import due
from server.domain.refusal import Code, Refused
from server.domain.rules.printing import job_id
from server.domain.rules.scene import Scene
from server.domain.rules.taking import asked_for, spoken


def print_numbers(scene: Scene, command: PrintFallback) -> Sequence[Event]:
    """One job a number: each is printed once, or known not to be.

    A printer that does not answer gets none: the numbers would be spent for nothing.
    """
    if command.day != scene.day.date:
        # A day began while the last number was looked up: what was found may be too old.
        raise Refused(Code.CLOSED)
    if not 1 <= command.count <= MOST_AT_ONCE:
        raise Refused(Code.INVALID, field="count")
    if command.printer_absent:
        raise Refused(Code.NOT_ALLOWED_NOW, state="printer_away")
    numbers = list(islice(_unused(scene, command.after), command.count))
    if not numbers:
        raise Refused(Code.NOT_ALLOWED_NOW, state="numbers_used")
    return [FallbackRequested(job_id(scene, n, 1), n, command.printer) for n in numbers]


def _unused(scene: Scene, after: str | None) -> Sequence[str]:
    """What this day printed is newer than what any day before it did."""
    printed = scene.day.fallback_printed()
    used = {*printed, *scene.day.tickets}
    prefix = scene.site.paper.fallback_prefix
    last = printed[-1] if printed else after
    return [number for number in following(prefix, last) if number not in used]


def enter(scene: Scene, command: EnterPaper) -> Sequence[Event]:
    """Neither hours nor quota send away a person who stands there with a paper."""
    if not scene.who.staff:
        raise Refused(Code.FORBIDDEN)
    _can_be_entered(scene, command.number)
    arrived = _arrival(scene, command.taken_at)
    services = asked_for(scene, command.services)
    entered = TicketTaken(
        number=command.number,
        services=tuple(service.code for service in services),
        language=spoken(scene, command.language),
        due=due(services[0], arrived, priority=command.priority, appointment=command.appointment),
        priority=command.priority,
        needs=command.needs,
        appointment=command.appointment,
        origin=scene.who.name,
        arrived=arrived,
        served=command.served,
    )
    return [entered]


def _can_be_entered(scene: Scene, number: str) -> None:
    prefix = scene.site.paper.fallback_prefix
    if not is_fallback(number, prefix):
        raise Refused(Code.INVALID, field="number", why="not_fallback", prefix=prefix)
    if number in scene.day.tickets:
        raise Refused(Code.NOT_ALLOWED_NOW, why="entered", number=number, field="number")


def _arrival(scene: Scene, told: datetime | None) -> datetime:
    """Now, when nobody noted it."""
    arrived = told or scene.now
    if arrived > scene.now:
        raise Refused(Code.INVALID, field="taken_at", why="in_the_future")
    if business_day(scene.site, arrived) != scene.day.date:
        raise Refused(Code.INVALID, field="taken_at", why="before_today")
    return arrived
