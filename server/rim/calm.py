"""The page of a screen that cannot be shown: what still works, and another try in a moment.

A kiosk and a board have no keyboard, and nobody stands beside them: an error page would stay there
until the evening.
"""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request
from starlette.responses import Response

from server.rim.language import language_of
from server.rim.pages import shown
from server.texts.catalogue import LANGUAGES, translations

SCREENS: Mapping[str, str] = {
    "kiosk": "kiosk",
    "display": "display",
    "counter": "counter",
    "office": "office",
    "t": "ticket",
}
"""The first word of an address, and the screen that it shows."""
FOR_STAFF = ("counter", "office")


def screen_of(request: Request) -> str | None:
    return SCREENS.get(request.url.path.split("/")[1])


def calm_page(request: Request, status: int) -> Response | None:
    """None where the address is not a screen's."""
    screen = screen_of(request)
    if screen is None:
        return None
    return shown(
        "entrance/calm.html" if screen in FOR_STAFF else "looks/calm.html",
        language_of(request),
        status,
        screen=screen,
        home=_home(request),
        front_desk=_front_desk(request) if screen == "kiosk" else [],
    )


def _home(request: Request) -> str:
    """Where the next try is made."""
    if request.method == "GET":
        return str(request.url.path) + (f"?{request.url.query}" if request.url.query else "")
    return "/".join(request.url.path.split("/")[:3])


def _front_desk(request: Request) -> list[tuple[str, str, str]]:
    """Where to go, in the visitor's language, or in every one before it is known."""
    chosen = request.query_params.get("lang")
    spoken = [chosen] if chosen in LANGUAGES else list(LANGUAGES)
    said: dict[str, tuple[str, str, str]] = {}
    for language in spoken:
        words = translations(language or "fr").gettext("Please go to the front desk")
        known = LANGUAGES[language or "fr"]
        said.setdefault(known.tag, (known.tag, known.direction, words))
    return list(said.values())
