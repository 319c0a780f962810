"""What the console calls things: outcomes, needs, states and languages, in the agent's language."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from server.texts.catalogue import gettext_noop, translations, written_in

OUTCOMES: dict[str, str] = {
    "solved": gettext_noop("Solved"),
    "referred": gettext_noop("Referred elsewhere"),
    "missing_document": gettext_noop("Document missing"),
    "missing_information": gettext_noop("Information missing"),
    "wrong_service": gettext_noop("Wrong service"),
    "other": gettext_noop("Other"),
}
"""Causes that lie in the organisation, never in the person."""

NEEDS: dict[str, str] = {
    "sign_language": gettext_noop("sign language"),
    "written": gettext_noop("prefers writing"),
    "hearing": gettext_noop("hard of hearing"),
    "sight": gettext_noop("sees little"),
    "seat": gettext_noop("needs a seat"),
    "wheelchair": gettext_noop("wheelchair"),
    "time": gettext_noop("needs more time"),
}

SET_ASIDE = gettext_noop("set aside")
AWAY: dict[str, str] = {
    "absent": gettext_noop("absent"),
    "left": gettext_noop("has left"),
    "cancelled": gettext_noop("cancelled"),
}

NOT_FOR_YOU = gettext_noop("This console is not for you")
NOBODY = gettext_noop("Nobody is waiting for you at the moment.")
TAKEN_BY_COLLEAGUE = gettext_noop(
    "A colleague has just called %(announced)s: your visitor is %(number)s."
)
CHECKED_IN = gettext_noop("Checked in: the number is %(number)s.")
NO_PRINTER = gettext_noop("There is no printer here: show or dictate the number.")
PRINTER_SILENT = gettext_noop("The printer does not answer: nothing was printed.")
PRINTING = gettext_noop("The ticket is being printed again.")


def need_words(need: str, language: str) -> str:
    """A need that the site invented is shown as it was written."""
    known = NEEDS.get(need)
    return translations(language).gettext(known) if known else need


@lru_cache(maxsize=256)
def language_name(spoken: str, language: str) -> str:
    """`ar` in French: arabe. Agents need it in their own language, not in the visitor's."""
    if spoken == "fr-easy":
        return translations(language).gettext("easy French")
    try:
        return Locale.parse(spoken, sep="-").get_language_name(written_in(language)) or spoken
    except (UnknownLocaleError, ValueError):
        return spoken
