"""Text as Windows, Macs and web pages write it comes in by one door."""

from __future__ import annotations

import pytest

from server.protocol.brought import (
    BadText,
    as_typed,
    cleaned,
    decoded,
    login,
    name,
    plain,
    token,
    unquoted,
)

WORDS = "Hôtel de ville\nعربى\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
def test_a_file_is_read_whatever_windows_made_of_it(encoding: str) -> None:
    mark = "\ufeff" if encoding.endswith(("le", "be")) else ""
    assert decoded((mark + WORDS).encode(encoding)) == WORDS


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_end_in_one_way(end: str) -> None:
    assert decoded(f"a{end}b{end}".encode()) == "a\nb\n"


def test_accents_are_in_one_piece() -> None:
    assert decoded("e\u0301lodie".encode()) == "élodie"


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\n"])
def test_another_alphabet_is_refused_with_its_line(end: bytes) -> None:
    with pytest.raises(BadText, match="UTF-8") as refused:
        decoded(end.join([b"a", b"b", b"\xe9"]))
    assert refused.value.line == 3


def test_utf_16_that_does_not_say_so_is_refused() -> None:
    with pytest.raises(BadText, match="UTF-8"):
        decoded("[site]".encode("utf-16-le"))


def test_what_nobody_sees_is_taken_out() -> None:
    assert cleaned("\ufeff a\u200bb\u2060\u202e \r\n") == "ab"
    assert name("Jean \u00a0 Paul\t") == "Jean \u00a0 Paul"
    assert name("می\u200cخواهم") == "می\u200cخواهم"


def test_a_login_is_what_is_typed() -> None:
    assert login(" agent\u200d1\u00a0") == as_typed("agent1\r") == "agent1"
    assert login("e\u0301lodie") == as_typed("élodie")


@pytest.mark.parametrize("lost", ["a\ufffdb", "a\ue000b", f"a{chr(0xDCE9)}b", "a\x07b", "a\0b"])
def test_what_is_no_text_is_refused_without_being_repeated(lost: str) -> None:
    with pytest.raises(BadText) as refused:
        plain(f"secret{lost}")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("quotes", ["''", '""', "“”"])
def test_quotes_that_a_file_left_are_none_of_the_value(quotes: str) -> None:
    assert unquoted(f" {quotes[0]}value{quotes[1]} \r") == "value"


def test_a_token_is_one_word() -> None:
    assert token("\ufeffabc-_1\r\n") == "abc-_1"
    for wrong in ("", " \r\n", "two words", "é", "a\nb"):
        with pytest.raises(BadText) as refused:
            token(wrong)
        assert not wrong.strip() or wrong not in str(refused.value)
