"""Small site files, and what is said of them."""

from __future__ import annotations

import pytest

from server.sitefile.mistakes import SiteFileError
from server.sitefile.reading import read_site

SMALL = """\
[site]
slug = "mairie"
name = "Mairie de Sainte-Aube"
rollover = "03:00"
hours = "Mo-Fr 08:30-17:30; PH off"
country = "FR"
brand = "#0b5d66"

[ticket]
footer = { fr = "Merci de votre visite" }

[[services]]
code = "welcome"
prefix = "R"
name = { fr = "Accueil", en = "Reception" }
icon = "info"
minutes = 10
documents = [{ fr = "Un justificatif" }]
words = { fr = ["accueil"] }

[[counters]]
code = "1"
name = { fr = "Guichet 1" }

[[agents]]
login = "nadia"
skills = { welcome = 2 }

[[boards]]
code = "hall"
zones = ["hall"]
distance = 5.0

[[kiosks]]
name = "borne"
printers = ["Hall"]
"""


def small(was: str, becomes: str) -> str:
    """The small file with one thing written otherwise."""
    assert was in SMALL
    return SMALL.replace(was, becomes, 1)


def refusal(text: str) -> list[str]:
    """What is said, a line for each mistake."""
    with pytest.raises(SiteFileError) as refused:
        read_site(text)
    return [str(mistake) for mistake in refused.value.mistakes]
