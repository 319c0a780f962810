"""The papers of a day: what was asked of the printers, and what became of it.

`Papers` is for print jobs what `Queues` is for tickets; whether a paper's fate is settled, and
whether it says anything of the ticket, is said here alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

FALLBACK = "fallback"
"""The kind of a job that is a number printed in advance."""


@dataclass(frozen=True, slots=True)
class Printer:
    """The one that is to print what is asked for now."""

    id: str
    absent: bool = False
    """It is known not to answer: its paper would come out when nobody stands there."""


@dataclass(frozen=True, slots=True)
class LastFallback:
    """How far the numbers printed in advance have come, which a day itself does not know."""

    before: date
    number: str | None


@dataclass(frozen=True, slots=True)
class PrintJob:
    id: str
    number: str
    """Empty for a page that belongs to no ticket."""
    kind: str
    printer: str
    asked_at: datetime
    result: str | None = None
    """None while nothing was said of it; in `doubt`, the paper may have come out."""
    reason: str | None = None

    @property
    def settled(self) -> bool:
        """A job in doubt stays open: the paper may still come out, or a person decide."""
        return self.result is not None and self.result != "doubt"


@dataclass
class Papers:
    """Changed by the fold alone."""

    jobs: dict[str, PrintJob] = field(default_factory=dict)
    """By id, oldest first."""
    unheard: dict[str, PrintJob] = field(default_factory=dict)
    """Those of which no printer has said anything yet."""
    _open: dict[str, PrintJob] = field(default_factory=dict)
    _newest: dict[str, str] = field(default_factory=dict)
    """The job that was asked for last, by ticket."""

    def copy(self) -> Papers:
        return Papers(dict(self.jobs), dict(self.unheard), dict(self._open), dict(self._newest))

    def ask(self, job: PrintJob) -> None:
        self.jobs[job.id] = self.unheard[job.id] = self._open[job.id] = job
        if job.number:
            self._newest[job.number] = job.id

    def report(self, job_id: str, result: str, reason: str | None) -> PrintJob:
        """The job, as it stands now."""
        job = replace(self.jobs[job_id], result=result, reason=reason)
        self.jobs[job_id] = job
        self.unheard.pop(job_id, None)
        if job.settled:
            self._open.pop(job_id, None)
        else:
            self._open[job_id] = job
        return job

    def tells_of_its_ticket(self, job: PrintJob) -> bool:
        """What becomes of a paper that a later copy has taken over says nothing of that copy,
        unless the visitor holds it after all."""
        return job.result == "printed" or self._newest.get(job.number) == job.id

    def for_printer(self, printer: str) -> list[PrintJob]:
        """What it has to print, oldest first; numbers printed in advance let the visitors' papers
        go before them. Without those that a later copy has taken over: a dead printer that comes
        back must not print beside it."""
        mine = (job for job in self._open.values() if job.printer == printer)
        wanted = [job for job in mine if not job.number or self._newest[job.number] == job.id]
        return sorted(wanted, key=lambda job: job.kind == FALLBACK)

    def copies_of(self, number: str) -> int:
        """How many papers were asked for with this number."""
        return sum(job.number == number for job in self.jobs.values())

    def of_kind(self, kind: str) -> list[PrintJob]:
        """Oldest first."""
        return [job for job in self.jobs.values() if job.kind == kind]

    def fallback_numbers(self) -> list[str]:
        """The numbers printed in advance today, in order."""
        return [job.number for job in self.of_kind(FALLBACK)]
