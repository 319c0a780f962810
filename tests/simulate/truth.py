"""What really came out of the printers, and whether what is said of it is true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Paper:
    """One that came out whole."""

    number: str
    void: bool = False
    """A notice under it says that it does not count."""


@dataclass
class Truth:
    complain: Callable[[str], None]
    papers: dict[str, Paper] = field(default_factory=dict)
    """By job."""
    wanted: dict[str, str] = field(default_factory=dict)
    """Job -> the number that was to be on it."""
    begun: set[str] = field(default_factory=set)
    """Jobs of which some byte went to a printer."""

    def asked(self, job: str, number: str) -> None:
        if job in self.wanted:
            self.complain(f"job {job} is asked for twice")
        self.wanted[job] = number

    def came_out(self, job: str, number: str) -> Paper:
        if job not in self.wanted:
            self.complain(f"a paper came out for {job}, which nobody asked for")
        elif self.wanted[job] and self.wanted[job] != number:
            self.complain(f"{number} stands on the paper of {self.wanted[job]}")
        if job in self.papers:
            self.complain(f"two papers came out for {job}")
        self.papers[job] = Paper(number)
        return self.papers[job]

    def judge(self, job: str, result: str, said_by: str) -> None:
        """A claim is being written down."""
        paper = self.papers.get(job)
        valid = paper is not None and not paper.void
        if result == "printed" and not valid:
            self.complain(f"{said_by} says that {job} is printed, and it is not")
        if result == "not_printed" and valid:
            self.complain(f"{said_by} says that {job} is not printed, and somebody holds it")
