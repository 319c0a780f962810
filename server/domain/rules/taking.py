"""Taking a ticket: open, known, within the quota, and still servable today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from server.domain.closing import gives_a_ticket, last_call, received_before
from server.domain.commands import CheckIn, EnterPaper, TakeTicket
from server.domain.events import Event, TicketTaken
from server.domain.policy import due_at
from server.domain.refusal import Code, Refused
from server.domain.rules.printing import print_events
from server.domain.rules.scene import Scene
from server.domain.site import Service
from server.domain.wait import promised


def take(scene: Scene, command: TakeTicket) -> Sequence[Event]:
    services = asked_for(scene, command.services)
    for service in services:
        _can_be_taken(scene, service)
    return give(scene, command, services)


def give(
    scene: Scene, command: TakeTicket | CheckIn, services: Sequence[Service]
) -> Sequence[Event]:
    """The next number, and its paper."""
    number = next_number(scene, services[0])
    event = taken(scene, command, services, number, scene.now)
    # A ticket printed later would come out when nobody stands there any more.
    if scene.printer is not None and scene.printer.absent:
        return [replace(event, printed="not_printed")]
    return [event, *print_events(scene, number, "ticket", 1)]


def taken(
    scene: Scene,
    command: TakeTicket | CheckIn | EnterPaper,
    services: Sequence[Service],
    number: str,
    arrived: datetime,
) -> TicketTaken:
    """The fact, whether the number is given now or was given by hand."""
    first, booked = services[0], command.appointment
    policy = scene.site.policy
    due = due_at(policy, first, arrived, priority=command.priority, appointment=booked)
    promised_at = promised(first, arrived, booked)
    # A number handed in from paper was given out while nobody could tell how long.
    unasked = booked or isinstance(command, EnterPaper)
    told = None if unasked else scene.waits.told(scene, first.code)
    return TicketTaken(
        number=number,
        services=tuple(service.code for service in services),
        language=command.language if command.language in scene.site.languages else "fr",
        due=due,
        priority=command.priority,
        needs=command.needs,
        appointment=booked,
        origin=scene.who.name,
        promised=None if promised_at == due else promised_at,
        told=told[0] if told else None,
        foreseen=told[1] if told else (),
        booking=command.booking if isinstance(command, CheckIn) else None,
    )


def asked_for(scene: Scene, codes: Sequence[str]) -> list[Service]:
    """At least one, each once, in the order asked."""
    if not codes:
        raise Refused(Code.INVALID, field="services")
    return [scene.service(code) for code in dict.fromkeys(codes)]


def next_number(scene: Scene, service: Service) -> str:
    """A001 to A999; a thousandth visitor is not sent away, the number grows by a digit."""
    return f"{service.prefix}{scene.day.issued.get(service.prefix, 0) + 1:03d}"


def _can_be_taken(scene: Scene, service: Service) -> None:
    opening = scene.hours.of(service.code, scene.clock)
    if not opening.open:
        raise Refused(Code.CLOSED, service=service.code)
    if service.quota is not None and scene.day.taken.get(service.code, 0) >= service.quota:
        raise Refused(Code.QUOTA_REACHED, service=service.code)
    _in_time(scene, service)


def _in_time(scene: Scene, service: Service) -> None:
    policy = scene.site.policy
    if policy.serve_after_closing and policy.ticket_when_unsure:
        return
    wait = scene.waits.of_newcomer(scene, service.code)
    closes = scene.hours.closes(service.code, scene.clock)
    by = last_call(scene, scene.waits, service.code, closes).by
    if not gives_a_ticket(policy, received_before(by, scene.clock, wait)):
        raise Refused(Code.TOO_LATE_TODAY, service=service.code)
