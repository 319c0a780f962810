"""What the waiting room sees and hears: numbers and counters, never a person, never a reason."""

from __future__ import annotations

from collections.abc import Iterator

from display.concern import in_zones, services_of
from server.application.reception import Reception
from server.application.sight import Sight, said
from server.application.views import newcomer_estimate
from server.domain.day import Call
from server.domain.site import Board, Site
from server.live.picture import Cue, is_fresh
from server.protocol.place import BoardCall, BoardPicture, BoardService
from server.rim.interruption import told_to_all
from server.texts.catalogue import LANGUAGES, translations, written_in

CALLS_SHOWN = 8
"""More than any board has rows for; each shows what its size allows."""


def default_board(site: Site) -> Board:
    """The first board of the site file, or one that shows every zone."""
    everywhere = tuple(sorted({counter.zone for counter in site.counters.values()}))
    return next(iter(site.boards.values()), Board("all", everywhere))


def board_of(site: Site, code: str) -> Board:
    """The board of this code; the first one for a screen whose board left the site file."""
    return site.boards.get(code) or default_board(site)


def board_picture(sight: Sight, board: Board) -> BoardPicture:
    return BoardPicture(
        open=sight.opening.open,
        calls=[_shown(sight, call) for call in latest_calls(sight, board)],
        waiting=list(_waiting(sight, board)),
        messages=list(interruptions(sight, board)),
    )


def interruptions(sight: Sight, board: Board) -> Iterator[str]:
    """What nobody is called for, now or soon."""
    yield from told_to_all(sight, services_of(sight, board))


def latest_calls(sight: Sight, board: Board) -> list[Call]:
    """The last call of each ticket in the board's zones, newest first."""
    seen: dict[str, Call] = {}
    for call in reversed(sight.day.calls):
        if call.number not in seen and in_zones(sight.site, board, call.counter):
            seen[call.number] = call
    return list(seen.values())[:CALLS_SHOWN]


def call_cues(sight: Sight, board: Board) -> tuple[Cue, ...]:
    """What to sound: every call and recall, in the board's language, then in the visitor's."""
    return tuple(
        Cue(call.seq, "call", call.at, _sounded(sight.reception, board, call))
        for call in sight.day.calls
        if is_fresh(call.at, sight.now) and in_zones(sight.site, board, call.counter)
    )


def announcement(number: str, counter_name: str, language: str) -> str:
    """The sentence as it is spoken: the letter apart, the number without leading zeros."""
    letter = number.rstrip("0123456789")
    spoken = f"{letter} {int(number[len(letter) :])}"
    gettext = translations(language).gettext
    return gettext("Number %(number)s, %(counter)s") % {"number": spoken, "counter": counter_name}


def _shown(sight: Sight, call: Call) -> BoardCall:
    name = sight.counter_name(call.counter)
    return BoardCall(
        number=call.number,
        counter=call.counter,
        counter_name=name,
        at=call.at,
        announcement=announcement(call.number, name, sight.language),
    )


def _sounded(reception: Reception, board: Board, call: Call) -> dict[str, object]:
    visitor = reception.committed.tickets[call.number].language
    counter = reception.site.counters_today[call.counter]
    return {
        "number": call.number,
        "counter": call.counter,
        "again": call.again,
        "announcements": [
            {
                "language": tag,
                "text": announcement(call.number, said(counter.name, language), language),
            }
            for tag, language in _spoken(board.languages[0], visitor).items()
        ],
    }


def _spoken(*languages: str) -> dict[str, str]:
    """Languages that are really written, by the tag of their voice: easy French is French aloud."""
    spoken: dict[str, str] = {}
    for language in map(written_in, languages):
        spoken.setdefault(LANGUAGES[language].tag, language)
    return spoken


def _waiting(sight: Sight, board: Board) -> Iterator[BoardService]:
    ours = services_of(sight, board)
    for service in sight.services_named():
        count = sight.day.queues.waiting_for(service.code)
        if service.code not in ours or not (count or service.code in sight.site.services):
            continue
        yield BoardService(
            service=service.code,
            name=sight.said(service.name),
            count=count,
            estimate=newcomer_estimate(sight, service.code),
        )
