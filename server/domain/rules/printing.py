"""Print jobs: asked for with the ticket, reported by the printer's agent."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.commands import PrintPage, ReportPrint
from server.domain.events import Event, PrintReported, PrintRequested
from server.domain.papers import Printer
from server.domain.refusal import Code, Refused
from server.domain.rules.scene import Scene


def print_events(scene: Scene, number: str, kind: str, copy: int) -> list[Event]:
    """One job, or none when the place has no printer."""
    printer = scene.printer
    return _asked(printer, job_id(scene, number, copy), number, kind) if printer else []


def page(scene: Scene, command: PrintPage) -> Sequence[Event]:
    """Each press is one more page: the printer keeps no copy of the last."""
    printer = the_printer(scene)
    job = job_id(scene, command.kind, len(scene.day.papers.of_kind(command.kind)) + 1)
    return _asked(printer, job, "", command.kind)


def the_printer(scene: Scene) -> Printer:
    if scene.printer is None:
        raise Refused(Code.INVALID, field="printer")
    return scene.printer


def job_id(scene: Scene, subject: str, copy: int) -> str:
    """Unique for ever. A restored journal, or another server, gives the same number on the same
    day again: without the stamp the agent would take it for the paper that it has printed."""
    return f"{scene.day.site}-{scene.day.date.isoformat()}-{subject}-{copy}-{scene.stamp}"


def _asked(printer: Printer, job: str, number: str, kind: str) -> list[Event]:
    """At once given up where the printer does not answer: its paper would come out when nobody
    stands there."""
    asked = PrintRequested(job, number, kind, printer.id)
    return [asked, PrintReported(job, "not_printed", "offline")] if printer.absent else [asked]


def report(scene: Scene, command: ReportPrint) -> Sequence[Event]:
    """Repeats change nothing. A job once settled stays so; one in doubt may still be settled."""
    job = scene.day.papers.jobs.get(command.job)
    if job is None:
        raise Refused(Code.INVALID, field="job")
    if job.settled or job.result == command.result:
        return []
    return [PrintReported(command.job, command.result, command.reason)]
