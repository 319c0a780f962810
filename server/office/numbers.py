"""What became of the numbers that were last printed in advance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel

from server.application.sight import Sight
from server.domain.papers import FALLBACK, PrintJob
from server.paper.staff.report import reason_words
from server.texts.catalogue import translations


class NumbersRow(BaseModel):
    first: str
    last: str
    at: datetime
    printed: int
    unconfirmed: int
    under_way: int
    """In doubt, too: the printer will settle it."""
    not_printed: int
    reasons: str
    """Why some were not."""


def last_numbers(sight: Sight) -> NumbersRow | None:
    """Those of the last press of the button today."""
    jobs = sight.day.papers.of_kind(FALLBACK)
    if not jobs:
        return None
    pile = [job for job in jobs if job.asked_at == jobs[-1].asked_at]
    results = Counter(job.result for job in pile)
    return NumbersRow(
        first=pile[0].number,
        last=pile[-1].number,
        at=pile[0].asked_at,
        printed=results["printed"],
        unconfirmed=results["unconfirmed"],
        under_way=results[None] + results["doubt"],
        not_printed=results["not_printed"],
        reasons=_reasons(pile, sight.language),
    )


def _reasons(pile: Sequence[PrintJob], language: str) -> str:
    refused = [job.reason for job in pile if job.result == "not_printed"]
    return ", ".join(dict.fromkeys(_words(reason, language) for reason in refused))


def _words(reason: str | None, language: str) -> str:
    """Of a ticket that came too late one says that the visitor had gone; here nobody had."""
    if reason == "expired":
        return translations(language).gettext("the printer was not ready in time")
    return reason_words(reason, language)
