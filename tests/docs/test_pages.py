"""The pages hold together: links lead somewhere, decisions are whole, the README has everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from printer.address import FORMS
from server.domain.lifecycle import Action
from server.domain.refusal import Code
from server.settings import Settings
from tests.docs.pages import DOCS, README, pages, read, sections

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))


def _anchors(path: Path) -> set[str]:
    """The headings as a forge names them in an address."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in sections(path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("page", pages(), ids=lambda path: path.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    astray = []
    for _, _, address in LINK.findall(page.read_text(encoding="utf-8")):
        if address.startswith("http"):
            continue
        name, _, anchor = address.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            astray.append(address)
    assert astray == []


@pytest.mark.parametrize("page", pages(), ids=lambda path: path.name)
def test_every_picture_is_also_told_in_words(page: Path) -> None:
    pictures = [text for mark, text, _ in LINK.findall(page.read_text(encoding="utf-8")) if mark]
    assert all(len(text) > 30 for text in pictures), pictures


@pytest.mark.parametrize("page", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_what_why_what_else_and_what_it_costs(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"^\*\*(.+?)\.\*\*", text, re.MULTILINE)
    assert found == ["What", "Why", "What else we looked at", "What it costs"]
    assert len(text.splitlines()) <= 60
    assert f"({page.name})" in read("decisions/README.md")


def test_the_readme_shows_the_whole_interface() -> None:
    readme = README.read_text(encoding="utf-8")
    wanted = [
        *(f"`{code}`" for code in Code),
        *(f"`{action}`" for action in Action if action not in (Action.LEAVE, Action.LATER)),
        *(f"`SUIVANT_{field.upper()}`" for field in Settings.model_fields),
        *(f"`{form}`" for form in FORMS.split(", ")),
    ]
    assert [each for each in wanted if each not in readme] == []
