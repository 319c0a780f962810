"""Which jobs a printer is sent: few at a time, so that a long queue is no large frame."""

from __future__ import annotations

from server.domain.papers import Papers, PrintJob

FEW = 8


def next_jobs(papers: Papers, printer: str) -> list[PrintJob]:
    """The first that nothing was said of yet; and beside them the first of those in doubt: what
    leaves the agent's picture it takes for settled, and voids."""
    jobs = papers.for_printer(printer)
    doubted = [job for job in jobs if job.result is not None][:FEW]
    fresh = [job for job in jobs if job.result is None][:FEW]
    chosen = {job.id for job in (*doubted, *fresh)}
    return [job for job in jobs if job.id in chosen]
