"""Addresses and wires: what a technician types, and what he is told when it cannot work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from printer import address
from printer.drawing.compose import Composer
from printer.drawing.layout import layout
from printer.drawing.native import encode, printable
from printer.emulator.machine import Machine
from printer.emulator.network import NetworkPrinter
from printer.press import Press
from printer.profile import find
from printer.spool import Spool
from printer.talk.patience import Patience
from printer.transports.opening import connect
from printer.transports.wire import Unreachable
from tests.agent.tickets import ARABIC, FRENCH, job, ticket
from tests.worlds.play import play


@pytest.mark.parametrize(
    ("text", "printer"),
    [
        ("tcp://10.0.0.7", address.Tcp("10.0.0.7", 9100)),
        ("tcp://[::1]:9101", address.Tcp("::1", 9101)),
        ("usb://04b8:0e28/ABC", address.Usb(0x04B8, 0x0E28, "ABC")),
        ("serial:///dev/ttyUSB0?baud=19200", address.Serial("/dev/ttyUSB0", 19200)),
        (
            "serial:///dev/ttyS0?flow=xonxoff",
            address.Serial("/dev/ttyS0", 115_200, "xonxoff"),
        ),
        ("file:///dev/usb/lp0", address.DeviceFile("/dev/usb/lp0")),
        ("cups://accueil", address.Cups("accueil")),
        ("png:///tmp/tickets", address.Png(Path("/tmp/tickets"))),
    ],
)
def test_an_address_names_a_printer(text: str, printer: address.Address) -> None:
    assert address.parse(text) == printer


@pytest.mark.parametrize("name", ["tickets", "quoi?x=1", "a%20b", "a#b", "été & hiver", "l\"a'b"])
def test_any_folder_can_be_told_as_an_address(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    assert address.parse(address.pictures_in(folder)) == address.Png(folder)


@pytest.mark.parametrize(
    "text", ["", "/dev/usb/lp0", "tcp://", "usb://04b8", "file://lp0", "cups://-d", "png://"]
)
def test_a_wrong_address_is_refused_with_the_forms_that_exist(text: str) -> None:
    with pytest.raises(address.BadAddress, match="tcp://HOST"):
        address.parse(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("png:///tmp/a#b", "written %23"),
        ("cups://accueil#2", "written %23"),
        ("png:///tmp/a?b", "written %3F"),
        ("serial:///dev/ttyS0?bauds=9600", "unknown bauds"),
        ("serial:///dev/ttyS0?baud=9600&rtscts=1", "unknown rtscts"),
        ("serial:///dev/ttyS0?flow=dtr", "flow is one of rtscts, xonxoff, none"),
        ("tcp://10.0.0.7?baud=9600", "question mark"),
    ],
)
def test_a_setting_that_is_not_known_is_refused_and_not_passed_over(text: str, says: str) -> None:
    with pytest.raises(address.BadAddress, match=says):
        address.parse(text)


@pytest.mark.parametrize(
    "device",
    ["tcp://127.0.0.1:1", "usb://ffff:ffff", "serial:///dev/nothing", "file:///dev/nothing"],
)
def test_a_printer_that_is_not_there_is_said_to_be(device: str) -> None:
    with pytest.raises(Unreachable):
        play(connect(address.parse(device), find("80mm")))


def test_an_absent_device_node_is_never_made_into_a_file(tmp_path: Path) -> None:
    plain = tmp_path / "lp0"
    plain.touch()
    for path in (plain, tmp_path / "lp1"):
        with pytest.raises(Unreachable):
            play(connect(address.DeviceFile(str(path)), find("80mm")))
    assert list(tmp_path.iterdir()) == [plain]


def test_letters_are_only_for_words_that_the_printer_can_spell() -> None:
    assert printable(layout(ticket(FRENCH)))
    assert not printable(layout(ticket(ARABIC)))
    text = replace(find("80mm"), style="text")
    assert Composer(text).body(ticket(ARABIC)).count(b"\x1dv0") > 10
    assert b"\x1dv0" not in encode(layout(ticket(FRENCH)), text)


@pytest.mark.parametrize("name", ["80mm-text", "58mm-text"])
def test_every_ticket_in_letters_spells_its_words_rightly(tmp_path: Path, name: str) -> None:
    """Each ticket begins with a reset of the printer, which forgets the code page."""

    async def scene() -> None:
        machine, spool, profile = Machine(), Spool(tmp_path), find(name)
        async with NetworkPrinter(machine) as printer:
            place = address.Tcp("127.0.0.1", printer.port)
            press = Press(place, profile, spool, Composer.of(profile, place), Patience(answer=1))
            words = FRENCH.model_copy(update={"service": "À 3 € · São João"})
            for number in ("A001", "A002"):
                paper = job(number, number).model_copy(
                    update={"document": ticket(words, number=number)}
                )
                body = press.composer.body(paper.document)
                assert await press.print(paper, body, lambda _: None) == "printed"
            await press.close()
        spool.close()
        services = [[t for t in p.texts if "3" in t and "Jo" in t] for p in machine.paper.pieces]
        assert services == [["À 3 € · São João"]] * 2

    play(scene())
