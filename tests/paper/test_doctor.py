"""`suivant doctor` about paper."""

from __future__ import annotations

from datetime import UTC, datetime

from server.sitefile import sites
from server.store.store import Store
from tests.worlds.town import DEMO_SITE, Town


def line(town: Town, name: str) -> str:
    told = town.command("doctor").stdout.splitlines()
    return next(line for line in told if line[7:].startswith(f"{name}:"))


def test_the_last_paper_of_each_printer_is_told(town: Town) -> None:
    told = line(town, "printers")
    assert told.startswith("ok     printers: imprimante-hall (nothing printed today: print a test")

    town.take("identity")

    assert "the last ticket at mairie was not printed" in line(town, "printers")

    town.agent("manager").post("prints", {"kind": "test"})

    told = line(town, "printers")
    assert told.startswith("wrong  printers: imprimante-hall (last: offline)")
    assert "print a test ticket" in told


def test_a_kiosk_or_printer_of_the_site_file_that_was_never_enrolled_is_named(town: Town) -> None:
    table = '\n[[kiosks]]\nname = "borne-hall"\nprinters = ["imprimante-hall", "Hall 2"]\n'
    (town.folder / "two.toml").write_text(DEMO_SITE.read_text("utf-8") + table, encoding="utf-8")
    assert town.command("site", "load", str(town.folder / "two.toml")).returncode == 0

    told = line(town, "printers")
    assert told.startswith(
        'wrong  printers: the table [[kiosks]] names the printer "Hall 2"; enrol'
    )

    town.enrol("printer", "Hall 2")
    assert line(town, "printers").startswith("ok     printers:")


def test_every_letter_of_a_ticket_can_be_drawn(town: Town) -> None:
    languages = "ar, en, es, fr, fr-easy, pt, ru, tr, uk, zh"
    assert line(town, "fonts") == f"ok     fonts: every letter of a ticket in {languages}"

    odd = DEMO_SITE.read_text(encoding="utf-8").replace(
        "Accueil et orientation", "Accueil \U00012000"
    )
    store = Store(town.database)  # as a machine with other fonts accepted it
    sites.load(store, odd, datetime.now(UTC))
    store.close()

    told = line(town, "fonts")
    assert told.startswith("wrong  fonts: no letter for \U00012000 (fr)")
    assert "fonts-noto-cjk" in told
