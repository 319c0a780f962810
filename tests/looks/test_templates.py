"""What every template may rely on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from jinja2 import UndefinedError

from server.looks.folders import static_url
from server.looks.icons import drawn, icon, names, sprite
from server.looks.templates import environment, render
from server.texts.catalogue import LANGUAGES

MORNING = datetime(2026, 3, 2, 7, 5, tzinfo=UTC)


def said(template: str, language: str = "fr", **context: object) -> str:
    return environment(language).from_string(template).render(**context)


def test_the_frame_speaks_the_visitors_language() -> None:
    page = render("looks/base.html", "fr")

    assert '<html lang="fr" dir="ltr"' in page
    assert "Aller au contenu" in page


def test_an_arabic_page_runs_from_right_to_left() -> None:
    page = render("looks/base.html", "ar")

    assert '<html lang="ar" dir="rtl"' in page
    assert "Skip to content" not in page


def test_a_language_that_nobody_wrote_is_answered_in_english_and_says_so() -> None:
    page = render("looks/base.html", "xx")

    assert '<html lang="en" dir="ltr"' in page
    assert "Skip to content" in page


def test_a_macro_speaks_the_pages_language() -> None:
    assert "Fermer" in said('{% from "looks/macros.html" import toast %}{{ toast() }}')


def test_a_forgotten_value_is_an_error_not_an_empty_place() -> None:
    with pytest.raises(UndefinedError, match="queue"):
        said("{{ queue }}")


def test_a_service_name_cannot_bring_markup_onto_the_board() -> None:
    assert said("{{ name }}", name="<script>") == "&lt;script&gt;"


def test_a_number_is_spaced_and_keeps_its_direction_in_arabic() -> None:
    expected = '<bdi dir="ltr" class="num">A\u202f042</bdi>'

    assert said("{{ 'A042'|number }}") == expected


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (12, "12\xa0min"),
        (60, "1\xa0h"),
        (65, "1\xa0h\xa005"),
        (120, "2\xa0h"),
        (timedelta(minutes=3, seconds=59), "3\xa0min"),
    ],
)
def test_a_wait_is_said_in_whole_minutes(wait: object, words: str) -> None:
    assert said("{{ wait|minutes }}", wait=wait) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_hour_is_said_without_minutes(language: str) -> None:
    assert "00" not in said("{{ 60|minutes }}", language)
    assert said("{{ 60|minutes }}", language).startswith("1")


def test_an_estimate_is_a_range() -> None:
    range_ = SimpleNamespace(low=15, high=25)

    assert said("{{ estimate|about }}", estimate=range_) == "entre 15 et 25\xa0min"


@pytest.mark.parametrize("tz", ["Europe/Paris", ZoneInfo("Europe/Paris")])
def test_the_clock_is_that_of_the_town(tz: object) -> None:
    assert said("{{ at|clock }}", at=MORNING, tz=tz) == "08:05"


def test_a_clock_without_a_town_is_an_error() -> None:
    with pytest.raises(LookupError, match="tz"):
        said("{{ at|clock }}", at=MORNING)


def test_a_static_address_carries_the_files_fingerprint() -> None:
    address, fingerprint = static_url("looks/house.css").split("?v=")

    assert address == "/static/looks/house.css"
    assert len(fingerprint) == 8


def test_a_mistyped_static_file_fails_when_the_page_is_painted() -> None:
    with pytest.raises(FileNotFoundError, match=r"houze\.css"):
        static_url("looks/houze.css")


def test_every_icon_can_be_drawn_and_is_silent() -> None:
    for name in names():
        assert 'aria-hidden="true"' in icon(name)


def test_every_icon_that_a_page_points_to_is_on_it_once() -> None:
    for name in names():
        assert f'href="#i-{name}"' in drawn(name)
        assert sprite().count(f'id="i-{name}"') == 1


def test_an_unknown_icon_says_what_to_do() -> None:
    for draw in (icon, drawn):
        with pytest.raises(KeyError, match=r"unicorn.*add it to ICONS"):
            draw("unicorn")


def test_a_part_is_painted_again_only_when_its_facts_are_others() -> None:
    part = "{{ part('phone/standing.html', ahead=n, near='later') }}"
    texts = [said(part, n=n) for n in (2, 2, 3)]
    assert texts[0] == texts[1] != texts[2]
    assert "3 personnes" in texts[2]
    assert "3 people" in said("{{ part('phone/standing.html', ahead=3, near='later') }}", "en")


def test_an_arrow_turns_round_in_arabic_and_a_printer_does_not() -> None:
    assert 'class="icon flip"' in icon("arrow-left")
    assert 'class="icon"' in icon("printer")
