"""What is said in which language: `translations("fr").gettext("Please come in")`.

Rules, in this order:
- English is the key itself: it has no file.
- Easy French falls back to French, sentence by sentence: it is the same language; a region falls
  back to its language (`fr-CA` to `fr`).
- Any other language stands in `LANGUAGES` only once all that a visitor meets is translated
  (`VISITOR_AREAS`), which the tests hold: nobody is answered in a mixture. Sentences for staff, who
  read French or English, may be missing from it and are then English.
- A language nobody knows is answered in English.
"""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from server.texts.compiled import WORKSHOP

Texts: TypeAlias = gettext.NullTranslations
Sentence: TypeAlias = tuple[str | None, str]
"""Context and English sentence (the singular, where there is a plural)."""

FOLDER = Path(__file__).parent
VISITOR_AREAS = ("common", "kiosk", "display", "phone", "paper", "rim")
AREAS = (*VISITOR_AREAS, "counter", "office", "entrance", "staff", "planning", "demo")
"""A room's words stand in the file of its name; what several rooms say, in `common`."""


class Language(NamedTuple):
    name: str
    """In itself, as its speakers look for it."""
    tag: str
    """For the `lang` attribute (BCP 47)."""
    direction: Literal["ltr", "rtl"] = "ltr"


LANGUAGES: dict[str, Language] = {
    "fr": Language("Français", "fr"),
    "fr-easy": Language("Français facile", "fr"),
    "en": Language("English", "en"),
    "ar": Language("العربية", "ar", "rtl"),
    "es": Language("Español", "es"),
    "pt": Language("Português", "pt"),
    "tr": Language("Türkçe", "tr"),
    "ru": Language("Русский", "ru"),
    "uk": Language("Українська", "uk"),
    "zh": Language("中文", "zh-Hans"),
}


class Disagreement(Exception):
    """Two areas translate the same sentence differently."""


class Spoken(gettext.GNUTranslations):
    """A language. The empty sentence stays empty: gettext answers it with the file's own header."""

    def gettext(self, message: str) -> str:
        return super().gettext(message) if message else ""


def gettext_noop(sentence: str) -> str:
    """Marks a constant for the catalogue; it is translated where it is shown."""
    return sentence


def written_in(language: str) -> str:
    """The language in which an answer to a speaker of `language` is really written."""
    if language in LANGUAGES:
        return language
    general = language.partition("-")[0]
    return general if general in LANGUAGES else "en"


@lru_cache(maxsize=len(LANGUAGES))
def translations(language: str) -> Texts:
    """gettext, ngettext, pgettext and npgettext of the language that `written_in` names."""
    code = written_in(language)
    if code == "en":
        return gettext.NullTranslations()
    spoken = Spoken(io.BytesIO(_compiled(code)))
    if code == "fr-easy":
        spoken.add_fallback(translations("fr"))
    return spoken


def read_area(language: str, area: str) -> Catalog:
    """One `.po` file; empty when there is none. Raises babel's PoFileError on a broken file.

    `area`: one of AREAS; another is a slip of ours, and must not pass for a language without words.
    """
    if area not in AREAS:
        raise ValueError(area)
    path = FOLDER / language / f"{area}.po"
    locale = LANGUAGES[language].tag.replace("-", "_")
    if not path.is_file():
        return Catalog(locale)
    with path.open("rb") as lines:
        return read_po(lines, locale=locale, abort_invalid=True)


def _compiled(language: str) -> bytes:
    """In gettext's binary form."""
    files = [FOLDER / language / f"{area}.po" for area in AREAS]
    words = b"".join(file.read_bytes() for file in files if file.is_file())
    made = WORKSHOP.found(f"{language}.mo", words)
    if made is None:
        written = io.BytesIO()
        write_mo(written, _catalog(language))
        made = written.getvalue()
        WORKSHOP.keep(f"{language}.mo", words, made)
    return made


def _catalog(language: str) -> Catalog:
    """All areas of a language as one, with the plurals their files declare. Raises Disagreement."""
    merged = Catalog(LANGUAGES[language].tag.replace("-", "_"))
    merged.mime_headers = read_area(language, AREAS[0]).mime_headers
    for area in AREAS:
        found = read_area(language, area)
        if len(found) and found.plural_forms != merged.plural_forms:
            raise Disagreement(f"{language}, {area}: the plurals are counted otherwise elsewhere")
        for message in translated(found):
            known = merged.get(message.id, message.context)
            if known is not None and known.string != message.string:
                raise Disagreement(
                    f"{language}, {area}: {message.id!r} is said otherwise elsewhere"
                )
            merged[message.id] = message
    return merged


def sentence(message: Message) -> Sentence:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, first


def translated(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id and is_said(message)]


def is_said(message: Message) -> bool:
    """Whether it has its words, all its plurals included, and nobody doubts them."""
    said = message.string
    words = (said,) if isinstance(said, str) or said is None else said
    return all(words) and not message.fuzzy
