"""Are all sentences said in all languages?

    python -m server.texts.check              what is missing, unused or doubtful, per language
    python -m server.texts.check --missing    entries to paste into the French files

The sentences are read by Babel out of the templates and the Python of all packages; the place where
a sentence stands tells its area, that is the file that translates it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file

from server.texts.catalogue import (
    AREAS,
    FOLDER,
    LANGUAGES,
    Sentence,
    is_said,
    read_area,
    sentence,
)

ROOT = FOLDER.parents[1]
PACKAGES = ("server", "kiosk", "display", "printer")

_KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_noop": None}
_METHODS = {".py": "python", ".html": "jinja2", ".txt": "jinja2", ".svg": "jinja2"}
_OPTIONS = {"jinja2": {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}}


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence as the code says it."""

    context: str | None
    forms: tuple[str, ...]
    """One, or singular and plural."""
    place: str
    area: str

    @property
    def key(self) -> Sentence:
        return self.context, self.forms[0]


@dataclass(frozen=True, slots=True)
class Report:
    language: str
    missing: tuple[Found, ...]
    unused: tuple[str, ...]
    """`area: sentence`"""
    doubtful: tuple[str, ...]


def found_in_code() -> list[Found]:
    """Each sentence once, where it is first said."""
    first: dict[Sentence, Found] = {}
    for file in _sources():
        for found in _sentences_of(file):
            first.setdefault(found.key, found)
    return list(first.values())


def report(language: str, said: list[Found]) -> Report:
    entries = [(area, message) for area in AREAS for message in _entries(language, area)]
    known = {sentence(message) for _, message in entries if is_said(message)}
    needed = {found.key for found in said}
    return Report(
        language,
        missing=tuple(found for found in said if found.key not in known),
        unused=tuple(_named(a, m) for a, m in entries if sentence(m) not in needed),
        doubtful=tuple(_named(area, message) for area, message in entries if message.fuzzy),
    )


def entry(found: Found) -> str:
    """A `.po` entry with its words still to be written."""
    lines = [f"#: {found.place}"]
    if found.context is not None:
        lines.append(f"msgctxt {_quoted(found.context)}")
    lines.append(f"msgid {_quoted(found.forms[0])}")
    if len(found.forms) == 1:
        return "\n".join([*lines, 'msgstr ""', ""])
    plural = f"msgid_plural {_quoted(found.forms[1])}"
    return "\n".join([*lines, plural, 'msgstr[0] ""', 'msgstr[1] ""', ""])


def area_of(place: str) -> str:
    """The innermost room that has words of its own."""
    rooms = reversed(Path(place).parts[:-1])
    return next((room for room in rooms if room in AREAS), "common")


def _sources() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in _METHODS and "static" not in path.parts:
                yield path


def _sentences_of(file: Path) -> Iterator[Found]:
    method, place = _METHODS[file.suffix], file.relative_to(ROOT).as_posix()
    rows = extract_from_file(method, file, _KEYWORDS, options=_OPTIONS.get(method))
    for line, forms, _, context in rows:
        spoken = (forms,) if isinstance(forms, str) else tuple(forms)
        yield Found(context, spoken, f"{place}:{line}", area_of(place))


def _entries(language: str, area: str) -> list[Message]:
    return [message for message in read_area(language, area) if message.id]


def _named(area: str, message: Message) -> str:
    return f"{area}: {sentence(message)[1]}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _print_missing(missing: tuple[Found, ...]) -> None:
    for area in AREAS:
        if mine := [found for found in missing if found.area == area]:
            print(f"# ---- server/texts/fr/{area}.po\n")
            print("\n".join(entry(found) for found in mine))


def _print_report(of: Report) -> None:
    print(
        f"{of.language}: {len(of.missing)} missing,"
        f" {len(of.unused)} unused, {len(of.doubtful)} doubtful"
    )
    if of.language == "fr":
        for found in of.missing:
            print(f"  missing   {found.area}: {found.forms[0]}   ({found.place})")
    for line in of.unused:
        print(f"  unused    {line}")
    for line in of.doubtful:
        print(f"  doubtful  {line}")


def main(arguments: list[str]) -> int:
    """Exit status 1 while French has a hole: French is what visitors read first."""
    said = found_in_code()
    french = report("fr", said)
    if arguments == ["--missing"]:
        _print_missing(french.missing)
    else:
        for language in LANGUAGES:
            if language != "en" and (FOLDER / language).is_dir():
                _print_report(report(language, said))
    return 1 if french.missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
