"""Jinja2 for all screens: `render("counter/console.html", "fr", tz=..., queue=...)`.

There is one recipe and one environment per written language, because a macro imported without
context still has to speak the page's language. In every template, without being passed:

    _("…") or {% trans n=3 %}…{% endtrans %}    the page's language (`pgettext`, `ngettext` too)
    lang, dir                                   for <html>; the language the words are really in
    icon("bell")                                inline SVG
    static_url("kiosk/start.css")               address with a fingerprint
    |number  |minutes  |about  |clock           `clock` needs `tz` in the context

A name that was not passed is an error (StrictUndefined), never an empty place on a screen.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from server.looks.filters import clock, number, speaking
from server.looks.folders import static_url, template_folders
from server.looks.icons import icon
from server.texts.catalogue import LANGUAGES, translations, written_in


def render(name: str, language: str, **context: object) -> str:
    """Paint a page or a fragment. `language` is what was asked for: see `written_in`."""
    return environment(written_in(language)).get_template(name).render(**context)


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
    env.globals |= {"icon": icon, "static_url": static_url}
    env.globals |= {"lang": LANGUAGES[language].tag, "dir": LANGUAGES[language].direction}
    return env
