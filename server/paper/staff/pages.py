"""Paper for the staff: the test ticket and the day's report, composed when the printer asks."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from server.application.sight import Sight
from server.domain.papers import PrintJob
from server.paper.staff.report import report_lines
from server.paper.ticket import PATIENCE
from server.protocol.printing import Line, LinesDocument, PrintOrder
from server.texts.catalogue import LANGUAGES, translations, written_in
from server.texts.days import full_day

LANGUAGE = "fr"
"""In which the staff is told."""
LETTERS = "À Ç É Ê Î Ô Ù Œ œ é è à ç € « » ’ – 0123456789"


def is_page(job: PrintJob) -> bool:
    return job.kind in ("test", "report")


def page_job(sight: Sight, job: PrintJob, printer: str) -> PrintOrder:
    """The page's job as the agent of this printer gets it."""
    gettext = translations(sight.language).gettext
    if job.kind == "report":
        label, page = gettext("REPORT"), _report(sight)
    else:
        label, page = gettext("TEST"), _test(sight, printer, job.asked_at)
    return PrintOrder(
        id=job.id,
        number=label,
        kind="report" if job.kind == "report" else "test",
        document=page,
        expires_at=job.asked_at + PATIENCE,
    )


def _test(sight: Sight, printer: str, asked_at: datetime) -> LinesDocument:
    """Shows a wrong profile, a lost margin, a letter that does not come out."""
    gettext, site = translations(sight.language).gettext, sight.site
    spoken = dict.fromkeys(written_in(code) for code in site.languages)
    return LinesDocument(
        title=gettext("Test ticket"),
        lines=[
            Line(text=site.name, weight="heading"),
            Line(text=gettext("Printer"), value=printer),
            Line(text=gettext("Asked for"), value=_moment(sight, asked_at)),
            Line(text=gettext("The marks are millimetres, from edge to edge."), weight="ruler"),
            Line(text=gettext("Letters"), weight="heading"),
            Line(text=LETTERS),
            *(
                Line(text=LANGUAGES[code].name, value=translations(code).gettext("Your number"))
                for code in spoken
            ),
        ],
    )


def _report(sight: Sight) -> LinesDocument:
    gettext = translations(sight.language).gettext
    printed = gettext("Printed: %(moment)s") % {"moment": _moment(sight, sight.now)}
    return LinesDocument(
        title=gettext("Report of the day"),
        lines=[
            Line(text=sight.site.name, weight="heading"),
            Line(text=full_day(sight.day.date, sight.language)),
            *report_lines(sight),
            Line(text=printed, weight="small"),
        ],
    )


def _moment(sight: Sight, moment: datetime) -> str:
    local = moment.astimezone(ZoneInfo(sight.site.timezone))
    day = format_date(local.date(), "short", locale=sight.language)
    return f"{day}, {format_time(local.time(), 'HH:mm', locale=sight.language)}"
