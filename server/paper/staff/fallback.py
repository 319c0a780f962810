"""What stands on a number printed in advance: paper that is given by hand, and written on."""

from __future__ import annotations

from datetime import timedelta

from server.domain.papers import PrintJob
from server.domain.site import Site
from server.protocol.printing import FallbackDocument, PrintOrder
from server.texts.catalogue import gettext_noop, translations

PATIENCE = timedelta(minutes=15)
"""Somebody waits for the whole pile, not a visitor for one paper."""
LANGUAGES = ("fr", "en")
"""Nobody knows yet who will hold it."""
YOUR_NUMBER = gettext_noop("Your number")
KEEP = gettext_noop("Keep this number, an agent will call you.")
ARRIVAL = gettext_noop("Time of arrival")
SERVICE = gettext_noop("Reason for coming")


def fallback_job(site: Site, job: PrintJob) -> PrintOrder:
    document = FallbackDocument(
        site_name=site.name,
        logo=site.logo_on_paper,
        caption=_side_by_side(YOUR_NUMBER),
        number=job.number,
        sentences=_said(KEEP),
        blanks=[_side_by_side(ARRIVAL), _side_by_side(SERVICE)],
    )
    return PrintOrder(
        id=job.id,
        number=job.number,
        kind="fallback",
        document=document,
        expires_at=job.asked_at + PATIENCE,
    )


def _said(sentence: str) -> list[str]:
    return [translations(language).gettext(sentence) for language in LANGUAGES]


def _side_by_side(label: str) -> str:
    return " · ".join(_said(label))
