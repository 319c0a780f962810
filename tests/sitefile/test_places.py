"""A mistake is found where it stands, however the file is laid out."""

from __future__ import annotations

import pytest

from server.sitefile.places import Location, line_of

TEXT = '''\
# a remark
[site]
name = """
two = 2
lines"""
"quoted key" = 1

[[services]]
code = "a"
documents = [
  { fr = "[[services]]" },
  { en = "b" },
]

[services.name]
fr = "A"

[[services]]
name.fr = "B"
name.en = "B"
[[services.steps]]
code = 1
[[services.steps]]
code = 2
'''


@pytest.mark.parametrize(
    ("loc", "line"),
    [
        (("site",), 2),
        (("site", "name"), 3),
        (("site", "missing"), 2),
        (("site", "quoted key"), 6),
        (("services",), 8),
        (("services", 0, "documents", 1, "fr"), 10),
        (("services", 0, "name"), 15),
        (("services", 0, "name", "fr"), 16),
        (("services", 1, "code"), 18),
        (("services", 1, "name", "en"), 20),
        (("services", 1, "steps", 1, "code"), 24),
        (("counters",), None),
    ],
)
def test_a_key_stands_on_its_line(loc: Location, line: int | None) -> None:
    assert line_of(TEXT, loc) == line
