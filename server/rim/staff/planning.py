"""What is wrong with a planning file, in the reader's language."""

from __future__ import annotations

from server.planning.mistakes import PLACES, FileMistake
from server.texts.catalogue import translations


def mistake_text(mistake: FileMistake, language: str) -> str:
    gettext = translations(language).gettext
    fault = gettext(mistake.fault) % mistake.values
    if mistake.number is None:
        return fault
    return gettext(PLACES[mistake.kind]) % {"number": mistake.number, "fault": fault}
