"""`suivant fairness`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial

import typer

from server.application.fairness import proof_of
from server.commands.failure import Failure
from server.commands.journal import OneDay, OneSite, days_wanted
from server.commands.store import opened_store
from server.domain.fairness.proof import Unprovable
from server.journal.journal import Journal
from server.protocol.fairness import FairnessView
from server.rim.staff.fairness import fairness_view
from server.sitefile import sites
from server.store.store import Store

WORDS = {True: "held", False: "broken"}
NO_LIMIT = datetime.max.replace(tzinfo=UTC)


def fairness(site: OneSite = None, day: OneDay = None) -> None:
    """Replays every call from the journal: was it the right one, by the reason that was given? And
    the worst case of each promise."""
    with opened_store() as store:
        found = [_proved(store, *each) for each in days_wanted(store, site, day)]
    for line in (line for view in found for line in _lines(view)):
        typer.echo(line)
    breaches = [case.text for view in found for p in view.promises for case in p.breaches]
    if breaches:
        print(f"suivant: {breaches[0]}", file=sys.stderr)
    typer.echo(_summary(found))
    if breaches:
        raise typer.Exit(1)


def _proved(store: Store, slug: str, day: date) -> FairnessView:
    """Raises Failure."""
    loaded = partial(sites.loaded, store)
    newest = next(loaded(slug, NO_LIMIT), None)
    if newest is None:
        raise Failure(f"{slug}: its site file cannot be read; suivant site check says why")
    try:
        proof = proof_of(Journal(store), loaded, slug, day)
    except Unprovable as error:
        raise Failure(f"{error}; suivant journal verify says what is wrong") from error
    return fairness_view(slug, day, proof, "en", newest.site.timezone)


def _lines(view: FairnessView) -> Iterator[str]:
    """A line for each promise, with its worst case; then one for each breach."""
    for promise in view.promises:
        worst = f" {promise.worst.text}" if promise.held and promise.worst else ""
        yield f"{view.site} {view.day}: {WORDS[promise.held]}: {promise.text}{worst}"
        for breach in promise.breaches:
            yield f"  fact {breach.seq}: {breach.text}"


def _summary(found: list[FairnessView]) -> str:
    calls, by_hand = sum(view.calls for view in found), sum(view.by_hand for view in found)
    unexplained = sum(view.unexplained for view in found)
    broken = sum(not promise.held for view in found for promise in view.promises)
    return (
        f"{calls} calls, {by_hand} by hand, {unexplained} unexplained, "
        f"{broken} broken promises of fairness"
    )
