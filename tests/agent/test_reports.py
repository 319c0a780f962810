"""What the server hears of a job, by what became of its paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from printer.fate import Fate, claim
from printer.reports import Reports
from printer.spool import Spool
from server.protocol.printing import JobReport
from tests.agent.tickets import job

A042, A043 = job("job-42", "A042"), job("job-43", "A043")


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    spool = Spool(tmp_path)
    yield spool
    spool.close()


@pytest.mark.parametrize(
    ("fate", "told", "may_hang", "over"),
    [
        ("sending", None, True, False),
        ("doubt", "doubt", True, False),
        ("voided", "doubt", False, False),
        ("printed", "printed", False, True),
        ("unconfirmed", "unconfirmed", False, True),
        ("not_printed", "not_printed", False, True),
    ],
)
def test_each_fate_is_told_voided_and_tried_again_as_it_must_be(
    spool: Spool, fate: Fate, told: str | None, may_hang: bool, over: bool
) -> None:
    spool.write(A042.id, A042.number, fate, "why")
    reports = Reports(spool)
    heard = [(report.result, report.reason) for report in reports.of([A042, A043])]
    assert heard == ([(told, "why")] if told else [])
    assert bool(spool.hanging()) is may_hang
    assert reports.is_final(A042) is over
    assert not reports.is_final(A043)


def test_late_news_of_a_job_out_of_view_is_told_once(spool: Spool) -> None:
    reports, news = Reports(spool), JobReport(job="gone", result="printed")
    reports.out_of_view(news)
    assert reports.of([A042]) == [news]
    assert reports.of([A042]) == []


def test_a_disk_that_takes_nothing_refuses_for_good_and_doubts_until_it_takes_again(
    spool: Spool,
) -> None:
    spool.write(A042.id, A042.number, "sending")
    reports = Reports(spool)
    reports.without_spool([A042, A043])
    heard = [(report.result, report.reason) for report in reports.of([A042, A043])]
    assert heard == [("doubt", "spool"), ("not_printed", "spool")]
    reports.with_spool_again()
    assert [report.job for report in reports.of([A042, A043])] == [A043.id]
    assert reports.is_final(A043)
    assert not reports.is_final(A042)


def test_printed_is_only_what_the_printer_said_over_a_line_that_loses_nothing() -> None:
    assert claim(answered=True) == "printed"
    assert claim(answered=True, gaps=True) == "unconfirmed"
    assert claim(answered=False) == "unconfirmed"
