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

from collections.abc import Hashable
from functools import lru_cache, partial

from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from server.looks.filters import clock, number, speaking
from server.looks.folders import static_url, template_folders
from server.looks.icons import drawn, icon, sprite
from server.texts.catalogue import LANGUAGES, translations, written_in

PARTS_KEPT = 4096
"""Some 2 KB each: the rows of thirty full halls, or the phones of a thousand visitors."""


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
    env = Environment(
        loader=PrefixLoader(
            {name: FileSystemLoader(folder) for name, folder in template_folders().items()}
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.policies["ext.i18n.trimmed"] = True
    texts = translations(language)
    env.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    env.filters |= {"number": number, "clock": clock, **speaking(texts)}
    env.globals |= {"icon": icon, "drawn": drawn, "sprite": sprite, "static_url": static_url}
    env.globals |= {"part": partial(part, language)}
    env.globals |= {"lang": LANGUAGES[language].tag, "dir": LANGUAGES[language].direction}
    return env
