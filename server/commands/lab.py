"""`suivant lab`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from server.application.lab import lab_of
from server.commands.failure import Failure
from server.commands.store import opened_store
from server.domain.lab.change import Change
from server.domain.lab.figures import Ranged
from server.domain.lab.study import FEWEST_DAYS, MANY, Study, TooFewDaysError
from server.domain.site import Site
from server.journal.journal import Journal
from server.rim.staff.lab import lab_view
from server.sitefile import sites
from server.sitefile.mistakes import SiteFileError
from server.sitefile.scenario import read_scenario
from server.store.store import Store

NO_LIMIT = datetime.max.replace(tzinfo=UTC)


def lab(
    site: Annotated[str, typer.Argument()],
    begins: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"])],
    ends: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"])],
    change: Annotated[Path | None, typer.Option(help="A scenario (docs/lab.md).")] = None,
    runs: Annotated[int | None, typer.Option(min=1, max=100)] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Your own weeks under another organisation; without --change, how well the lab explains
    them."""
    with opened_store() as store:
        known = _site(store, site)
        asked = _change(change, known) if change else None
        span = begins.date(), ends.date()
        loaded = partial(sites.loaded, store)
        try:
            study = lab_of(Journal(store), loaded, site, span, asked, runs)
        except TooFewDaysError as error:
            raise Failure(
                f"{site}: {error.days} closed days with visitors from {span[0]} to {span[1]}; "
                f"the lab needs {FEWEST_DAYS}: a single day says next to nothing of another"
            ) from error
    if as_json:
        typer.echo(lab_view(study).model_dump_json(indent=1))
        return
    for line in lines(study):
        typer.echo(line)


def _site(store: Store, slug: str) -> Site:
    """Raises Failure."""
    if slug not in sites.slugs(store):
        raise Failure(f'there is no site "{slug}"')
    newest = next(sites.loaded(store, slug, NO_LIMIT), None)
    if newest is None:
        raise Failure(f"{slug}: its site file cannot be read; suivant site check says why")
    return newest.site


def _change(path: Path, site: Site) -> Change:
    """Raises Failure."""
    try:
        return read_scenario(path.read_text(encoding="utf-8-sig"), site)
    except SiteFileError as error:
        raise Failure(f"{path}: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{path}: cannot be read: {error}") from error


ROWS = (
    ("visitors served a day", "served", "{:.0f}"),
    ("half waited at most, minutes", "p50", "{:.1f}"),
    ("nine of ten waited at most, minutes", "p90", "{:.1f}"),
    ("within the promised wait", "within_target", "{:.0%}"),
    ("gone without being called, a day", "left", "{:.1f}"),
    ("last visitor out", "last_out", ""),
    ("after closing, minutes of all together", "overtime", "{:.0f}"),
    ("time at counters spent with visitors", "load", "{:.0%}"),
)


def lines(study: Study) -> Iterator[str]:
    columns = [("it was", study.was), ("the lab", study.baseline)]
    if study.changed:
        columns.append(("changed", study.changed))
    yield f"{study.days} days." + f"{'':<32}" + "".join(f"{name:>22}" for name, _ in columns)
    for title, name, form in ROWS:
        yield f"{title:<40}" + "".join(f"{_cell(each, name, form):>22}" for _, each in columns)
    yield ""
    yield from explained(study)
    if study.changed:
        yield _difference(study)


def _cell(each: Ranged, name: str, form: str) -> str:
    def said(value: float) -> str:
        return form.format(value) if form else f"{int(value) // 60:02d}:{int(value) % 60:02d}"

    return f"{said(each.value[name])} ({said(each.low[name])} to {said(each.high[name])})"


def explained(study: Study) -> Iterator[str]:
    if study.explains:
        yield f"The lab explains these days within {max(abs(study.off), 0.01):.0%}."
        return
    yield (
        f"The lab does not explain these days: its own 9-of-10 wait is {abs(study.off):.0%} off. "
        "What it says of a change is not to be relied on."
    )
    if study.by_hand > MANY:
        yield f"{study.by_hand:.0%} of the calls were chosen by hand; the lab follows the rule."
    if study.sent_on > MANY:
        yield f"{study.sent_on:.0%} of the visitors were sent on, put aside or called in vain."


def _difference(study: Study) -> str:
    difference = study.difference
    if difference is None or not study.clear or study.ratio is None:
        return "No clear difference."
    low, high = difference.low["p90"], difference.high["p90"]
    return (
        f"Nine of ten would have waited {study.ratio:.2f} times as long as in the lab's own days: "
        f"{difference.value['p90']:+.1f} minutes ({low:+.1f} to {high:+.1f})."
    )
