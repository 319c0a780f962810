"""Interrupting a service for some time of today, and receiving again before that."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.business_day import end_of
from server.domain.commands import InterruptService, ResumeService
from server.domain.events import Event, InterruptionEnded, ServiceInterrupted
from server.domain.hours import Interruption
from server.domain.refusal import Code, Refused
from server.domain.rules.scene import Scene


def interrupt(scene: Scene, command: InterruptService) -> Sequence[Event]:
    """One that is over already, or ends before it begins, would interrupt nothing."""
    service = scene.service(command.service).code
    wanted = Interruption(command.begins, command.ends)
    over = wanted.ends <= max(wanted.begins, scene.now)
    if over or wanted.ends > end_of(scene.site, scene.day.date):
        raise Refused(Code.INVALID, field="ends", why="interruption")
    if scene.day.interruptions.get(service) == wanted:
        return []
    return [ServiceInterrupted(service, *wanted)]


def resume(scene: Scene, command: ResumeService) -> Sequence[Event]:
    planned = scene.day.interruptions.get(scene.service(command.service).code)
    if planned is None or planned.ends <= scene.now:
        return []
    return [InterruptionEnded(command.service)]
