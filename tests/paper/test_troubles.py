"""Whatever is wrong with the printer is said in the office, on the console and at the kiosk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from printer.emulator.machine import Machine
from tests.paper.paper import HALL, Emulated, agent_at, soon
from tests.worlds.town import DEMO_SITE, Town, running

Trouble = tuple[Callable[[Machine], object], str, str, str | None]
TROUBLES: dict[str, Trouble] = {
    "near its end": (
        lambda m: m.end_paper(after=1500),
        "Le rouleau de papier est presque terminé.",
        "le rouleau est presque vide.",
        None,
    ),
    "paper out": (
        lambda m: m.end_paper(),
        "L’imprimante n’a plus de papier.",
        "il n’y a plus de papier.",
        "Il n’y a plus de papier",
    ),
    "cover open": (
        lambda m: setattr(m, "cover_open", True),
        "Le capot de l’imprimante est ouvert.",
        "son capot est ouvert.",
        "L’imprimante ne répond pas",
    ),
    "cutter": (
        lambda m: setattr(m, "cutter_jam", True),
        "Le massicot de l’imprimante est bloqué.",
        "son massicot est bloqué.",
        "L’imprimante ne répond pas",
    ),
    "off-line": (
        lambda m: setattr(m, "offline", True),
        "L’imprimante ne répond pas.",
        "elle ne répond pas.",
        "L’imprimante ne répond pas",
    ),
    "mute": (
        lambda m: setattr(m, "mute", True),
        "L’imprimante ne répond pas.",
        "elle ne répond pas.",
        "L’imprimante ne répond pas",
    ),
}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, Emulated]]:
    folder = tmp_path_factory.mktemp("watched")
    always = re.sub(r"^hours = .*$", 'hours = "24/7"', DEMO_SITE.read_text("utf-8"), flags=re.M)
    with (
        running(Town(folder / "town", clock="", site_text=always)) as town,
        Emulated() as printer,
        agent_at(town, HALL, printer.address, folder / "spool"),
    ):
        yield town, printer


def mended(machine: Machine) -> None:
    machine.cover_open = machine.cutter_jam = machine.offline = machine.mute = False
    if machine.paper.left < 10_000:
        machine.load_paper(1_000_000)


@pytest.mark.parametrize("name", TROUBLES)
def test_trouble_is_told_to_whoever_can_mend_it_and_to_the_visitor(
    watched: tuple[Town, Emulated], name: str
) -> None:
    town, printer = watched
    befall, in_office, on_console, at_kiosk = TROUBLES[name]
    office, console = town.agent("manager").client, town.agent("agent1").client
    with town.device() as kiosk:
        soon(lambda: "Rien à signaler" in office.get("/office/mairie").text)

        printer.do(lambda: befall(printer.machine))

        soon(lambda: in_office in office.get("/office/mairie").text)
        assert on_console in console.get("/counter/mairie").text
        shown = kiosk.get("/kiosk/mairie").text
        assert at_kiosk in shown if at_kiosk else "s’affichera ici" not in shown
        printer.do(lambda: mended(printer.machine))
        soon(lambda: HALL not in console.get("/counter/mairie").text)


def test_after_a_new_roll_the_tickets_left_are_estimated(
    watched: tuple[Town, Emulated],
) -> None:
    town, printer = watched
    office = town.agent("manager").client
    printer.do(printer.machine.end_paper)
    soon(lambda: "L’imprimante n’a plus de papier." in office.get("/office/mairie").text)
    printer.do(lambda: mended(printer.machine))
    soon(lambda: "environ 550 tickets" in office.get("/office/mairie").text)
    town.take("welcome")
    soon(lambda: "environ 549 tickets" in office.get("/office/mairie").text)
