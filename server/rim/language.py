"""Which language a request wants."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import HTTPConnection

from server.texts.catalogue import LANGUAGES

KEPT = 512
"""What browsers say of languages; a town's differ by a handful."""


def language_of(request: HTTPConnection) -> str:
    """`?lang=`, else the first accepted language that we speak, else French."""
    asked = request.query_params.get("lang") if request.scope["query_string"] else None
    return asked if asked in LANGUAGES else _accepted(request.headers.get("accept-language", ""))


@lru_cache(maxsize=KEPT)
def _accepted(languages: str) -> str:
    for part in languages.split(","):
        tag = part.split(";")[0].strip().lower()
        for candidate in (tag, tag.split("-")[0]):
            if candidate in LANGUAGES:
                return candidate
    return "fr"
