"""What a key may hold, and how a wrong one is told: line, key and cure, in the town's words."""

from __future__ import annotations

import re
from datetime import time

import pytest

from server.sitefile.mistakes import SiteFileError
from server.sitefile.reading import read_site
from tests.sitefile.towns import SMALL, refusal, small

LIBRARY_WORDS = re.compile(
    r"Input should|valid |TOML|pydantic|Error|dictionary|instance|None", re.I
)
ODD = [
    "0", "-1", "3.5", "nan", "inf", "true", '""', '" "', '"\\u200b\\u2060"', '"\\u0007"', '"…"',
    "[]", "[[]]", "[[1, [2]], 3]", "{}", "{ fr = 1 }", "{ fr = { fr = 1 } }", '["a", 1]',
    "2026-11-24", "03:00:00", "2026-11-24T03:00:00Z", "9" * 40, '"' + "x" * 500 + '"',
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("key", re.findall(r"^(\w+) = ", SMALL, re.MULTILINE))
def test_whatever_stands_there_is_taken_or_refused_in_plain_words(key: str, odd: str) -> None:
    written = re.sub(rf"^{key} = .*$", lambda _: f"{key} = {odd}", SMALL, flags=re.MULTILINE)
    try:
        read_site(written)
    except SiteFileError as refused:
        for mistake in refused.mistakes:
            assert mistake.line is not None, mistake
            assert not LIBRARY_WORDS.search(mistake.cure), mistake


@pytest.mark.parametrize(
    "odd", ["3", "03:00:00", '"3:00"', '"03:00Z"', '"03:00+01:00"', '"24:00"', '"03:00:30"', "true"]
)
def test_a_time_is_written_as_on_a_clock(odd: str) -> None:
    assert refusal(small('"03:00"', odd)) == ['line 4: site.rollover: write it as "03:00"']


def test_the_time_that_is_written_well_is_that_time() -> None:
    assert read_site(small('"03:00"', '"04:30"')).rollover == time(4, 30)


@pytest.mark.parametrize(
    "unseen",
    [
        " ",
        "\\u00a0",
        "\\u200b",
        "\\u202e\\u202c",
        "\\u2800",
        "\\u3164",
        "\\ufeff",
        "\\u0301",
        "\\t",
        "\\ufffc",
        "\\U0001d159",
        "\\U000e0041",
    ],
)
@pytest.mark.parametrize(
    ("was", "key"),
    [
        ("Mairie de Sainte-Aube", "line 3: site.name"),
        ("Accueil", "line 15: services[1].name.fr"),
        ("Reception", "line 15: services[1].name.en"),
        ("Guichet 1", "line 23: counters[1].name.fr"),
        ("Un justificatif", "line 18: services[1].documents[1].fr"),
        ("Merci de votre visite", "line 10: ticket.footer.fr"),
        ("nadia", "line 26: agents[1].login"),
        ("borne", "line 35: kiosks[1].name"),
    ],
)
def test_a_name_has_something_to_read(was: str, key: str, unseen: str) -> None:
    told = refusal(small(was, unseen))
    assert told == [f"{key}: there is nothing to read in it; write a name"]


def test_a_name_is_kept_without_what_nobody_sees() -> None:
    site = read_site(small("Mairie de Sainte-Aube", " Mairie\\u200b  de\\u202e Mo\\u0302le\\n"))
    assert site.name == "Mairie de Môle"


def test_joiners_and_places_to_part_a_word_stay() -> None:
    site = read_site(small('fr = "Accueil"', 'fr = "Ac\\u00adcueil", ar = "می\\u200cخواهم"'))
    assert site.services["welcome"].name["fr"] == "Ac\u00adcueil"
    assert "\u200c" in site.services["welcome"].name["ar"]


@pytest.mark.parametrize("control", ["\\u0000", "\\u0007", "\\u001b", "\\u007f", "\\u009b"])
def test_a_control_character_is_refused(control: str) -> None:
    (told,) = refusal(small("Accueil", f"Acc{control}ueil"))
    assert told.startswith("line 15: services[1].name.fr: holds a control character (U+00")


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('country = "FR"', 'country = "UK"', "line 6: site.country: unknown country, write GB"),
        ('country = "FR"', 'country = "fr"', "line 6: site.country: unknown country, write FR"),
        ('country = "FR"', 'country = "RE"', "line 6: site.country: unknown country, write FR"),
        (
            'country = "FR"',
            'country = "ZZ"',
            'line 6: site.country: unknown country; write its two letters, as in "FR"',
        ),
        *(
            (
                'country = "FR"',
                f'timezone = "{zone}"',
                'line 6: site.timezone: unknown timezone; write it as in "Europe/Paris"',
            )
            for zone in ("Paris", "europe", "localtime", "posix/Europe/Paris", "right/UTC", "")
        ),
        ('fr = "Accueil"', 'fr = "Acc\\uffffueil"', "holds a letter that was lost on the way"),
        ('fr = "Accueil"', 'fr = "Acc\\ufdd0ueil"', "holds a letter that was lost on the way"),
        ('"info"', '"file"', 'there is no icon "file"; near to it: files, file-text, file-check'),
        ('"info"', '"../../etc/passwd"', "there is no icon"),
        ("welcome = 2", "welcom = 2", 'agents[1].skills.welcom: no service has the code "welcom"'),
        ('"hall"]', '"attic"]', 'boards[1].zones: no counter stands in the zone "attic"'),
        ('"hall"]', '"hall", "hall"]', 'boards[1].zones: "hall" stands twice; keep one'),
        ("en = ", "eng = ", "services[1].name.eng: unknown language; it is one of fr, fr-easy"),
        ("minutes = 10", 'minutes = "10"', "minutes: write a whole number, without quotes"),
        ("minutes = 10", "minutes = 601", "minutes: write a number up to 600"),
        ("minutes = 10", "minutes = true", "minutes: write a whole number, without quotes"),
        ("welcome = 2", "welcome = true", "skills.welcome: write a whole number, without quotes"),
        (
            "[ticket]",
            '[policy]\nrule = "fifo"\n[ticket]',
            "policy.rule: write one of 'due', 'arrival' or 'weights'",
        ),
        (
            "[ticket]",
            '[policy]\nrule = "weights"\n[ticket]',
            "policy.rule: all services weigh the same; give one more",
        ),
        (
            "[ticket]",
            "[policy]\nweights = { welcome = 2 }\n[ticket]",
            'policy.weights: they count only with rule = "weights"',
        ),
        (
            "[ticket]",
            '[policy]\nrule = "weights"\nweights = { welcom = 2 }\n[ticket]',
            'policy.weights.welcom: no service has the code "welcom"',
        ),
        ("distance = 5.0", "distance = nan", "distance: write a number"),
        ('prefix = "R"', 'prefix = "r"', "prefix: one or two capital letters"),
        ('code = "welcome"', 'code = "Bienvenue !"', "services[1].code: a code is made of small"),
        ('brand = "#0b5d66"', 'brand = "teal"', 'site.brand: write it as "#0b5d66"'),
    ],
)
def test_a_wrong_value_is_told_with_its_cure(was: str, becomes: str, told: str) -> None:
    assert told in refusal(small(was, becomes))[0]


def test_a_file_has_no_more_of_anything_than_a_town_has() -> None:
    many = "".join(f'\n[[groups]]\ncode = "g{n}"\nname = {{ fr = "G" }}\n' for n in range(101))
    assert refusal(SMALL + many) == ["line 38: groups: at most 100 of them"]


def test_no_more_mistakes_are_told_than_are_read() -> None:
    many = "".join(f'\n[[counters]]\ncode = "c{n}"\nname = {{ en = "C" }}\n' for n in range(300))
    assert len(refusal(SMALL + many)) == 50


def _asked_often(*services: int) -> str:
    """The small file with four services more; these are asked often."""
    lines = [
        f'[[services]]\ncode = "s{nth}"\nprefix = "{letter}"\nname = {{ fr = "Service" }}\n'
        f"often = {str(nth in services).lower()}\n\n"
        for nth, letter in enumerate("ABCD", start=1)
    ]
    return small("[[counters]]", "".join([*lines, "[[counters]]"]))


def test_three_services_may_be_asked_often() -> None:
    services = read_site(_asked_often(1, 2, 4)).services

    assert [code for code, service in services.items() if service.often] == ["s1", "s2", "s4"]


def test_the_fourth_service_asked_often_is_refused_where_it_stands() -> None:
    text = _asked_often(1, 2, 3, 4)
    line = len(text[: text.rindex("often = true")].splitlines()) + 1

    assert refusal(text) == [
        f"line {line}: services[5].often: at most three services have a tile of their own as asked "
        "often; leave it at the three most asked and remove it here or above"
    ]
