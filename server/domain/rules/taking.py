"""Taking a ticket: open, known, within the quota, and still servable today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from server.domain.commands import TakeTicket
from server.domain.events import Event, TicketTaken
from server.domain.forecast import estimate_for
from server.domain.policy import due
from server.domain.refusal import Code, Refused
from server.domain.rules.printing import print_events
from server.domain.rules.scene import Scene
from server.domain.site import Service


def take(scene: Scene, command: TakeTicket) -> Sequence[Event]:
    services = asked_for(scene, command.services)
    for service in services:
        _can_be_taken(scene, service)
    first = services[0]
    number = next_number(scene, first)
    # A ticket printed later would come out when nobody stands there any more.
    absent = command.printer is not None and command.printer_absent
    taken = TicketTaken(
        number=number,
        services=tuple(service.code for service in services),
        language=spoken(scene, command.language),
        due=due(first, scene.now, priority=command.priority, appointment=command.appointment),
        priority=command.priority,
        needs=command.needs,
        appointment=command.appointment,
        origin=scene.who.name,
        printed="not_printed" if absent else "off",
    )
    return [taken] if absent else [taken, *print_events(scene, number, "ticket", 1, command)]


def asked_for(scene: Scene, codes: Sequence[str]) -> list[Service]:
    """At least one, each once, in the order asked."""
    if not codes:
        raise Refused(Code.INVALID, field="services")
    return [scene.service(code) for code in dict.fromkeys(codes)]


def spoken(scene: Scene, language: str) -> str:
    return language if language in scene.site.languages else "fr"


def next_number(scene: Scene, service: Service) -> str:
    """A001 to A999; a thousandth visitor is not sent away, the number grows by a digit."""
    return f"{service.prefix}{scene.day.issued.get(service.prefix, 0) + 1:03d}"


def _can_be_taken(scene: Scene, service: Service) -> None:
    opening = scene.hours.of(service.code, scene.clock)
    if not opening.open:
        raise Refused(Code.CLOSED, service=service.code)
    if service.quota is not None and scene.day.taken.get(service.code, 0) >= service.quota:
        raise Refused(Code.QUOTA_REACHED, service=service.code)
    if not scene.site.policy.serve_after_closing:
        _still_servable(scene, service)


def _still_servable(scene: Scene, service: Service) -> None:
    closes = scene.hours.site.at(scene.clock).until
    due_then = scene.now + timedelta(minutes=service.target_wait)
    place = (due_then, scene.now, len(scene.day.tickets), "")
    wait = estimate_for(scene.day, scene.site, service.code, place)
    likely = timedelta(minutes=wait.likely if wait else 0)
    if closes is not None and scene.clock + likely > closes:
        raise Refused(Code.TOO_LATE_TODAY, service=service.code)
