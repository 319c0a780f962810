"""The printer's bytes, read as Epson describes them."""

from __future__ import annotations

import pytest

from printer.talk.answers import (
    Name,
    Ordered,
    ProcessId,
    Pushed,
    Reader,
    RealTime,
    pushed_condition,
    real_time_condition,
)


@pytest.mark.parametrize(
    ("answer", "trouble", "paper", "cover"),
    [
        ("1000000f", None, "ok", "closed"),
        ("1000030f", None, "near_end", "closed"),
        ("18000f0f", "paper_out", "out", "closed"),
        ("3800000f", "cover_open", "ok", "open"),
        ("1808000f", "cutter", "ok", "closed"),
        ("1820000f", "broken", "ok", "closed"),
        ("1800000f", "offline", "ok", "closed"),
    ],
)
def test_a_pushed_status_says_what_is_wrong(
    answer: str, trouble: str | None, paper: str, cover: str
) -> None:
    condition = pushed_condition(bytes.fromhex(answer))
    assert (condition.trouble, condition.paper, condition.cover) == (trouble, paper, cover)
    assert condition.status().online is (trouble is None)


@pytest.mark.parametrize(
    ("answers", "trouble"),
    [
        ({1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}, None),
        ({1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x12}, "paper_out"),
        ({1: 0x1A, 2: 0x12, 3: 0x12, 4: 0x72}, "paper_out"),
        ({1: 0x1A, 2: 0x16, 3: 0x12, 4: 0x12}, "cover_open"),
        ({1: 0x1A, 2: 0x52, 3: 0x12, 4: 0x12}, "broken"),
        ({1: 0x1A, 2: 0x52, 3: 0x1A, 4: 0x12}, "cutter"),
    ],
)
def test_an_asked_printer_says_what_has_stopped_it(
    answers: dict[int, int], trouble: str | None
) -> None:
    assert real_time_condition(answers).trouble == trouble


def test_answers_are_told_apart_however_the_bytes_are_split() -> None:
    stream = bytes.fromhex("1000000f") + b"7\x22S001\x00" + b"\x12" + b"\x00" + b"_TM-T20\x00"
    reader = Reader()
    heard = [answer for byte in stream for answer in reader.feed(bytes([byte]))]
    kinds = [type(answer) for answer in heard]
    assert kinds == [Pushed, ProcessId, RealTime, Ordered, Name]
    assert heard[1] == ProcessId(b"S001")
    assert heard[4] == Name("TM-T20")
