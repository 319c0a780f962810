"""French as a public service prints it, on the pages where sentences are put together."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Opener
from tests.worlds.town import Town

FAULTS = {
    "no narrow no-break space": re.compile(r"\w.{0,12}(?<!\u202f)[;!?]"),
    "no full no-break space": re.compile(
        r"\w.{0,12}(?<!\u00a0):(?![\d/])|(?<!\u00a0)»|«(?!\u00a0)"
    ),
    "another word for a visitor": re.compile(r"[Uu]sager"),
    "a code for a name": re.compile(r"borne-hall|ecran-hall"),
}
DEVICES = {"kiosk": "borne-hall", "display": "ecran-hall"}
PAGES = (
    *("/kiosk/mairie", "/kiosk/mairie?lang=fr", "/kiosk/mairie?lang=fr-easy"),
    *("/kiosk/mairie?lang=fr&service=identity", "/kiosk/mairie?lang=fr&service=identity&ready=no"),
    *("/kiosk/mairie?lang=fr&service=welcome", "/display/mairie/hall"),
    *("/", "/counter/mairie", "/office/mairie", "/office/mairie/fairness", "/office/mairie/lab"),
    *("/office/mairie/roster", "/office/mairie/promise"),
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_set_as_a_printer_would(path: str, shared_town: Town, open_page: Opener) -> None:
    room = path.split("/")[1]
    device, login = DEVICES.get(room), "manager" if room == "office" else "agent1"
    shared_town.agent("agent1").open("1")
    shared_town.take("social")
    with shared_town.device() as kiosk:
        kiosk.post("/kiosk/mairie/help", data={"lang": "fr"})
    if device:
        page = open_page(shared_town, path, token=shared_town.tokens[device])
    else:
        page = open_page(shared_town, path, login=login)

    text = page.evaluate("document.body.textContent")

    found = [(fault, part[0]) for fault, p in FAULTS.items() for part in p.finditer(text)]
    assert found == []
