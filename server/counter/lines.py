"""A person's line in a list, as it is painted: every word and every condition is decided here.

Nothing in a line belongs to the agent who sees it or to the moment it is seen in, so it is painted
once for all who see the same, and not again until something in it has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.counter.picture import CounterPicture
from server.counter.rows import Row
from server.counter.words import AWAY, SET_ASIDE
from server.texts.catalogue import translations

RARER = {"priority", "print", "cancel"}
"""The moves in a line's menu. The table of moves allows them together."""
WAYS_BACK = ("resume", "requeue")
IN_TURN = ("next_due", "past_promise", "first_come")
"""The order speaks for itself: the same sentence on every line would hide those that say more."""

SAID_ONCE = ("expert_kept", "weighted")
"""True of several in a row: the first says it, the others on demand."""


@dataclass(frozen=True, slots=True)
class Tag:
    """What to know about a person before speaking: never by colour alone."""

    icon: str
    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    number: str
    services: str
    because: str
    """Why out of turn; of somebody who is not in the queue, what has become of her."""
    tags: tuple[Tag, ...]
    waited: int
    late: bool
    hook: str
    """Its name for tests."""
    moves: tuple[str, ...]
    """On the line itself."""
    menu: str
    """The name of its menu, if it has one."""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    waiting: tuple[PersonLine, ...]
    parked: tuple[PersonLine, ...]
    away: tuple[PersonLine, ...]
    others: tuple[PersonLine, ...]

    @property
    def numbers(self) -> list[str]:
        """Of those who have a menu."""
        return [line.number for line in (*self.waiting, *self.parked, *self.away) if line.menu]


def lists_of(seen: CounterPicture, language: str) -> Lists:
    gettext = translations(language).gettext
    following = seen.next.number if seen.next else ""
    return Lists(
        waiting=tuple(_waiting(seen.waiting, following, language)),
        parked=tuple(
            _aside(row, "parked-row", gettext(SET_ASIDE), language) for row in seen.parked
        ),
        away=tuple(
            _aside(row, "absent-row", gettext(AWAY[row.state]), language) for row in seen.away
        ),
        others=tuple(
            _line(row, "other-row", _because(row), (), "", language) for row in seen.others
        ),
    )


def tags(row: Row, language: str) -> tuple[Tag, ...]:
    return tuple(_tags(row, language))


def _waiting(rows: Iterable[Row], following: str, language: str) -> Iterator[PersonLine]:
    said: set[str] = set()
    for row in rows:
        because = _because(row)
        repeated = because in said
        if row.reason and row.reason.rule in SAID_ONCE:
            said.add(because)
        yield _line(
            row,
            "queue-row",
            "" if repeated else because,
            ("call",),
            _menu(row),
            language,
            row.number == following,
        )


def _aside(row: Row, hook: str, state: str, language: str) -> PersonLine:
    ways = tuple(way for way in WAYS_BACK if way in row.actions)
    return _line(row, hook, state, ways, _menu(row), language)


def _line(
    row: Row,
    hook: str,
    because: str,
    moves: tuple[str, ...],
    menu: str,
    language: str,
    first: bool = False,
) -> PersonLine:
    return PersonLine(
        number=row.number,
        services=", ".join(row.services),
        because=because,
        tags=tags(row, language),
        waited=row.waited,
        late=row.late,
        hook=hook,
        moves=moves,
        menu=menu,
        first=first,
    )


def _because(row: Row) -> str:
    return row.reason.text if row.reason and row.reason.rule not in IN_TURN else ""


def _menu(row: Row) -> str:
    if not RARER.issubset(row.actions):
        return ""
    return "menu-of-priority" if row.priority else "menu"


def _tags(row: Row, language: str) -> Iterator[Tag]:
    words = translations(language)
    if row.priority:
        yield Tag("accessibility", words.gettext("Legal priority"), "warn")
    if row.language:
        spoken = words.gettext("speaks: %(language)s") % {"language": row.language}
        yield Tag("languages", spoken, "brand")
    for need in row.needs:
        yield Tag("ear", need, "brand")
    if row.received:
        yield Tag("rotate-ccw", words.gettext("already received"))
    if row.notes:
        count = len(row.notes)
        notes = words.ngettext("%(num)s note", "%(num)s notes", count) % {"num": count}
        yield Tag("message-square", notes)
