"""The site file's `[ticket]` table changes the paper, and nothing else has to be written."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from server.application.reception import Reception
from server.application.sight import Sight
from server.paper.ticket import sample_ticket
from server.sitefile.mistakes import SiteFileError
from server.sitefile.reading import read_site
from tests.worlds.patient import connect
from tests.worlds.town import DEMO_SITE, Town, running

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
TABLE = """
[ticket]
logo = "{logo}"
documents = false
fairness = false
footer = {{ fr = "Merci de votre visite", en = "Thank you for your visit" }}
"""


@pytest.fixture
def own_paper(tmp_path: Path) -> Iterator[Town]:
    text = DEMO_SITE.read_text(encoding="utf-8") + TABLE.format(logo=DOT)
    with running(Town(tmp_path / "town", site_text=text)) as town:
        yield town


def ticket_of(town: Town, **more: object) -> dict[str, Any]:
    """The document that the printer gets for a ticket of the identity service."""
    bearer = {"Authorization": f"Bearer {town.tokens['imprimante-hall']}"}
    address = f"ws://127.0.0.1:{town.port}/ws/printer"
    with connect(address, additional_headers=bearer) as printer:
        printer.send(json.dumps({"status": {"online": True, "paper": "ok", "cover": "closed"}}))
        while town.take("identity", **more)["printed"] != "queued":
            pass  # until the server has heard that the printer is there
        while not (jobs := json.loads(printer.recv()).get("data", {}).get("jobs")):
            pass
    document: dict[str, Any] = jobs[0]["document"]
    return document


def test_logo_footer_and_what_is_left_out(own_paper: Town) -> None:
    document = ticket_of(own_paper, language="en")

    picture = base64.b64decode(DOT)
    assert document["logo"] is None
    assert document["crest"] == hashlib.sha256(picture).hexdigest()
    with own_paper.device("imprimante-hall") as printer:
        assert printer.get(f"/api/v1/crests/{document['crest']}").content == picture
        assert printer.get(f"/api/v1/crests/{'0' * 64}").status_code == 404
    with own_paper.device("borne-hall") as kiosk:
        assert kiosk.get(f"/api/v1/crests/{document['crest']}").status_code == 403
    assert [p["footer"] for p in document["passages"]] == [
        "Thank you for your visit",
        "Merci de votre visite",
    ]
    assert [(p["documents"], p["fairness"]) for p in document["passages"]] == [([], None)] * 2


def test_without_the_table_documents_and_fairness_are_printed(shared_town: Town) -> None:
    passage = ticket_of(shared_town)["passages"][0]

    assert passage["documents"] and passage["fairness"]
    assert passage["footer"] is None


def test_no_time_of_its_own_is_claimed_for_a_service_where_the_arrival_decides() -> None:
    text = DEMO_SITE.read_text(encoding="utf-8")
    text = text.replace("[policy]", '[policy]\nrule = "arrival"')
    reception = Reception(read_site(text), date(2026, 11, 24), b"secret")

    ticket = sample_ticket(Sight(reception, datetime.now(UTC), "fr"), "http://mairie.example")

    assert {passage.fairness for passage in ticket.passages} == {None}


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("", "Installez-vous en salle d’attente. Votre numéro sera affiché et annoncé."),
        ("mute", "Installez-vous en salle d’attente. Votre numéro sera affiché à l’écran."),
        ('[ticket]\nplace = { fr = "Attendez dans la cour." }', "Attendez dans la cour."),
    ],
)
def test_a_ticket_says_where_to_wait_and_promises_no_voice_that_is_not_there(
    written: str, place: str
) -> None:
    text = DEMO_SITE.read_text(encoding="utf-8")
    if written == "mute":
        text = text.replace("voice = true", "voice = false")
    else:
        text += written
    reception = Reception(read_site(text), date(2026, 11, 24), b"secret")

    ticket = sample_ticket(Sight(reception, datetime.now(UTC), "fr"), "http://mairie.example")

    assert ticket.passages[-1].place == place


@pytest.mark.parametrize("table", ["site", "ticket"])
@pytest.mark.parametrize(
    ("logo", "cure"),
    [
        ("/etc/suivant/logo.png", "not base64"),
        ("Zm9v", "not a PNG picture"),
        (DOT[:60], "cannot be drawn"),
    ],
)
def test_a_logo_that_is_no_picture_is_refused_with_its_line(
    table: str, logo: str, cure: str
) -> None:
    lines = [*DEMO_SITE.read_text(encoding="utf-8").splitlines(), "[ticket]"]
    lines.insert(lines.index(f"[{table}]") + 1, f'logo = "{logo}"')

    with pytest.raises(SiteFileError) as refused:
        read_site("\n".join(lines))

    (mistake,) = refused.value.mistakes
    assert (mistake.key, mistake.line) == (f"{table}.logo", lines.index(f"[{table}]") + 2)
    assert cure in mistake.cure
