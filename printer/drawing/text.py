"""Text made safe and regular before it goes near a printer."""

from __future__ import annotations

import unicodedata

_ALLOWED_FORMAT = "\u200c\u200d"
"""Joiners, which Arabic and Persian spelling needs."""


def clean(text: str) -> str:
    """NFC, on one line, without control characters.

    A control character would reach the printer as a command: a name holding `GS V` cuts the paper.
    Direction overrides go too: they make text read otherwise than it was written.
    """
    kept = "".join(_keep(c) for c in unicodedata.normalize("NFC", text))
    return " ".join(word for word in kept.split(" ") if word)


def _keep(character: str) -> str:
    if character in "\t\n\r\u2028\u2029":
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Cn"):
        return ""
    if category == "Cf" and character not in _ALLOWED_FORMAT:
        return ""
    return character


def split_label(label: str) -> tuple[str, str]:
    """`A042` as people read it: letter and digits, to be set with a thin gap between."""
    label = clean(label)
    digits = label.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if digits.isdigit() and len(digits) < len(label):
        return label[: -len(digits)], digits
    return "", label
