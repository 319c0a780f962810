"""Which language a request wants."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from server.texts.catalogue import available


def language_of(request: HTTPConnection) -> str:
    """`?lang=`, else the first accepted language that is complete, else French."""
    complete = set(available())
    asked = request.query_params.get("lang")
    if asked in complete:
        return asked
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.split(";")[0].strip().lower()
        for candidate in (tag, tag.split("-")[0]):
            if candidate in complete:
                return candidate
    return "fr"
