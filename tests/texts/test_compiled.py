"""What is compiled is found again, and only if it was made of the same and is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from server.texts.compiled import FOLDER, Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    its = Workshop()
    its.settle(tmp_path)
    return its


def test_what_was_made_is_found_at_the_next_start(tmp_path: Path, workshop: Workshop) -> None:
    workshop.keep("fr.mo", b"words", b"made")

    after = Workshop()
    after.settle(tmp_path)
    assert after.found("fr.mo", b"words") == b"made"


def test_other_words_are_compiled_anew(workshop: Workshop) -> None:
    workshop.keep("fr.mo", b"words", b"made")

    assert workshop.found("fr.mo", b"other words") is None
    assert workshop.found("ar.mo", b"words") is None


@pytest.mark.parametrize("left", [b"", b"half", bytes(40)])
def test_what_is_not_whole_is_made_anew(tmp_path: Path, workshop: Workshop, left: bytes) -> None:
    workshop.keep("fr.mo", b"words", b"made")
    (tmp_path / FOLDER / "fr.mo").write_bytes(left)

    assert workshop.found("fr.mo", b"words") is None


def test_no_other_account_reads_or_writes_what_is_run(tmp_path: Path, workshop: Workshop) -> None:
    before = os.umask(0)
    try:
        workshop.keep("key", b"words", b"made")
    finally:
        os.umask(before)

    folder = tmp_path / FOLDER
    assert [path.stat().st_mode & 0o077 for path in (folder, folder / "key")] == [0, 0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
def test_what_another_account_may_have_made_is_not_run(tmp_path: Path, workshop: Workshop) -> None:
    workshop.keep("key", b"words", b"made")
    os.chown(tmp_path / FOLDER, 65534, 65534)

    assert workshop.found("key", b"words") is None


def test_a_folder_that_cannot_be_written_costs_time_alone(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file in the folder's place")
    workshop = Workshop()
    workshop.settle(tmp_path)

    workshop.keep("key", b"words", b"made")

    assert workshop.found("key", b"words") is None


def test_nothing_is_kept_where_nobody_said_where() -> None:
    workshop = Workshop()
    workshop.keep("key", b"words", b"made")

    assert workshop.found("key", b"words") is None
