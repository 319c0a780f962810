"""Jinja2 for all screens: `render("counter/console.html", "fr", tz=..., queue=...)`.

There is one recipe and one environment per written language, because a macro imported without
context still has to speak the page's language. In every template, without being passed:

    _("…") or {% trans n=3 %}…{% endtrans %}    the page's language (`pgettext`, `ngettext` too)
    lang, dir                                   for <html>; the language the words are really in
    icon("bell")                                inline SVG
    drawn("bell")                               the same, on a page that carries sprite()
    part("counter/row.html", line=…)            another template, painted once while its facts,
                                                which must be hashable, are the same
    static_url("kiosk/start.css")               address with a fingerprint
    |number  |minutes  |about  |clock           `clock` needs `tz` in the context

A name that was not passed is an error (StrictUndefined), never an empty place on a screen.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, MutableMapping
from functools import cache, lru_cache, partial
from typing import Any

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from server.looks.filters import clock, number, speaking
from server.looks.folders import static_url, template_folders
from server.looks.icons import drawn, icon, sprite
from server.texts.catalogue import LANGUAGES, Texts, translations, written_in
from server.texts.compiled import WORKSHOP

PARTS_KEPT = 4096
"""Some 2 KB each: the rows of thirty full halls, or the phones of a thousand visitors."""

VERSION = jinja2.__version__.encode()


def render(name: str, language: str, **context: object) -> str:
    """Paint a page or a fragment. `language` is what was asked for: see `written_in`."""
    return environment(written_in(language)).get_template(name).render(**context)


@lru_cache(maxsize=PARTS_KEPT)
def part(language: str, name: str, **facts: Hashable) -> Markup:
    """A piece that many pictures share, or that stays while the rest of its page changes."""
    return Markup(environment(language).get_template(name).render(**facts))


@lru_cache(maxsize=len(LANGUAGES))
def environment(language: str) -> Environment:
    """The environment of a language that `written_in` gave."""
    env = _OneLanguage(
        loader=PrefixLoader(
            {name: FileSystemLoader(folder) for name, folder in template_folders().items()}
        ),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_Compiled(),
        auto_reload=False,  # nothing is asked of the disk for each part of each picture
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.policies["ext.i18n.trimmed"] = True
    texts = translations(language)
    env.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    env.filters |= {"number": number, "clock": clock, **speaking(texts)}
    env.globals |= _sentences(texts)
    env.globals |= {"icon": icon, "drawn": drawn, "sprite": sprite, "static_url": static_url}
    env.globals |= {"part": partial(part, language)}
    env.globals |= {"lang": LANGUAGES[language].tag, "dir": LANGUAGES[language].direction}
    return env


class _Compiled(BytecodeCache):
    """A template is compiled once for all languages and starts; jinja's version is in its seal,
    Python's in the bucket's own, with the template's text."""

    def load_bytecode(self, bucket: Bucket) -> None:
        if made := WORKSHOP.found(bucket.key, VERSION):
            bucket.bytecode_from_string(made)

    def dump_bytecode(self, bucket: Bucket) -> None:
        WORKSHOP.keep(bucket.key, VERSION, bucket.bytecode_to_string())


class _OneLanguage(Environment):
    def make_globals(self, d: Mapping[str, Any] | None) -> MutableMapping[str, Any]:
        """All are there before the first template. Jinja's own chain of two maps is walked key by
        key at every import and part of a page: it took a fifth of the time to paint a console."""
        return {**self.globals, **(d or {})}


def _sentences(texts: Texts) -> dict[str, Callable[..., Markup]]:
    """In place of the extension's own, which look for the page's language in its context, at every
    sentence anew: here an environment has one, and what takes no facts is translated once."""

    @cache
    def translated(sentence: str) -> Markup:
        return Markup(texts.gettext(sentence))

    @cache
    def without_facts(sentence: str) -> Markup:
        return translated(sentence) % {}

    def gettext(sentence: str, **facts: object) -> Markup:
        return translated(sentence) % facts if facts else without_facts(sentence)

    def ngettext(one: str, several: str, num: int, **facts: object) -> Markup:
        return Markup(texts.ngettext(one, several, num)) % {"num": num, **facts}

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}
