"""Which printer takes the next ticket."""

from __future__ import annotations

import pytest

from server.application.printers import Printers
from server.domain.site import Kiosk, Site
from server.protocol.printing import PrinterStatus
from server.sitefile.mistakes import SiteFileError
from server.sitefile.reading import read_site
from tests.domain.world import NINE, a_site
from tests.worlds.town import DEMO_SITE

KIOSKS = {
    "hall": Kiosk("hall", ("Hall", "Hall 2")),
    "upstairs": Kiosk("upstairs", ("Étage",)),
    "bare": Kiosk("bare", ()),
}


def printers(*names: str, silent: tuple[str, ...] = ()) -> Printers:
    """Enrolled in this order; all answer but the silent ones."""
    known = Printers()
    for name in names:
        known.enrol(name, name, "mairie")
        if name not in silent:
            known.joined(name, NINE)
            known.told(name, PrinterStatus(online=True, paper="ok"))
    return known


def chosen(known: Printers, site: Site, kiosk: str | None = None) -> str | None:
    found = known.choose(site, kiosk)
    return found[1].name if found else None


def test_a_kiosk_prints_on_its_own_in_the_order_of_the_site_file() -> None:
    site = a_site(kiosks=KIOSKS)
    known = printers("Étage", "Hall 2", "Hall")

    assert chosen(known, site, "hall") == "Hall"
    assert chosen(printers("Étage", "Hall 2", "Hall", silent=("Hall",)), site, "hall") == "Hall 2"
    assert chosen(known, site, "upstairs") == "Étage"


def test_it_never_sends_its_visitor_to_another_kiosk() -> None:
    site = a_site(kiosks=KIOSKS)
    known = printers("Hall", "Hall 2", "Étage", "Bureau", silent=("Étage",))

    taken = known.choose(site, "upstairs")
    assert taken is not None
    assert (taken[1].name, taken[1].answers) == ("Étage", False)
    assert chosen(known, site, "bare") is None


def test_staff_and_other_kiosks_leave_the_kiosks_printers_alone() -> None:
    site = a_site(kiosks=KIOSKS)

    assert chosen(printers("Hall", "Bureau", "Étage"), site) == "Bureau"
    assert chosen(printers("Hall", "Bureau", "Étage"), site, "unlisted") == "Bureau"


def test_where_kiosks_claim_every_printer_any_that_answers_serves_the_staff() -> None:
    known = printers("Hall", "Étage", silent=("Hall",))

    assert chosen(known, a_site(kiosks=KIOSKS)) == "Étage"


def test_without_a_table_the_first_that_answers_prints() -> None:
    known = printers("Hall", "Étage", silent=("Hall",))

    assert chosen(known, a_site(), "hall") == "Étage"
    assert chosen(Printers(), a_site(), "hall") is None


def test_a_kiosk_is_described_once() -> None:
    table = '\n[[kiosks]]\nname = "hall"\nprinters = ["Hall"]\n'
    with pytest.raises(SiteFileError) as refused:
        read_site(DEMO_SITE.read_text(encoding="utf-8") + table + table)

    assert [m.key for m in refused.value.mistakes] == ["kiosks[2].name"]
