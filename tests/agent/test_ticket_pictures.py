"""What a visitor holds: glyphs, sizes, and the pictures in `golden/` (a person has looked at them).

To renew them after a wanted change: `python -m tests.agent.test_ticket_pictures`, then look.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from printer.drawing import native
from printer.drawing.blocks import CALM, Banner, Block, Head, Number, Paragraph, Qr
from printer.drawing.fonts import missing_glyphs
from printer.drawing.layout import layout
from printer.drawing.paint import paint
from printer.drawing.raster import bands, encode
from printer.drawing.strips import MARGIN
from printer.drawing.text import clean, split_label
from printer.drawing.typeset import Type, direction_of, runs, width
from printer.drawing.wrap import wrap
from printer.emulator.machine import Machine
from printer.escpos_commands import FLUSH, RESET, feed
from printer.profile import find
from server.protocol.printing import Document, FallbackDocument, Line, LinesDocument
from server.texts.catalogue import LANGUAGES
from tests.agent.real_tickets import real_ticket
from tests.agent.tickets import ARABIC, ENGLISH, FRENCH, GOLDEN, ticket

FOLDER = Path(__file__).parent / "golden"
PICTURES = [
    ("fr", "80mm"),
    ("en", "80mm"),
    ("ar", "80mm"),
    ("long", "80mm"),
    ("ar", "58mm"),
    ("report", "80mm"),
    ("fallback", "80mm"),
    ("fallback", "58mm"),
]
REPORT = LinesDocument(
    title="Journée du 24 novembre",
    lines=[
        Line(text="Services", weight="heading"),
        Line(text="Carte d’identité, passeport", value="42"),
        Line(text="Déclaration de naissance, de reconnaissance ou de décès", value="7"),
        Line(text="Imprimé à 17 h 30", weight="small"),
    ],
)
FALLBACK = FallbackDocument(
    site_name="Mairie de Sainte-Aube",
    caption="Votre numéro · Your number",
    number="X007",
    sentences=[
        "Gardez ce numéro, un agent vous appellera.",
        "Keep this number, an agent will call you.",
    ],
    blanks=["Heure d’arrivée · Time of arrival", "Démarche · Reason for coming"],
)
DOCUMENTS: dict[str, Document] = {**GOLDEN, "report": REPORT, "fallback": FALLBACK}


def drawn(name: str, profile: str) -> Image.Image:
    return paint(layout(DOCUMENTS[name]), find(profile))


@pytest.mark.parametrize(("name", "profile"), PICTURES)
def test_a_ticket_looks_as_it_was_approved(name: str, profile: str) -> None:
    with Image.open(FOLDER / f"{name}-{profile}.png") as approved:
        picture = drawn(name, profile)
        assert picture.size == approved.size
        changed = ImageChops.logical_xor(picture, approved.convert("1"))
        assert changed.histogram()[255] < 0.002 * picture.width * picture.height


@pytest.mark.parametrize("scales", [True, False], ids=["scaled", "plain"])
@pytest.mark.parametrize(("name", "profile"), PICTURES)
def test_the_bytes_burn_the_very_picture(name: str, profile: str, scales: bool) -> None:
    picture = drawn(name, profile)
    printer = Machine(dots=find(profile).dots, buffer=1_000_000)
    assert scales or not any(band.wide or band.high for band in bands(picture, scales))
    printer.receive(RESET + encode(picture, scales))
    printer.run(1_000_000)
    assert printer.interpreter.unknown == []
    paper = printer.paper.uncut.picture()
    assert paper.crop((0, 120, *paper.size)).tobytes() == picture.tobytes()


@pytest.mark.parametrize("profile", ["80mm", "58mm"])
@pytest.mark.parametrize("name", GOLDEN)
def test_a_ticket_stays_small_enough_for_any_line(name: str, profile: str) -> None:
    # Ten lines of service, place and wait, four documents, a copy's mark: nobody's usual ticket.
    most = 28_000 if name == "long" else 25_000
    assert len(encode(drawn(name, profile))) < most


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_real_ticket_with_four_documents_stays_small_too(language: str) -> None:
    # 25 KB, but for the long words of three languages: letters that can be read matter more.
    most = 29_000 if language in ("ar", "ru", "uk") else 25_600
    ticket = paint(layout(real_ticket(language)), find("80mm"))
    assert len(encode(ticket)) < most


def test_no_band_is_larger_than_a_cheap_printers_buffer() -> None:
    assert all(band.cost < 4096 < len(FLUSH) + 1 for band in bands(drawn("long", "80mm")))


@pytest.mark.parametrize(
    "block", [Number("A042"), Qr(GOLDEN["fr"].follow_url, ())], ids=["number", "code"]
)
def test_what_is_drawn_on_a_grid_of_two_dots_takes_a_quarter(block: Block) -> None:
    picture = paint([block], find("80mm"))
    grid = bands(picture)
    assert all(band.wide and band.high for band in grid if band.rows > 4)
    assert sum(band.cost for band in grid) < 0.3 * sum(b.cost for b in bands(picture, False))


def inked(picture: Image.Image) -> tuple[int, int, int, int]:
    box = picture.convert("L").point(lambda level: 255 - level).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("profile", ["80mm", "58mm"])
@pytest.mark.parametrize("label", ["A042", "W888", "A1000"])
def test_the_number_is_at_least_twelve_millimetres_high(label: str, profile: str) -> None:
    _, top, _, bottom = inked(paint([Number(label)], find(profile)))
    assert (bottom - top) / find(profile).dots_per_mm >= 12


def test_a_very_long_label_still_fits_the_paper() -> None:
    left, _, right, _ = inked(paint([Number("WELCOME1234567")], find("58mm")))
    assert left >= MARGIN and right <= find("58mm").dots - MARGIN


@pytest.mark.parametrize("document", DOCUMENTS.values())
def test_every_character_of_a_ticket_has_a_glyph(document: Document) -> None:
    words = "".join(str(block) for block in layout(document))
    assert missing_glyphs(words) == []


@pytest.mark.parametrize(
    "text",
    ["Łódź Çağrı ıİğş", "Паспорт громадянина України їєґ", "Você está à frente", "¿Cuántos?"],
)
def test_the_site_languages_have_all_their_glyphs(text: str) -> None:
    assert missing_glyphs(text) == []


def test_a_character_that_no_font_holds_is_named() -> None:
    assert missing_glyphs("A\U00012000") == ["\U00012000"]


def test_words_are_wrapped_by_measure_and_nothing_is_lost() -> None:
    kind = Type(30)
    text = "Installez-vous dans la salle d’attente du premier étage, près de la fenêtre"
    lines = wrap(text, kind, 300)
    assert " ".join(lines) == text
    assert all(width(line, kind) <= 300 for line in lines)


def test_an_endless_word_is_broken_rather_than_cut_off() -> None:
    lines = wrap("x" * 200, Type(30), 300)
    assert "".join(lines) == "x" * 200
    assert all(width(line, Type(30)) <= 300 for line in lines)


def test_arabic_is_set_from_right_to_left_in_its_own_face() -> None:
    assert direction_of("3 أشخاص") == "rtl"
    parts = runs("بطاقة passeport الهوية", Type(30, direction="rtl"))
    assert [run.face.right_to_left for run in parts] == [True, False, True]


def test_control_characters_never_reach_the_printer() -> None:
    assert clean("Zoé\x1dVA\x00 \x10\x14\x01 cut\x9b\u202e") == "ZoéVA cut"
    assert clean("e\u0301") == "é"


def test_an_injected_command_is_only_a_word_on_the_ticket() -> None:
    evil = FRENCH.model_copy(update={"service": "Nom\x1bi\x1dV\x00\x10\x04\x01"})
    printer = Machine(buffer=1_000_000)
    picture = paint(layout(ticket(evil, site="Mairie\x1dVA\x00")), find("80mm"))
    printer.receive(RESET + encode(picture) + feed(128))
    printer.run(1_000_000)
    assert printer.paper.pieces == []
    assert printer.answers == b""


def test_the_label_is_read_as_letter_and_digits() -> None:
    assert split_label("A042") == ("A", "042")
    assert split_label("TEST") == ("", "TEST")


def test_the_visitors_language_comes_first_and_the_copy_mark_is_a_band() -> None:
    blocks = layout(ticket(ENGLISH, FRENCH, copy_mark="DUPLICATA"))
    sentences = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert sentences.index(ENGLISH.ahead) < sentences.index(FRENCH.ahead)
    assert Banner("DUPLICATA", 44) in blocks
    assert CALM >= 24


def test_a_confidential_service_is_not_named() -> None:
    hidden = ARABIC.model_copy(update={"service": None})
    words = str(layout(ticket(hidden)))
    assert ARABIC.service is not None
    assert ARABIC.service not in words


def test_in_the_printers_own_letters_too_there_is_room_to_write() -> None:
    lines = native.encode(layout(FALLBACK), find("80mm-text")).split(b"\n")
    rules = [n for n, line in enumerate(lines) if line.endswith(b"-" * 40)]
    assert len(rules) == 3
    assert all(b"".join(lines[n - 2 : n]) == b"" for n in rules[1:])


def test_a_town_halls_long_name_is_broken_after_a_hyphen() -> None:
    lines = wrap("Saint-Rémy-lès-Chevreuse", Type(30, "bold"), 300)
    assert lines == ["Saint-Rémy-lès-", "Chevreuse"]


def test_a_logo_stands_above_a_name_that_would_be_chopped_beside_it() -> None:
    oval = io.BytesIO()
    Image.new("RGB", (160, 90)).save(oval, "PNG")
    logo = base64.b64encode(oval.getvalue()).decode()
    profile = find("58mm")
    beside = paint([Head("Mairie de Vif", logo)], profile)
    above = paint([Head("Communauté d’agglomération", logo)], profile)
    assert beside.height < 130 < above.height


def test_a_broken_logo_does_not_cost_the_ticket() -> None:
    assert paint(layout(ticket(logo="bm90IGEgcG5n")), find("80mm")).height > 500


if __name__ == "__main__":
    for golden_name, golden_profile in PICTURES:
        drawn(golden_name, golden_profile).save(FOLDER / f"{golden_name}-{golden_profile}.png")
