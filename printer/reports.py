"""What the server is told of each job, and which jobs have had their last word.

All of it stands in the spool; but a disk that takes nothing must not silence the agent.
"""

from __future__ import annotations

from collections.abc import Iterable

from printer.fate import MEANINGS
from printer.spool import Spool
from server.protocol.printing import JobReport, PrintOrder

SPOOL = "spool"
"""The reason of all that is told while the disk takes nothing."""


class Reports:
    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._late: list[JobReport] = []
        self._unwritten: dict[str, JobReport] = {}
        """Told and not on disk: final for as long as this agent runs."""

    def of(self, view: Iterable[PrintOrder]) -> list[JobReport]:
        """What is known of every job in view, and, once, late news of jobs no longer in it."""
        late, self._late = self._late, []
        known = [self._unwritten.get(job.id) or self._recorded(job.id) for job in view]
        return [report for report in known if report] + late

    def is_final(self, job: PrintOrder) -> bool:
        report = self._unwritten.get(job.id)
        if report and MEANINGS[report.result].final:
            return True
        record = self._spool.find(job.id)
        return record is not None and record.meaning.final

    def out_of_view(self, report: JobReport) -> None:
        """What became of a job is told even when it has left the picture meanwhile."""
        self._late.append(report)

    def without_spool(self, view: Iterable[PrintOrder]) -> None:
        """A ticket that could not be remembered might be printed twice: the next printer's work."""
        for job in view:
            if self.is_final(job):
                continue
            record = self._spool.find(job.id)
            hangs = record is not None and record.meaning.hangs
            self._unwritten[job.id] = JobReport(
                job=job.id, result="doubt" if hangs else "not_printed", reason=SPOOL
            )

    def with_spool_again(self) -> None:
        """What was in doubt goes on as the spool knows it; what was refused stays refused."""
        self._unwritten = {
            job: report for job, report in self._unwritten.items() if MEANINGS[report.result].final
        }

    def _recorded(self, job: str) -> JobReport | None:
        record = self._spool.find(job)
        if record is None or record.meaning.told is None:
            return None
        return JobReport(job=job, result=record.meaning.told, reason=record.reason)
