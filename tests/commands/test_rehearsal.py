"""Every screen and paper of a file is drawn before it is in force; what fails is named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import date

import pytest
from fastapi.routing import APIRoute

from server.commands.rehearsal import STAFF_LANGUAGES, Rehearsal, undrawable
from server.commands.rehearsed import Occasions
from server.domain.site import Site
from server.looks.folders import template_folders
from server.looks.templates import environment, part
from server.sitefile.reading import read_site
from server.store.store import Store
from server.texts.catalogue import written_in
from server.web.app import PAGES
from tests.sitefile.towns import SMALL
from tests.worlds.town import DEMO_SITE

TODAY = date(2026, 11, 26)
DRAWN = {
    "/": ("signing in", "the choice of screens"),
    "/enrol": ("the enrolment of a board",),
    "/theme.css": ("the colours",),
    "/kiosk/{site}": (
        "the kiosk",
        "the kiosk when closed",
        "the kiosk's ticket",
        "the kiosk when full, service",
    ),
    "/kiosk/{site}/code.svg": ("the code of service",),
    "/display/{site}/{board}": (
        *("the board", "the board before the first call", "the board when closed"),
        *("without script, the board", "without script, the board when closed"),
        "the page of no board",
    ),
    "/display/{site}/{board}/sizes.css": ("the sizes of board",),
    "/counter/{site}": (
        *("the console", "the console, choosing a counter"),
        *("the console when free", "the console on a break"),
        "the console with people set aside",
    ),
    "/counter/{site}/why": ("the console with a reason",),
    "/office/{site}": ("the office", "the office with no counter open"),
    "/office/{site}/fairness": ("whether the day was fair",),
    "/office/{site}/promise": ("what came of the announced waits",),
    "/office/{site}/roster": ("the roster",),
    "/office/{site}/days": ("the exceptional days",),
    "/office/{site}/lab": ("the lab", "the lab with an answer"),
    "/office/{site}/lab/compare": ("two scenarios side by side",),
    "/office/{site}/strip": ("the strip of the day", "the strip of the day with one more counter"),
    "/office/{site}/ticket.png": ("the picture of a ticket",),
    "/t/{token}": ("the phone",),
    "/t/{token}/leave": ("the phone, before leaving",),
}
"""What the server answers with, and how the rehearsal calls it."""
NOT_DRAWN = {
    "/api/v1/crests/{crest}": "a picture, drawn with each paper",
    "/favicon.ico": "leads to a file of ours",
    "/sign-in": "answers with the page of /, and a sentence",
    "/sign-out": "answers with the page of /, and a sentence",
    "/api/docs": "says nothing of any site",
    "/kiosk/{site}/fragment": "a part of its page",
    "/kiosk/{site}/size.css": "of the device alone",
    "/kiosk/{site}/appointment": "leads to the kiosk's page",
    "/kiosk/{site}/tickets": "leads to the kiosk's page",
    "/kiosk/{site}/print": "leads to the kiosk's page",
    "/kiosk/{site}/help": "leads to the kiosk's page",
    "/display/{site}/{board}/fragment": "a part of its page",
    "/counter/{site}/fragment": "a part of its page",
    "/counter/{site}/do/sign-out": "leads to the page of /",
    "/counter/{site}/do/{deed}": "answers with the console's page, and a sentence",
    "/office/{site}/fragment": "a part of its page",
    "/office/{site}/strip/fragment": "a part of its page",
    "/office/{site}/prints": "leads to the office's page",
    "/office/{site}/numbers": "leads to the office's page",
    "/office/{site}/paper": "answers with the office's page, and a sentence",
    "/office/{site}/roster/file": "answers with the roster's page, and a sentence for each mistake",
    "/office/{site}/roster/remove": "leads to the roster's page",
    "/office/{site}/interruptions": "answers with the office's page, and a sentence",
    "/office/{site}/days/remove": "leads to the page of exceptional days",
    "/office/{site}/resume": "leads to the office's page",
    "/office/{site}/interruptions/remove": "leads to the office's page",
    "/t/{token}/fragment": "a part of its page",
    "/t/{token}/later": "answers with the phone's page, and a sentence",
    "/t/{token}/return": "answers with the phone's page, and a sentence",
}
SAYS_NOTHING_OF_A_SITE = {
    "api/docs.html",
    "entrance/calm.html",
    "entrance/notice.html",
    "looks/calm.html",
    "phone/over.html",
    "phone/unknown.html",
}
"""Templates of pages that a site file cannot break; the demonstration's are its own."""

BEFORE_A_LANGUAGE = {"kiosk/start.html", "kiosk/languages.html"}
"""Where it is chosen: drawn in the site's first."""


@pytest.fixture
def demonstration() -> Iterator[Rehearsal]:
    store = Store("sqlite://")
    site = read_site(DEMO_SITE.read_text(encoding="utf-8"))
    yield Rehearsal(Occasions(site, TODAY, store))
    store.close()


def with_service(site: Site, code: str, **changes: object) -> Site:
    services = dict(site.services)
    services[code] = replace(services[code], **changes)  # type: ignore[arg-type]
    return replace(site, services=services)


def test_everything_of_the_demonstration_can_be_drawn() -> None:
    assert list(undrawable(read_site(DEMO_SITE.read_text(encoding="utf-8")), TODAY)) == []


def test_what_a_small_file_leaves_out_is_no_failure() -> None:
    bare = SMALL[: SMALL.index("[[agents]]")].replace("[ticket]", "[policy]")
    text = "\n".join(line for line in bare.splitlines() if not line.startswith("footer"))
    for hours in ("24/7", "Jul Mo-Fr 10:00-12:00", "Sa 23:00-01:00"):
        assert (
            list(undrawable(read_site(text.replace("Mo-Fr 08:30-17:30; PH off", hours)), TODAY))
            == []
        )


def test_a_screen_that_would_fail_is_named_with_its_language() -> None:
    site = read_site(DEMO_SITE.read_text(encoding="utf-8"))
    told = list(undrawable(with_service(site, "civil", icon="passport"), TODAY))
    for screen in ("the kiosk, group family, in ar", "the console, in en", "the office, in fr"):
        assert any(line.startswith(f"{screen} cannot be drawn (KeyError") for line in told), told
    assert all("\n" not in line for line in told)


def test_a_paper_that_would_fail_is_named_with_its_width() -> None:
    site = replace(read_site(SMALL), name="Mairie 🎂")
    assert "the ticket on 58mm, in en: paper has no letter for 🎂; leave it out" in list(
        undrawable(site, TODAY)
    )


def test_no_page_that_the_server_answers_with_is_forgotten() -> None:
    routes = [route for page in PAGES for route in page.router.routes]
    answered = {route.path for route in routes if isinstance(route, APIRoute)}

    assert not DRAWN.keys() & NOT_DRAWN.keys()
    assert answered == DRAWN.keys() | NOT_DRAWN.keys()


def test_each_page_is_drawn_in_every_language_that_it_is_read_in(demonstration: Rehearsal) -> None:
    site = demonstration.site
    drawn = languages_drawn(demonstration)
    read_by = {
        "/": {*STAFF_LANGUAGES},
        "/enrol": {*STAFF_LANGUAGES},
        "/counter/{site}": {*STAFF_LANGUAGES},
        "/office/{site}": {*STAFF_LANGUAGES},
        "/kiosk/{site}": {*site.languages},
        "/t/{token}": {*site.languages},
        "/t/{token}/leave": {*site.languages},
    }
    for route, names in DRAWN.items():
        for name in names:
            assert name in drawn, f"{route}: {name}"
            assert drawn[name] >= read_by.get(route, set()), name


def test_no_template_is_forgotten_in_any_language(demonstration: Rehearsal) -> None:
    environment.cache_clear()
    part.cache_clear()
    assert [*filter(None, (drawing.failure() for drawing in demonstration.drawings()))] == []

    every = {*templates()} - SAYS_NOTHING_OF_A_SITE
    of_staff = {name for name in every if name.startswith(("counter/", "entrance/", "office/"))}
    of_visitors = {name for name in every if name.startswith(("kiosk/", "phone/"))}
    assert every - loaded("fr") == set()
    for language in STAFF_LANGUAGES:
        assert of_staff - loaded(language) == set(), language
    for language in map(written_in, demonstration.site.languages):
        assert of_visitors - BEFORE_A_LANGUAGE - loaded(language) == set(), language


def languages_drawn(rehearsal: Rehearsal) -> dict[str, Set[str]]:
    """By name, without what a name says of the site: its codes, groups and services."""
    drawn = defaultdict[str, set[str]](set)
    site = rehearsal.site
    for drawing in rehearsal.drawings():
        name, _, language = drawing.what.partition(", in ")
        for code in sorted({*site.boards, *site.services}, key=len, reverse=True):
            name = re.sub(rf"(board|service) {code}\b", r"\1", name)
        drawn[name].add(language)
    return dict(drawn)


def templates() -> Iterator[str]:
    rooms = {name: folder for name, folder in template_folders().items() if name != "demo"}
    for room, folder in rooms.items():
        yield from (f"{room}/{file.relative_to(folder)}" for file in folder.rglob("*.html"))


def loaded(language: str) -> set[str]:
    """The templates that were used in it, those that another one includes among them."""
    cache = environment(language).cache
    assert cache is not None
    return {name for _, name in cache}
