"""Print jobs: asked for with the ticket, reported by the printer's agent."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.commands import MoveTicket, PrintPage, ReportPrint, TakeTicket
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
    asked = PrintRequested(job_id(scene, number, copy), number, kind, command.printer)
    return _unless_absent(asked, command.printer_absent)


def page(scene: Scene, command: PrintPage) -> Sequence[Event]:
    """Each press is one more page: the printer keeps no copy of the last."""
    pages = sum(1 for job in scene.day.jobs.values() if job.kind == command.kind)
    job = job_id(scene, command.kind, pages + 1)
    asked = PrintRequested(job, "", command.kind, command.printer)
    return _unless_absent(asked, command.printer_absent)


def job_id(scene: Scene, subject: str, copy: int) -> str:
    """Unique for ever. A restored journal, or another server, gives the same number on the same
    day again: without the stamp the agent would take it for the paper that it has printed."""
    return f"{scene.day.site}-{scene.day.date.isoformat()}-{subject}-{copy}-{scene.stamp}"


def _unless_absent(asked: PrintRequested, absent: bool) -> list[Event]:
    if absent:
        return [asked, PrintReported(asked.job, "not_printed", "offline")]
    return [asked]


def report(scene: Scene, command: ReportPrint) -> Sequence[Event]:
    """Repeats change nothing. A job once settled stays so; one in doubt may still be settled."""
    job = scene.day.jobs.get(command.job)
    if job is None:
        raise Refused(Code.INVALID, field="job")
    if job.settled or job.result == command.result:
        return []
    return [PrintReported(command.job, command.result, command.reason)]
