"""Where a text in any script goes on to the next line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from printer.drawing.typeset import Type, width

_WIDE = "\u2e80-\u2fff\u3040-\u9fff\uf900-\ufaff"
"""Characters of Chinese and its neighbours: a line may end after any of them."""
_OPENS, _CLOSES = "（【《「『“‘", "，。、；：？！）】》」』”’…"
"""A line neither ends with the ones nor begins with the others."""
_UNIT = re.compile(
    f"[{_OPENS}]*(?:[{_WIDE}]|[^{_WIDE}{_OPENS}{_CLOSES}]+)[{_CLOSES}]*|[{_OPENS}{_CLOSES}]+"
)
_WORD = re.compile(r"[^ (（]*[(（][^()（）]*[)）][^ ]*|[^ ]+")
"""Up to a space; what stands in brackets is one word, often the French name to be recognised."""
_SHORT_END = 16
"""A last line of fewer characters looks lost: the paragraph is then filled evenly."""


def wrap(text: str, kind: Type, limit: float) -> list[str]:
    """Lines no wider than `limit`, evenly filled, so that no last word stands alone."""
    pieces = list(_pieces(text, kind, limit))
    lines = _fill(pieces, kind, limit)
    if len(lines) < 2 or len(lines[-1]) > _SHORT_END:
        return lines
    low, high = limit / 2, limit
    while high - low > 4:
        middle = (low + high) / 2
        as_few = len(_fill(pieces, kind, middle)) == len(lines)
        low, high = (low, middle) if as_few else (middle, high)
    return _fill(pieces, kind, high)


def _fill(pieces: list[str], kind: Type, limit: float) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        if lines and width((lines[-1] + piece).rstrip(" "), kind) <= limit:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip(" "))
    return [line.rstrip(" ") for line in lines]


def _pieces(text: str, kind: Type, limit: float) -> Iterator[str]:
    """What may stand at the start of a line: words, Chinese characters, parts of endless words."""
    for index, word in enumerate(_words(text, kind, limit)):
        for nth, unit in enumerate(_units(word)):
            piece = f" {unit}" if index and not nth else unit
            if width(unit, kind) <= limit:
                yield piece
            else:
                yield from _chopped(piece, kind, limit)


def _words(text: str, kind: Type, limit: float) -> Iterator[str]:
    for word in _WORD.findall(text):
        if " " in word and width(word, kind) > limit and not _is_chinese(word):
            yield from word.split(" ")
        else:
            yield word


def _units(word: str) -> list[str]:
    """A word whole, but Chinese by character; other letters inside it stay together."""
    return _UNIT.findall(word) if _is_chinese(word) else [word]


def _is_chinese(word: str) -> bool:
    return bool(re.search(f"[{_WIDE}]", word))


def _chopped(word: str, kind: Type, limit: float) -> Iterator[str]:
    """After a hyphen where there is one, else where the line is full."""
    part = ""
    for character in word:
        if part.strip() and width(part + character, kind) > limit:
            hyphen = part.rfind("-") + 1 or len(part)
            yield part[:hyphen]
            part = part[hyphen:]
        part += character
    yield part
