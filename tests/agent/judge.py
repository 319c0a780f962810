"""Reads pieces of paper as a person would: which ticket, whole or not, void or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from printer.drawing.layout import layout, void_notice
from printer.drawing.paint import paint
from printer.emulator.paper import Piece
from printer.profile import Profile
from server.protocol.printing import PrintOrder

_HEAD_ROWS = 180
"""With the site's name and the number on it, a paper looks valid to whoever finds it."""


@dataclass
class Verdict:
    valid: Counter[str] = field(default_factory=Counter)
    """Whole tickets without a void notice, by job id."""
    voided: int = 0
    loose: Counter[str] = field(default_factory=Counter)
    """Unfinished tickets on which the number can be read, and no void notice."""


def ink_of(job: PrintOrder, profile: Profile) -> list[bytes]:
    picture = paint(layout(job.document), profile)
    return _ink(picture.tobytes(), profile)


def judge(pieces: Iterable[Piece], jobs: Sequence[PrintOrder], profile: Profile) -> Verdict:
    tickets = {job.id: b"".join(ink_of(job, profile)) for job in jobs}
    notices = {
        job.id: b"".join(_ink(paint(void_notice(job.number), profile).tobytes(), profile))
        for job in jobs
    }
    verdict = Verdict()
    for ink in _joined(pieces):
        _judge_one(ink, tickets, notices, verdict)
    return verdict


def _judge_one(
    ink: bytes, tickets: dict[str, bytes], notices: dict[str, bytes], verdict: Verdict
) -> None:
    for job, whole in tickets.items():
        # The notice names its number: whoever changed the roll holds other tickets beside it.
        void = notices[job] in ink
        head = whole[: _HEAD_ROWS * 72]
        times = ink.count(whole)
        if void and head in ink:
            verdict.voided += 1
        elif times:
            verdict.valid[job] += times
        elif head in ink:
            verdict.loose[job] += 1


def _joined(pieces: Iterable[Piece]) -> list[bytes]:
    """A ticket over the end of a roll is on two papers, and is one ticket."""
    whole: list[bytes] = []
    goes_on = False
    for piece in pieces:
        ink = b"".join(piece.ink)
        if goes_on:
            whole[-1] += ink
        else:
            whole.append(ink)
        goes_on = piece.torn
    return whole


def _ink(dots: bytes, profile: Profile) -> list[bytes]:
    across = profile.dots // 8
    data = bytes(byte ^ 0xFF for byte in dots)
    rows = (data[i : i + across] for i in range(0, len(data), across))
    return [row for row in rows if any(row)]
