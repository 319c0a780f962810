"""The independent judge: from what people were told, and the bare rows that the store kept.

It knows no rule of the server's. It asks what a visitor or an agent would: is my ticket there, is
my number mine alone, was I called by one counter, did pressing twice tell me the same thing?
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.faults.deeds import Deed
from tests.faults.kept import Kept

LETS_GO = frozenset({"next", "finish", "no-show", "park", "transfer", "requeue"})
"""After these the visitor may be somebody else's."""
CALLS = frozenset({"next", "call", "resume"})
OVER = "served"


@dataclass
class Verdict:
    acknowledged: int = 0
    """Commands that the server said were done, each counted once."""
    repeats: int = 0
    """The same command asked again, and answered again."""
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """A repeat that was answered otherwise than the first."""
    disordered: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.changed, *self.disordered]

    def add(self, other: Verdict) -> None:
        self.acknowledged += other.acknowledged
        self.repeats += other.repeats
        self.lost += other.lost
        self.doubled += other.doubled
        self.changed += other.changed
        self.disordered += other.disordered


def judge(deeds: Sequence[Deed], kept: Sequence[Kept]) -> Verdict:
    """`deeds` of everybody, in any order; `kept` in the store's order."""
    told = sorted(deeds, key=lambda deed: deed.answered)
    first = {deed.key: deed for deed in reversed(told) if deed.done}
    once = sorted(first.values(), key=lambda deed: deed.answered)
    places = {row.key: row.place for row in kept if row.key}
    return Verdict(
        acknowledged=len(first),
        repeats=sum(deed.done for deed in told) - len(first),
        lost=[*_lost(once, kept)],
        doubled=[*_numbers_given_twice(once, kept), *_called_by_two(once), *_called_after(once)],
        changed=[*_changed(told, first, places)],
        disordered=[*_out_of_order(once, places), *_numbers_out_of_order(once)],
    )


def _lost(once: Sequence[Deed], kept: Sequence[Kept]) -> Iterator[str]:
    keys = Counter(row.key for row in kept)
    numbers = {row.key: row.number for row in kept if row.kind == "ticket_taken"}
    for deed in once:
        if keys[deed.key] != 1:
            yield f"{deed.act} {deed.number} ({deed.key}) is kept {keys[deed.key]} times"
        elif deed.act == "take" and numbers.get(deed.key) != deed.number:
            yield f"{deed.key} was told {deed.number}, kept is {numbers.get(deed.key)}"


def _numbers_given_twice(once: Sequence[Deed], kept: Sequence[Kept]) -> Iterator[str]:
    told = Counter(deed.number for deed in once if deed.act == "take")
    held = Counter(row.number for row in kept if row.kind == "ticket_taken")
    for number in told | held:
        if told[number] > 1 or held[number] > 1:
            yield f"{number} was given {told[number]} times, kept {held[number]} times"


def _called_by_two(once: Sequence[Deed]) -> Iterator[str]:
    """Two counters that certainly had the same visitor at the same moment."""
    holds: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    for mine in _by_who(once).values():
        for n, deed in enumerate(mine):
            if deed.act in CALLS and deed.number:
                until = next((d.sent for d in mine[n + 1 :] if d.act in LETS_GO), float("inf"))
                holds[deed.number].append((deed.answered, until, deed.counter))
    for number, spans in holds.items():
        for (_, until, one), (since, _, other) in pairwise(sorted(spans)):
            if since < until:
                yield f"{number} was at {one} and at {other}"


def _called_after(once: Sequence[Deed]) -> Iterator[str]:
    """Somebody already served who was called again."""
    over = {
        deed.number: deed.answered
        for deed in once
        if deed.act == "finish" and deed.answer.get("state") == OVER
    }
    for deed in once:
        if deed.act in CALLS and deed.sent > over.get(deed.number, float("inf")):
            yield f"{deed.number} was served and called again at {deed.counter}"


def _changed(told: Iterable[Deed], first: dict[str, Deed], places: dict[str, int]) -> Iterator[str]:
    for deed in told:
        if deed.done and deed.answer != first[deed.key].answer:
            yield f"{deed.key}: {deed.answer} after {first[deed.key].answer}"
        elif deed.status >= 500:
            yield f"{deed.key}: broken with {deed.status}"
        elif not deed.done and deed.key in places:
            yield f"{deed.key} was kept, and refused with {deed.status} {deed.answer.get('code')}"


def _out_of_order(once: Sequence[Deed], places: dict[str, int]) -> Iterator[str]:
    """Each kiosk and counter acts in turn: so must the journal tell it."""
    for who, mine in _by_who(once).items():
        for before, after in pairwise(d for d in mine if d.key in places):
            if places[before.key] > places[after.key]:
                yield f"{who}: {before.key} stands after {after.key}"


def _numbers_out_of_order(once: Sequence[Deed]) -> Iterator[str]:
    """Whoever had a ticket before another asked for one has the smaller number."""
    for mine in _by_who(d for d in once if d.act == "take").values():
        last: dict[str, int] = {}
        for deed in mine:
            letter, n = deed.number[0], int(deed.number[1:])
            if n <= last.get(letter, 0):
                yield f"{deed.number} was given after {letter}{last[letter]:03d}"
            last[letter] = n


def _by_who(deeds: Iterable[Deed]) -> dict[str, list[Deed]]:
    found: dict[str, list[Deed]] = defaultdict(list)
    for deed in deeds:
        found[deed.who].append(deed)
    return found
