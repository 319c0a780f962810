"""A word longer than a line goes on on the next one: no screen is cut off at its edge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.worlds.town import DEMO_SITE, Town, running

WORD = "Kraftfahrzeugzulassungsbescheinigungsangelegenheiten"
NIGHT = "2026-11-24T23:00:00+01:00"
BEYOND = """() => {
    const edge = document.documentElement.clientWidth
    return [...document.querySelectorAll('body *')]
        .filter(e => e.checkVisibility() && !e.closest('.sr-only, dialog:not([open])'))
        .map(e => [e, e.getBoundingClientRect()])
        .filter(([e, box]) => box.width && (box.right > edge + 1 || box.left < -1))
        .map(([e, box]) => [e.tagName, e.className, box.left, box.right].join(' '))
}"""
KIOSK = {
    "start": "",
    "reason": "lang={lang}",
    "group": "lang={lang}&group=papers",
    "missing": "lang={lang}&service=identity&ready=no",
    "confirm": "lang={lang}&service=identity",
}


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Every name of the town hall begins with one long word; one visitor is called."""
    town = Town(tmp_path_factory.mktemp("wordy"), site_text=_wordy())
    with running(town):
        yield town


@pytest.fixture(scope="module")
def ticket(wordy: Town) -> str:
    desk = wordy.agent("agent1")
    desk.open("1")
    first = wordy.take("identity")
    desk.next("1")
    for _ in range(2):
        wordy.take("identity")
    return str(first["token"])


def _wordy() -> str:
    """In every language, whatever is a name: of place, group, service, paper and counter."""
    text = DEMO_SITE.read_text(encoding="utf-8")
    text = re.sub(r'^(fr|fr-easy|en|ar|ru|zh) = "', rf'\1 = "{WORD} ', text, flags=re.MULTILINE)
    text = re.sub(r'\bfr = "(?!Kraft)', f'fr = "{WORD} ', text)
    return text.replace('name = "Mairie', f'name = "{WORD}')


@pytest.mark.parametrize("size", [(1080, 1920), (1024, 768)], ids=["standing", "lying"])
@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("step", KIOSK)
def test_no_word_runs_beyond_the_kiosks_edge(
    wordy: Town, open_page: Opener, step: str, lang: str, size: tuple[int, int]
) -> None:
    path = f"/kiosk/mairie?{KIOSK[step].format(lang=lang)}"
    page = open_page(wordy, path, token=wordy.tokens["borne-hall"], size=size)
    assert not _beyond(page), _beyond(page)


def test_no_word_runs_beyond_the_edge_of_the_kiosks_ticket(
    wordy: Town, ticket: str, open_page: Opener
) -> None:
    path = f"/kiosk/mairie?lang=fr&ticket={ticket}"
    page = open_page(wordy, path, token=wordy.tokens["borne-hall"], size=(1080, 1920))
    assert not _beyond(page), _beyond(page)


@pytest.mark.parametrize("size", [(1080, 1920), (1024, 768)], ids=["standing", "lying"])
def test_no_word_runs_beyond_the_edge_of_a_closed_kiosk(
    tmp_path: Path, open_page: Opener, size: tuple[int, int]
) -> None:
    hours = (
        'hours = "Mo-Su 08:30-10:00,10:15-12:00,13:30-15:00,15:15-16:30,17:00-18:30,20:00-21:00"'
    )
    text = re.sub("^hours = .*$", hours, _wordy(), count=1, flags=re.MULTILINE)
    text = re.sub("^(phone|website) = .*\n", "", text, flags=re.MULTILINE)
    ways = f'phone = "{"01 23 45 67 89 ou " * 6}poste 12"\nwebsite = "{WORD}.example"'
    shut = Town(tmp_path, site_text=text.replace("[site]", f"[site]\n{ways}"), clock=NIGHT)
    with running(shut):
        page = open_page(shut, "/kiosk/mairie?lang=fr", token=shut.tokens["borne-hall"], size=size)
        expect(page.get_by_text("poste 12")).to_be_visible()
        assert not _beyond(page), _beyond(page)


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_no_word_runs_beyond_the_phones_edge(
    wordy: Town, ticket: str, open_page: Opener, lang: str
) -> None:
    waiting = wordy.take("identity")["token"]
    for token in (ticket, waiting):
        page = open_page(wordy, f"/t/{token}?lang={lang}", size=(360, 640))
        assert not _beyond(page), _beyond(page)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["lying", "standing"])
@pytest.mark.usefixtures("ticket")
def test_no_word_runs_beyond_the_boards_edge(
    wordy: Town, open_page: Opener, size: tuple[int, int]
) -> None:
    page = open_page(wordy, "/display/mairie/hall", token=wordy.tokens["ecran-hall"], size=size)
    assert not _beyond(page), _beyond(page)


@pytest.mark.parametrize(
    ("path", "login"), [("/counter/mairie", "agent1"), ("/office/mairie", "manager")]
)
@pytest.mark.usefixtures("ticket")
def test_no_word_runs_beyond_the_staffs_edge(
    wordy: Town, open_page: Opener, path: str, login: str
) -> None:
    page = open_page(wordy, path, login=login, size=(1280, 720))
    assert not _beyond(page), _beyond(page)


def _beyond(page: Page) -> list[str]:
    page.evaluate("document.fonts.ready.then(() => true)")
    found: list[str] = page.evaluate(BEYOND)
    return found
