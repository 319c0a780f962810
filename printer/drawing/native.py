"""Tickets in the printer's own letters, for lines too slow for a picture and Latin text only.

python-escpos builds sizes and codes. Its transports are not used, because they lose tickets
silently; nor its code pages, because it selects one once and for all, and a reset forgets it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import cache
from typing import Any

from printer.drawing.blocks import (
    CALM,
    Banner,
    Block,
    Checkbox,
    Divider,
    Head,
    Number,
    Pair,
    Paragraph,
    Qr,
    Ruler,
    Space,
)
from printer.drawing.text import split_label
from printer.profile import Profile

CODE_PAGE = "CP858"
"""Western Europe with the euro sign; one page for the whole ticket."""
_SELECT_PAGE = b"\x1bt"


def printable(blocks: Sequence[Block]) -> bool:
    """Whether all words fit the code page."""
    try:
        _plain(" ".join(_words_of(blocks))).encode("cp858")
    except UnicodeEncodeError:
        return False
    return True


def encode(blocks: Sequence[Block], profile: Profile) -> bytes:
    out = _builder()
    out.clear()
    out._raw(_SELECT_PAGE + bytes([profile.code_page]))
    for block in blocks:
        _write(out, block, profile)
    out.set(align="left", normal_textsize=True, bold=False)
    return bytes(out.output)


@cache
def _builder() -> Any:
    """Made once: each import of the library leaves a folder in /tmp."""
    from escpos.printer import Dummy  # type: ignore[import-untyped]

    return Dummy()


def _say(out: Any, text: str) -> None:
    out._raw(text.encode(CODE_PAGE, "replace"))


def _write(out: Any, block: Block, profile: Profile) -> None:
    match block:
        case Paragraph(text, weight=weight, align=align):
            _lines(out, text, profile.columns, align == "center", weight == "bold")
        case Head(name):
            _lines(out, name, profile.columns, True, True)
        case Number(label):
            _large(out, " ".join(filter(None, split_label(label))), profile)
        case Banner(text):
            _large(out, f"*** {text} ***", profile)
        case Checkbox(text):
            _lines(out, f"[ ] {text}", profile.columns, False, False)
        case Pair(text, value, weight=weight):
            gap = max(1, profile.columns - len(text) - len(value))
            _lines(out, text + " " * gap + value, profile.columns, False, weight == "bold")
        case Ruler():
            marks = "".join(str(n % 10) for n in range(1, profile.columns + 1))
            _lines(out, marks, profile.columns, False, False)
            _lines(out, f"{profile.facts} · {CODE_PAGE}", profile.columns, True, False)
        case Divider():
            _lines(out, "-" * profile.columns, profile.columns, False, False)
        case Qr(url, beside):
            _qr(out, url, [words.text for words in beside], profile)
        case Space(dots) if dots >= CALM:
            _say(out, "\n" * (dots // CALM))


def _lines(out: Any, text: str, columns: int, center: bool, bold: bool) -> None:
    out.set(align="center" if center else "left", bold=bold, normal_textsize=True)
    for line in textwrap.wrap(_plain(text), columns, break_long_words=True) or [""]:
        _say(out, f"{line}\n")


def _large(out: Any, text: str, profile: Profile) -> None:
    times = max(1, min(6, profile.columns // max(1, len(text))))
    out.set(align="center", bold=True, custom_size=True, width=times, height=times)
    _say(out, f"{_plain(text)}\n")


def _qr(out: Any, url: str, beside: list[str], profile: Profile) -> None:
    out.set(align="center", normal_textsize=True, bold=False)
    _say(out, "\n")
    out.qr(url, ec=1, size=profile.qr_module, native=True)
    _say(out, "\n")
    for text in beside:
        _lines(out, text, profile.columns, True, False)


_SIMPLER = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "}
    | {"\u202f": " ", "\u2009": " ", "œ": "oe", "Œ": "OE"}
)


def _plain(text: str) -> str:
    return text.translate(_SIMPLER)


def _words_of(blocks: Sequence[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(text) | Banner(text) | Checkbox(text):
                found.append(text)
            case Pair(text, value):
                found += [text, value]
            case Head(name):
                found.append(name)
            case Qr(_, beside):
                found += [words.text for words in beside]
    return found
