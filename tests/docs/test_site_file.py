"""Whoever writes a site file finds every key, its true default, and examples that are accepted."""

from __future__ import annotations

import json
import re
from datetime import time
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from server.looks.icons import names
from server.sitefile.reading import read_site
from server.sitefile.schema import ConstraintsTable, SiteFile
from tests.docs.pages import ROOT, blocks, read, rows, sections

SMALLEST, *FRAGMENTS = blocks(read("site-file.md"), "toml")


def _tables() -> dict[str, type[BaseModel]]:
    """Heading -> the table it describes."""
    found: dict[str, type[BaseModel]] = {"`constraints`": ConstraintsTable}
    for name, field in SiteFile.model_fields.items():
        kind = field.annotation
        if inner := get_args(kind):
            found[f"`[[{name}]]`"] = inner[0]
        else:
            assert isinstance(kind, type) and issubclass(kind, BaseModel)
            found[f"`[{name}]`"] = kind
    return found


def _default(field: FieldInfo) -> str:
    """As the page writes it: TOML in code, or a word."""
    if field.is_required():
        return "*required*"
    match field.default:
        case None:
            return "*none*"
        case time() as hour:
            return f'`"{hour:%H:%M}"`'
        case BaseModel():
            return "`{}`"
        case value:
            return f"`{json.dumps(value)}`"


@pytest.mark.parametrize("heading", _tables())
def test_every_key_is_explained_with_its_default(heading: str) -> None:
    told = {row[0]: row[1] for row in rows(sections(read("site-file.md"))[heading]) if row}
    told.pop("key")
    assert told == {
        f"`{key}`": _default(field) for key, field in _tables()[heading].model_fields.items()
    }


def test_the_smallest_file_is_accepted() -> None:
    assert read_site(SMALLEST).slug == "mairie"


def test_the_examples_together_are_one_file() -> None:
    site = read_site("\n".join(FRAGMENTS))
    assert list(site.services) == ["identity", "social"]
    assert site.boards["hall"].diagonal == 43.0


def test_the_examples_show_nearly_every_key() -> None:
    shown = set(re.findall(r"^(\w+) = ", "\n".join(FRAGMENTS), re.MULTILINE))
    keys = {key for table in _tables().values() for key in table.model_fields}
    in_one_line = set(ConstraintsTable.model_fields)
    assert keys - shown - in_one_line == {"logo"}  # a picture in base64 fills a page


def test_the_demo_is_a_file_that_can_be_copied() -> None:
    assert read_site((ROOT / "server" / "demo" / "mairie.toml").read_text(encoding="utf-8"))


def test_every_icon_is_listed() -> None:
    listed = sections(read("site-file.md"))["Icons"]
    assert set(re.findall(r"`([a-z0-9-]+)`", listed)) == names()
