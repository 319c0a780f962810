"""Print jobs: asked for with the ticket, reported by the printer's agent."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.commands import MoveTicket, ReportPrint, TakeTicket
from server.domain.events import Event, PrintReported, PrintRequested
from server.domain.refusal import Code, Refused
from server.domain.rules.scene import Scene


def print_events(
    scene: Scene, number: str, kind: str, copy: int, command: TakeTicket | MoveTicket
) -> list[Event]:
    """One job, or none when the place has no printer.

    A printer that does not answer gets no job: its paper would come out when nobody stands there.
    """
    if command.printer is None:
        return []
    job = f"{scene.day.site}-{scene.day.date.isoformat()}-{number}-{copy}"
    asked = PrintRequested(job, number, kind, command.printer)
    if command.printer_absent:
        return [asked, PrintReported(job, "not_printed", "offline")]
    return [asked]


def report(scene: Scene, command: ReportPrint) -> Sequence[Event]:
    """Repeats change nothing. A job once settled stays so; one in doubt may still be settled."""
    job = scene.day.jobs.get(command.job)
    if job is None:
        raise Refused(Code.INVALID, field="job")
    if job.settled or job.result == command.result:
        return []
    return [PrintReported(command.job, command.result, command.reason)]
