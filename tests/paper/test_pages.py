"""Somebody in charge prints a test ticket and the day's report; the paper really comes out."""

from __future__ import annotations

from datetime import UTC, datetime

from PIL import Image

from printer.drawing.blocks import Ruler
from printer.drawing.compose import Composer
from printer.drawing.layout import layout
from printer.drawing.paint import paint
from printer.profile import find
from server.application.reception import Reception
from server.application.sight import Sight
from server.domain.papers import PrintJob
from server.paper.staff.pages import page_job
from server.protocol.printing import Line, LinesDocument
from server.sitefile.reading import read_site
from tests.paper.paper import Tray, result_of, soon
from tests.worlds.town import DEMO_SITE, Town

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
Printing = tuple[Town, Tray]


def test_a_test_ticket_comes_out_and_the_journal_says_so(printing_town: Printing) -> None:
    town, tray = printing_town
    answer = town.agent("manager").post("prints", {"kind": "test"})

    told = answer.json()
    assert (answer.status_code, told["printer"], told["printed"]) == (
        201,
        "imprimante-hall",
        "queued",
    )
    soon(lambda: tray.papers("ESSAI"))
    soon(lambda: result_of(town, told["job"]) == "printed")
    with Image.open(tray.papers("ESSAI")[0]) as paper:
        assert paper.height > 500


def test_the_report_of_the_day_comes_out(printing_town: Printing) -> None:
    town, tray = printing_town
    told = town.agent("manager").post("prints", {"kind": "report", "printer": "imprimante-hall"})

    soon(lambda: result_of(town, told.json()["job"]) == "printed")
    assert len(tray.papers("BILAN")) == 1


def test_pressed_twice_with_one_key_is_printed_once(printing_town: Printing) -> None:
    town, tray = printing_town
    before, claire = len(tray.papers("ESSAI")), town.agent("manager")
    jobs = {claire.post("prints", {"kind": "test"}, key="one").json()["job"] for _ in range(2)}

    assert len(jobs) == 1
    soon(lambda: result_of(town, jobs.copy().pop()) == "printed")
    assert len(tray.papers("ESSAI")) == before + 1


def test_it_is_for_those_in_charge_and_for_printers_of_the_house(printing_town: Printing) -> None:
    town, _ = printing_town

    refused = town.agent("agent1").post("prints", {"kind": "test"})
    unknown = town.agent("manager").post("prints", {"kind": "test", "printer": "cave"})

    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "invalid")


def test_a_silent_printer_gets_no_page_for_later(shared_town: Town) -> None:
    told = shared_town.agent("manager").post("prints", {"kind": "report"}).json()

    assert told["printed"] == "not_printed"
    assert result_of(shared_town, told["job"]) == "not_printed"


def test_a_test_ticket_in_the_printers_letters_shows_the_code_page_and_draws_other_scripts() -> (
    None
):
    site = read_site(DEMO_SITE.read_text("utf-8"))
    asked = PrintJob("t", "", "test", "Hall", NOON)
    sight = Sight(Reception(site, NOON.date(), b"secret"), NOON, "fr")
    page = page_job(sight, asked, "Hall").document

    for name, columns in (("80mm-text", 48), ("58mm-text", 32)):
        data = Composer(find(name)).body(page)

        assert b"CP858" in data
        assert "À Ç É Ê Î Ô Ù".encode("cp858") in data
        assert ("Français".ljust(columns - 12) + "Votre numéro").encode("cp858") in data
        letters, *pictures = data.split(b"\x1dv0")
        assert pictures, "Arabic, Russian, Chinese"
        assert len(data) < 30_000 and len(letters) > 300


def test_the_ruler_is_true_to_the_millimetre() -> None:
    page = LinesDocument(title="", lines=[Line(text="", weight="ruler")])
    assert Ruler() in layout(page)
    for name, across in (("80mm", 72), ("80mm-512", 72), ("58mm", 48)):
        picture = paint([Ruler()], find(name))
        # The tenth row is under every mark's top and above the short marks' end.
        row = [picture.getpixel((x, 10)) == 0 for x in range(picture.width)]
        starts = [x for x in range(1, len(row)) if row[x] and not row[x - 1]]
        marks = [x for x in starts if x < picture.width - 2]
        assert abs(len(marks) + 1 - across) <= 1, name
