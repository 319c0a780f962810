"""What programs may rely on is written down, and what is written down is so."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute, APIWebSocketRoute

from server.domain.lifecycle import Action
from server.domain.refusal import Code, Refusal
from server.rim.problems import STATUS
from server.rim.words import REASONS, reason_text, refusal_text
from server.settings import Settings
from server.web.app import create_app
from tests.docs.pages import read, rows, sections
from tests.worlds.town import PASSWORD, Town

EXAMPLE_FACTS = {"state": "waiting", "number": "A001", "field": "services"}


@pytest.fixture
def routes(tmp_path: Path) -> list[APIRoute | APIWebSocketRoute]:
    return list(_flat(create_app(Settings(data_dir=tmp_path)).routes))


def _flat(routes: Any) -> Iterator[APIRoute | APIWebSocketRoute]:
    """Newer FastAPI keeps an included router whole."""
    for route in routes:
        if isinstance(route, APIRoute | APIWebSocketRoute):
            yield route
        elif included := getattr(route, "original_router", None):
            yield from _flat(included.routes)


def _written(path: str) -> str:
    """`/sites/{site}` as people read it: `/sites/SITE`."""
    return re.sub(r"{(\w+)(?::\w+)?}", lambda found: found[1].upper(), path)


def test_every_call_is_described(routes: list[APIRoute | APIWebSocketRoute]) -> None:
    page = read("api.md")
    calls = {
        f"`{method} {_written(route.path)}`"
        for route in routes
        if isinstance(route, APIRoute) and route.path.startswith(("/api/", "/health/", "/metrics"))
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert "`POST /api/v1/sites/SITE/tickets`" in calls
    assert sorted(call for call in calls if call not in page) == []


def test_no_call_is_described_that_does_not_exist(
    routes: list[APIRoute | APIWebSocketRoute],
) -> None:
    known = {_written(route.path) for route in routes}
    told = re.findall(r"`(?:GET|POST|DELETE) (/\S+)`", read("api.md"))
    assert sorted(path for path in told if path not in known) == []


def test_every_socket_is_described(routes: list[APIRoute | APIWebSocketRoute]) -> None:
    page = read("api.md")
    sockets = [_written(r.path) for r in routes if isinstance(r, APIWebSocketRoute)]
    assert "/ws/printer" in sockets
    assert [path for path in sockets if f"`{path}`" not in page] == []


def test_every_refusal_is_there_with_its_status_and_its_sentence() -> None:
    told = {row[0]: row[1:3] for row in rows(sections(read("api.md"))["When the answer is no"])}
    for code in Code:
        sentence = refusal_text(Refusal(code, EXAMPLE_FACTS), "en")
        assert told[f"`{code}`"] == [str(STATUS[code]), sentence]


def test_every_action_is_there() -> None:
    section = sections(read("api.md"))["`POST /api/v1/sites/SITE/tickets/NUMBER/ACTION`"]
    told = {row[0] for row in rows(section)}
    visitors = {Action.LEAVE, Action.LATER}
    assert {f"`{action}`" for action in Action if action not in visitors} <= told


def test_every_reason_is_there_with_its_sentence() -> None:
    told = {row[0]: row[1] for row in rows(read("api.md")) if len(row) == 2}
    for rule in REASONS:
        sentence = reason_text(rule, {"run": "N", "left": "N"}, "en")
        assert told[f"`{rule}`"].startswith(sentence)


EXAMPLE = re.compile(r"^```sh\n(.*?)^```\n+(?:^```json\n(.*?)^```)?", re.DOTALL | re.MULTILINE)


@pytest.mark.skipif(not shutil.which("curl"), reason="the examples are curl's")
def test_the_examples_work_as_they_are_printed(town: Town, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "SUIVANT": town.url,
        "KIOSK": town.tokens["borne-hall"],
        "DISPLAY_TOKEN": town.tokens["ecran-hall"],
        "PASSWORD": PASSWORD,
    }
    for script, answer in EXAMPLE.findall(read("api.md")):
        ran = subprocess.run(
            ["bash", "-euc", script],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, script + ran.stderr
        if answer:
            _same_shape(json.loads(answer), json.loads(ran.stdout.splitlines()[-1]), script)
        else:
            assert ran.stdout.strip() == "204", script


STEADY = {"code", "state", "status", "rule", "kind", "number", "detail", "text", "services"}
"""Fields whose value the page promises too; times, secrets and waits are of the moment."""


DRAWN = {"K7M2XD"}
"""What is drawn by lot, but for the page."""


def _same_shape(told: Any, given: Any, where: str) -> None:
    """The same fields, with the same values where they are steady; of a list, its first."""
    if isinstance(told, dict):
        assert told.keys() == given.keys(), (where, given)
        for key in told:
            if key in STEADY and not isinstance(told[key], list) and told[key] not in DRAWN:
                assert told[key] == given[key], (where, key, given)
            _same_shape(told[key], given[key], where)
    elif isinstance(told, list) and told:
        _same_shape(told[0], given[0], where)
