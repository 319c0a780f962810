"""A site file's text as tables; where it is not TOML, what to do instead of what a parser says."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from typing import Any

from server.sitefile.mistakes import Mistake, SiteFileError

_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_KEY = re.compile(r"\s*([\w.-]+)\s*=")
_DEEP = 100
"""Tables in tables: nothing in a site file needs more than four."""
_TOO_DEEP = "too many brackets or dots; documents = [{ … }] is as deep as it goes"

TWICE = "stands twice; keep one"
_BY_SIGHT = (
    (r"=\s*[“”„«]", 'write straight quotes around a text: "…"'),
    (r"=\s*\d{1,2}[:h]\d{2}\b", 'write a time between quotes, as in "03:00"'),
    (r"^[^\"']*[\u00a0\u202f\u2007]", "a no-break space stands here; type a plain one"),
    (r"=\s*(True|False|TRUE|FALSE|oui|non|yes|no)\b", "write true or false"),
    (r"^\s*(\[\[[^\]]*\]|\[+[^\]]*)\s*$", "write a heading as [site] or [[services]]"),
    (r"^\s*[\w.-]+\s*:", "write KEY = VALUE, with an equals sign"),
)
"""What the line shows -> the cure."""
_BY_COMPLAINT = (
    ("twice", TWICE),
    ("overwrite", TWICE),
    ("mutate", TWICE),
    ("Duplicate", TWICE),
    ("Unescaped", "write \\\\ for each backslash, or put the text between single quotes"),
    (r"Illegal character '\n'", "a quote is missing at the end of the text"),
    ("Unterminated", "a quote is missing at the end of the text"),
    ("Illegal character", "a control character stands here; leave it out"),
    ("Unclosed array", 'a closing "]" is missing'),
    ("Unclosed inline table", 'a closing "}" is missing, or the table goes on on the next line'),
    ("after a statement", "something stands after the value; quotes go around the whole text"),
    ("after a key", 'write KEY = VALUE, as in name = "Accueil"'),
    ("Expected ']'", "write a heading as [site]"),
    ("Expected ']]'", "write a heading as [[services]]"),
    ("date", 'write it between quotes: "…"'),
    ("Invalid value", 'write a text between quotes: KEY = "…"'),
)
"""What the parser says of it -> the cure."""


def tables(text: str) -> dict[str, Any]:
    """Raises SiteFileError."""
    try:
        raw = tomllib.loads(text)
        if _is_deep(raw):
            raise RecursionError
        return raw
    except tomllib.TOMLDecodeError as error:
        raise SiteFileError([_mistake(text, str(error))]) from error
    except RecursionError as error:
        raise SiteFileError([Mistake(_deepest(text), "file", _TOO_DEEP)]) from error
    except ValueError as error:  # a number of more digits than Python reads
        raise SiteFileError([Mistake(_longest(text), "file", "a number is too long")]) from error


def _mistake(text: str, complaint: str) -> Mistake:
    lines = text.rstrip().split("\n")
    found = _LINE.search(complaint)
    number = min(int(found[1]), len(lines)) if found else len(lines)
    line = lines[number - 1]
    key = _KEY.match(line)
    return Mistake(number, key[1] if key else "file", _cure(line, complaint))


def _cure(line: str, complaint: str) -> str:
    by_sight = (cure for sight, cure in _BY_SIGHT if re.search(sight, line))
    by_complaint = (cure for said, cure in _BY_COMPLAINT if said in complaint)
    general = 'write KEY = VALUE, a heading such as [site], or "#" and a remark'
    return next(chain(by_sight, by_complaint), general)


def _is_deep(raw: Any) -> bool:
    """Level by level: a key of a thousand dots is no trouble to the parser, but to all others."""
    level = [raw]
    for _ in range(_DEEP):
        inside = (each.values() if isinstance(each, dict) else each for each in level)
        level = [each for each in chain.from_iterable(inside) if isinstance(each, dict | list)]
    return bool(level)


def _deepest(text: str) -> int:
    lines = text.split("\n")
    deep = (n for n, line in enumerate(lines, 1) if sum(map(line.count, "[{.")) > _DEEP)
    return next(deep, len(lines))


def _longest(text: str) -> int:
    lines = text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if re.search(r"\d{1000}", line)), 1)
