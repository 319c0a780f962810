"""A screen that cannot be shown: a calm page that tries again, and somebody in charge is told."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from server.application.unpainted import OF_LATE, Unpainted
from server.rim.problems import install
from tests.web.with_a_bug import StumblingTown
from tests.worlds import patient
from tests.worlds.play import play
from tests.worlds.servers import eventually, nats, new_database
from tests.worlds.town import Town

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
BROWSER = {"accept": "text/html", "accept-language": "fr"}
CANNOT_BE_SHOWN = "La borne ne peut pas s’afficher"
NOT_TOGETHER = "Les serveurs ne communiquent plus entre eux"


@dataclass
class House:
    """What remembers."""

    unpainted: Unpainted = field(default_factory=Unpainted)

    def now(self) -> datetime:
        return NOON


@pytest.fixture
def broken() -> FastAPI:
    """Every page of it fails."""
    app = FastAPI()
    app.state.receptions = House()
    install(app)

    @app.api_route("/{screen}/{site}", methods=["GET", "POST"])
    @app.api_route("/{screen}/{site}/{more}", methods=["GET", "POST"])
    async def _(screen: str, site: str, more: str = "") -> None:
        raise KeyError(screen)

    return app


def asked(app: FastAPI, method: str, path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        line = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=line, base_url="http://town.example") as browser:
            return await browser.request(method, path, headers=BROWSER)

    return play(ask())


@pytest.mark.parametrize(
    ("path", "screen", "words"),
    [
        ("/kiosk/mairie?lang=ar", "kiosk", "يرجى التوجه إلى الاستقبال"),
        ("/kiosk/mairie", "kiosk", "Please go to the front desk"),
        ("/display/mairie/hall", "display", "Adressez-vous à l’accueil"),
        ("/counter/mairie", "counter", "aucun numéro n’est perdu"),
        ("/office/mairie", "office", "aucun numéro n’est perdu"),
    ],
)
def test_the_page_says_what_still_works_and_tries_again(
    broken: FastAPI, path: str, screen: str, words: str
) -> None:
    answer = asked(broken, "GET", path)

    assert answer.status_code == 500
    assert words in answer.text
    assert f'http-equiv="refresh" content="10; url={path}"' in answer.text
    assert broken.state.receptions.unpainted.of("mairie", NOON) == [screen]


def test_after_a_form_the_kiosk_begins_again(broken: FastAPI) -> None:
    """What a form was sent to cannot be fetched."""
    answer = asked(broken, "POST", "/kiosk/mairie/tickets")

    assert 'content="10; url=/kiosk/mairie"' in answer.text


def test_a_screen_not_heard_of_for_a_minute_is_well() -> None:
    unpainted = Unpainted()
    unpainted.failed("mairie", "kiosk", NOON)

    assert unpainted.of("mairie", NOON + OF_LATE) == ["kiosk"]
    assert unpainted.of("mairie", NOON + OF_LATE + timedelta(seconds=1)) == []
    assert unpainted.of("annexe", NOON) == []


def test_whichever_process_failed_the_office_of_every_other_tells_it(
    tmp_path: Path, databases: str
) -> None:
    with ExitStack() as stack:
        bus = stack.enter_context(nats())
        settings = {"SUIVANT_DATABASE_URL": new_database(databases), "SUIVANT_BUS_URL": bus.url}
        failing = StumblingTown(tmp_path / "town", settings=settings)
        failing.set_up()
        other = Town(failing.folder, settings=settings, tokens=failing.tokens)
        for town in (failing, other):
            stack.callback(town.leave)
            town.start()
        manager = other.agent("manager").client
        eventually(lambda: NOT_TOGETHER not in manager.get("/office/mairie").text)
        assert CANNOT_BE_SHOWN not in manager.get("/office/mairie").text

        def tried_again() -> bool:
            assert (
                patient.get(f"{failing.url}/kiosk/mairie/bug", headers=BROWSER).status_code == 500
            )
            return CANNOT_BE_SHOWN in manager.get("/office/mairie").text

        eventually(tried_again)
