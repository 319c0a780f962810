"""What the board's page paints: the calls with their places, who waits, and what to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from display.concern import waiting_for
from display.opening import closing_words, opening_words
from display.picture import interruptions, latest_calls
from display.sizes import MOST_ROWS, STANDING, Sizes, sizes
from server.application.sight import Sight
from server.domain.day import Call
from server.domain.lifecycle import State
from server.domain.site import Board
from server.domain.ticket import Ticket
from server.texts.catalogue import LANGUAGES, gettext_noop, translations, written_in

LIT = 20.0
"""Seconds a call stays in the call's colours; board.css says the same."""
LETTERS_SHOWN = 6
"""As many as one line has room for; the last counts all others, so that they add up."""
LONG_PLACE, LONG_STANDING = 10, 9
"""Letters beyond which a place's words are written smaller: `Ventanilla` fits on a lying screen."""

YOUR_TURN = gettext_noop("It is your turn")
LATEST = gettext_noop("Latest number called")
TAKE_A_TICKET = gettext_noop("Take a ticket at the kiosk")
FIRST_CALL = gettext_noop("The first number called will be shown here.")
CLOSED = gettext_noop("Closed")


@dataclass(frozen=True, slots=True)
class Caption:
    """One sentence in one of the board's languages."""

    language: str
    """For the `lang` attribute."""
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """A call as it is drawn: the number, then where to go."""

    seq: int
    number: str
    counter: str
    at: datetime
    word: str
    """`Guichet`; the whole name of a place that does not end with its code."""
    code: str
    """`3`, or nothing."""
    fresh: bool
    captions: tuple[Caption, ...]

    @property
    def long(self) -> bool:
        return len(self.word) > LONG_PLACE or len(self.code) > 2

    @property
    def long_standing(self) -> bool:
        return len(self.word) > LONG_STANDING


@dataclass(frozen=True, slots=True)
class Letter:
    """How many wait with tickets of this letter."""

    prefix: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class BoardPage:
    day: str
    calls: tuple[Called, ...]
    quiet: tuple[Caption, ...]
    """Said large when there is no call to show: closed, or nobody called yet."""
    closed: bool
    opening: str
    soon: tuple[Caption, ...]
    """That it closes, in the last minutes."""
    interruptions: tuple[Caption, ...]
    waiting: int
    letters: tuple[Letter, ...]
    distance: float
    lying: Sizes
    standing: Sizes

    def classes(self, place: int) -> str:
        """Of the call in this place, 0 being the newest, as board.css names them."""
        call = self.calls[place]
        holds = {
            "called": place == 0,
            "row-call": place > 0,
            "compact": place == 0 and self.lying.compact,
            "fresh": call.fresh,
            "long": call.long,
            "long-standing": call.long_standing,
            "named": not call.code,
            "wide": len(call.code) > 1,
            "not-lying": place > self.lying.rows,
            "not-standing": place > self.standing.rows,
        }
        return " ".join(name for name, true in holds.items() if true)

    @property
    def too_small(self) -> str:
        """In which position the screen is too small for its farthest seat."""
        return {
            (True, True): "",
            (False, True): "lying",
            (True, False): "standing",
            (False, False): "always",
        }[self.lying.fits, self.standing.fits]


def board_page(sight: Sight, board: Board) -> BoardPage:
    """In the board's own languages, whatever the television's browser prefers."""
    sight = sight.told_in(board.languages[0])
    closed = _at_rest(sight)
    calls = () if closed else tuple(_called(sight, board))
    waiting = list(waiting_for(sight, board))

    def resting(told: Sight) -> Iterator[str]:
        return interruptions(told, board)

    return BoardPage(
        day=sight.day.date.isoformat(),
        calls=calls,
        quiet=() if calls else tuple(_quiet(sight, board, closed)),
        closed=closed,
        opening=opening_words(sight),
        soon=tuple(_told(sight, board, lambda told: (closing_words(told),))),
        interruptions=() if closed else tuple(_told(sight, board, resting)),
        waiting=len(waiting),
        letters=tuple(_letters(sight, waiting)),
        distance=board.distance,
        lying=sizes(board.diagonal, board.distance),
        standing=sizes(board.diagonal, board.distance, STANDING),
    )


def place(sight: Sight, counter: str) -> tuple[str, str]:
    """`Guichet 3` -> its word and its code, because the code is drawn as large as the number."""
    name = sight.counter_name(counter)
    word = name.removesuffix(counter)
    return (word.rstrip(), counter) if word != name and word.endswith(" ") else (name, "")


def _at_rest(sight: Sight) -> bool:
    """Closed, and nobody is waiting or on the way to a counter any more."""
    expected = (State.WAITING, State.CALLED)
    return not sight.opening.open and not any(
        ticket.state in expected for ticket in sight.day.tickets.values()
    )


def _called(sight: Sight, board: Board) -> Iterator[Called]:
    for call in latest_calls(sight, board)[: MOST_ROWS + 1]:
        word, code = place(sight, call.counter)
        yield Called(
            seq=call.seq,
            number=call.number,
            counter=call.counter,
            at=call.at,
            word=word,
            code=code,
            fresh=(sight.now - call.at).total_seconds() < LIT,
            captions=_in_each(board, YOUR_TURN if _expected(sight, call) else LATEST),
        )


def _expected(sight: Sight, call: Call) -> bool:
    """The person is still on the way to the counter."""
    ticket = sight.day.tickets[call.number]
    return ticket.state is State.CALLED and ticket.counter == call.counter


def _quiet(sight: Sight, board: Board, closed: bool) -> Iterator[Caption]:
    for language in board.languages:
        gettext = translations(language).gettext
        if closed:
            words = opening_words(sight.told_in(language))
            yield Caption(_tag(language), gettext(CLOSED), words)
        else:
            yield Caption(_tag(language), gettext(TAKE_A_TICKET), gettext(FIRST_CALL))


def _told(sight: Sight, board: Board, words: Callable[[Sight], Iterable[str]]) -> Iterator[Caption]:
    """Sentence by sentence, each in every language of the board."""
    spoken = [words(sight.told_in(language)) for language in board.languages]
    for sentence in zip(*spoken, strict=True):
        for language, text in zip(board.languages, sentence, strict=True):
            if text:
                yield Caption(_tag(language), text)


def _in_each(board: Board, sentence: str) -> tuple[Caption, ...]:
    return tuple(
        Caption(_tag(language), translations(language).gettext(sentence))
        for language in board.languages
    )


def _tag(language: str) -> str:
    return LANGUAGES[written_in(language)].tag


def _letters(sight: Sight, waiting: list[Ticket]) -> Iterator[Letter]:
    """Those with most people first. A confidential service is among the others."""
    services = reversed([*sight.services_named()])  # of two with one letter, today's file has it
    named = {service.prefix: sight.said(service.name) for service in services}
    counted = Counter(ticket.number.rstrip("0123456789") for ticket in waiting)
    known = [(letter, count) for letter, count in counted.most_common() if letter in named]
    shown = known if len(known) <= LETTERS_SHOWN else known[: LETTERS_SHOWN - 1]
    for letter, count in shown:
        yield Letter(letter, named[letter], count)
    if others := len(waiting) - sum(count for _, count in shown):
        yield Letter("+", translations(sight.language).gettext("others"), others)
