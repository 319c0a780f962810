"""Numbers printed in advance, and their entry once the system is back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from server.domain.business_day import business_day
from server.domain.commands import EnterPaper, PrintFallback
from server.domain.events import Event, FallbackRequested
from server.domain.fallback import MOST_AT_ONCE, following, is_fallback
from server.domain.refusal import Code, Refused
from server.domain.rules.printing import job_id, the_printer
from server.domain.rules.scene import Scene
from server.domain.rules.taking import asked_for, taken


def print_numbers(scene: Scene, command: PrintFallback) -> Sequence[Event]:
    """One job a number: each is printed once, or known not to be.

    A printer that does not answer gets none: the numbers would be spent for nothing.
    """
    printer, last = the_printer(scene), scene.last_fallback
    if last is None or last.before != scene.day.date:
        # A day began while the last number was looked up: what was found may be too old.
        raise Refused(Code.CLOSED)
    if not 1 <= command.count <= MOST_AT_ONCE:
        raise Refused(Code.INVALID, field="count")
    if printer.absent:
        raise Refused(Code.NOT_ALLOWED_NOW, state="printer_away")
    numbers = list(islice(_unused(scene, last.number), command.count))
    if not numbers:
        raise Refused(Code.NOT_ALLOWED_NOW, state="numbers_used")
    return [FallbackRequested(job_id(scene, n, 1), n, printer.id) for n in numbers]


def _unused(scene: Scene, after: str | None) -> Sequence[str]:
    """What this day printed is newer than what any day before it did."""
    printed = scene.day.papers.fallback_numbers()
    used = {*printed, *scene.day.tickets}
    prefix = scene.site.paper.fallback_prefix
    last = printed[-1] if printed else after
    return [number for number in following(prefix, last) if number not in used]


def enter(scene: Scene, command: EnterPaper) -> Sequence[Event]:
    """Neither hours nor quota send away a person who stands there with a paper."""
    _can_be_entered(scene, command.number)
    arrived = _arrival(scene, command.taken_at)
    services = asked_for(scene, command.services)
    entered = taken(scene, command, services, command.number, arrived)
    return [replace(entered, arrived=arrived, served=command.served)]


def _can_be_entered(scene: Scene, number: str) -> None:
    prefix = scene.site.paper.fallback_prefix
    if not is_fallback(number, prefix):
        raise Refused(Code.INVALID, field="number", why="not_fallback", prefix=prefix)
    if number in scene.day.tickets:
        raise Refused(Code.NOT_ALLOWED_NOW, why="entered", number=number, field="number")


def _arrival(scene: Scene, noted: datetime | None) -> datetime:
    """Now, when nobody noted it."""
    arrived = noted or scene.now
    if arrived > scene.now:
        raise Refused(Code.INVALID, field="taken_at", why="in_the_future")
    if business_day(scene.site, arrived) != scene.day.date:
        raise Refused(Code.INVALID, field="taken_at", why="before_today")
    return arrived
