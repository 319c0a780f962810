"""The proof of fairness of a day, from its journal and the site files that were in force."""

from __future__ import annotations

import asyncio
from datetime import date

import structlog

from server.application.receptions import Receptions
from server.domain.fairness.proof import Fairness, Unprovable, prove
from server.domain.fairness.site_files import Loaded, SiteFiles, files_in_force
from server.domain.journal import Journal
from server.domain.refusal import Code, Refusal

log = structlog.get_logger()


async def fairness_of(receptions: Receptions, slug: str, day: date) -> Fairness | Refusal:
    """In a thread of its own: a full day takes a quarter of a second. Raises Unavailable."""
    loaded = receptions.sites.loaded
    try:
        return await asyncio.to_thread(proof_of, receptions.journal, loaded, slug, day)
    except Unprovable as error:
        log.error("day_cannot_be_replayed", error=str(error))
        return Refusal(Code.NOT_ALLOWED_NOW, {"why": "damaged"})


def proof_of(journal: Journal, loaded: Loaded, slug: str, day: date) -> Fairness:
    """Blocking. Raises Unprovable, and Unavailable when the store is away."""
    facts = journal.facts(slug, day)
    if not facts:
        return prove(slug, day, facts, SiteFiles(()))
    try:
        files = files_in_force(loaded, slug, facts)
    except LookupError as error:
        raise Unprovable(f"{slug}: none of its site files can be read") from error
    return prove(slug, day, facts, files)
