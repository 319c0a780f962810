"""Tables as spreadsheets save them are read; a wrong one is refused whole, with place and cure."""

from __future__ import annotations

import pytest

from server.planning.mistakes import PlanningFileError
from server.planning.opening import LARGEST
from server.planning.table_file import rows_of

COLUMNS = ("agent", "start")
PLAIN = "agent,start\nmartin,2026-12-01 09:00\n"


def _refused(text: str | bytes) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(PlanningFileError) as caught:
        rows_of(data, COLUMNS)
    return str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        ("sep=;\n" + PLAIN.replace(",", ";")).encode(),
        b'"Agent";"Start"\n\n"martin";"2026-12-01 09:00"\n;\n',
    ],
)
def test_whatever_the_software_all_rows_are_read(data: bytes) -> None:
    (row,) = rows_of(data, COLUMNS)
    assert row.cells == {"agent": "martin", "start": "2026-12-01 09:00"}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16"])
def test_accents_survive_whatever_they_were_written_in(encoding: str) -> None:
    (row,) = rows_of("agent;start\nJérôme – œuvres;x\n".encode(encoding), COLUMNS)
    assert row.cells["agent"] == "Jérôme – œuvres"


def test_a_row_has_the_number_of_the_line_where_it_begins() -> None:
    rows = rows_of(b'agent,start,note\n\nmartin,x,"two\nlines"\ndurand,y,\n', COLUMNS)
    assert [(row.line, row.cells["agent"]) for row in rows] == [(3, "martin"), (5, "durand")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("agent,end\nmartin,x\n", "line 1: the column “start” is missing"),
        ("agent,start,start\nmartin,x,y\n", "line 1: the column “start” is there twice"),
        ("agent,start\nmartin,\n", "line 2: “start” is empty"),
        ("agent,start\nmartin,x,y\n", "line 2: there are more cells than columns"),
        ('agent,start\nmartin,x\nduran"d","y\n', "line 3: a quote is opened"),
        ("agent,start\n", "there is nothing in the file"),
        ("", "line 1: the column “agent” is missing"),
        (b"agent,start\nmart\0in,x\n", "line 2: the file cannot be read as text"),
        (b"agent,start\n\x81\x8d,x\n", "line 2: the file cannot be read as text"),
        (b"x" * (LARGEST + 1), "the file is larger than 2000 kB"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place_and_cure(text: str | bytes, told: str) -> None:
    assert _refused(text).startswith(told)


def test_all_mistakes_are_told_at_once() -> None:
    assert _refused("agent,start\n,x\nmartin,y\ndurand,\n").split("\n") == [
        "line 2: “agent” is empty; fill it in or remove the line",
        "line 4: “start” is empty; fill it in or remove the line",
    ]
