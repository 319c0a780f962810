"""Whether the journal still has what people were told of, by the places noted beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import inspect

from server.journal.journal import NEWEST, Journal
from server.journal.places import BEFORE_ALL, Reached, places_file, read_places, write_places
from server.store.store import Store
from server.store.trouble import StoreError, cure_of
from server.store.whole import open_copy

LAST = "SELECT coalesce(max(seq), 0) FROM journal WHERE site = ? AND day = ?"
GAPS = "SELECT site, day FROM journal GROUP BY site, day HAVING count(*) <> max(seq) LIMIT 1"
ACCEPT = "or, if there is none, go on without what is missing: suivant journal accept"


@dataclass(frozen=True)
class Missing:
    """The end of a site's journal."""

    site: str
    acknowledged: Reached
    kept: Reached | None

    def __str__(self) -> str:
        return (
            f"{self.site}: people were told of {_words(self.acknowledged)}, and the journal ends "
            + (f"at {_words(self.kept)}" if self.kept else "before it begins")
        )


def missing(store: Store) -> list[Missing]:
    """Raises Unavailable."""
    acknowledged = _acknowledged(store.url, store.folder)  # first: others may be at work meanwhile
    return _missing(acknowledged, _newest(store), Journal(store).last_of) if acknowledged else []


def check(store: Store) -> None:
    """Before anybody writes: numbers that people hold would be given again. Raises StoreError."""
    _refuse(missing(store), store.url)


def accept(store: Store) -> None:
    """The journal is right as it is, for whoever is alone on the store."""
    if file := places_file(store.url, store.folder):
        write_places(file, _newest(store))


def begin(store: Store) -> None:
    """A store that nobody has noted anything of yet is watched from now on."""
    file = places_file(store.url, store.folder)
    if file and not file.exists():
        accept(store)


def has_all(url: str) -> Callable[[Path], None]:
    """For a copy made from now on. Raises StoreError."""
    acknowledged = _acknowledged(url)

    def check_copy(copy: Path) -> None:
        with closing(open_copy(copy)) as connection:
            rows = connection.execute(NEWEST).fetchall()
            newest = {site: (date.fromisoformat(day), seq) for site, day, seq in rows}

            def last_of(site: str, day: date) -> int:
                last: int = connection.execute(LAST, (site, day.isoformat())).fetchone()[0]
                return last

            lost = _missing(acknowledged, newest, last_of)
        _refuse(lost, url)

    return check_copy


def has_no_gap(copy: Path) -> None:
    """Raises StoreError."""
    with closing(open_copy(copy)) as connection:
        if found := connection.execute(GAPS).fetchone():
            raise StoreError(
                f"facts of {found[0]} on {found[1]} are missing in it; take another copy"
            )


def _acknowledged(url: str, folder: Path | None = None) -> dict[str, Reached]:
    file = places_file(url, folder)
    return read_places(file) if file else {}


def _refuse(lost: Sequence[Missing], url: str) -> None:
    if lost:
        raise StoreError(f"{lost[0]}; {cure_of(url)}, {ACCEPT}")


def _newest(store: Store) -> dict[str, Reached]:
    with store.reading() as connection:
        has_journal = inspect(connection).has_table("journal")
    return Journal(store).newest() if has_journal else {}


def _missing(
    acknowledged: Mapping[str, Reached],
    newest: Mapping[str, Reached],
    last_of: Callable[[str, date], int],
) -> list[Missing]:
    """`last_of`: a day's last place, 0 without any. A clock may have been ahead: it is asked where
    the journal goes on beyond the day that people were told of."""
    lost = []
    for site, place in acknowledged.items():
        kept = newest.get(site, BEFORE_ALL)
        if kept[0] > place[0]:
            kept = (place[0], last_of(site, place[0]))
        if place > kept:
            lost.append(Missing(site, place, kept if kept[1] else None))
    return lost


def _words(place: Reached) -> str:
    return f"fact {place[1]} of {place[0]}"
