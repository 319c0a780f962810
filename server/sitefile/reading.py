"""A site file's text becomes a `Site`, or a list of mistakes: line, key and cure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from server.domain import site as d
from server.domain.hours import Calendar
from server.sitefile.places import Location, line_of
from server.sitefile.schema import ServiceTable, SiteFile, TicketTable

EASY_FRENCH = "fr-easy"
KEPT_LETTERS = "XYZWVUTSRPNMLKJHGFEDCBA"
"""For numbers printed in advance: the last letters are the least used."""


@dataclass(frozen=True)
class Mistake:
    line: int | None
    key: str
    cure: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.key}: {self.cure}"


class SiteFileError(Exception):
    """The file is refused whole."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(str(m) for m in mistakes))
        self.mistakes = mistakes


def read_site(text: str) -> d.Site:
    """Raises SiteFileError, naming every mistake that can be seen at once."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SiteFileError([_toml_mistake(error)]) from error
    try:
        file = SiteFile.model_validate(raw)
    except ValidationError as error:
        raise SiteFileError(
            [
                Mistake(line_of(text, e["loc"]), _key(e["loc"]), _cure(e["msg"]))
                for e in error.errors()
            ]
        ) from error
    mistakes = [Mistake(line_of(text, loc), _key(loc), cure) for loc, cure in _cross_checks(file)]
    if mistakes:
        raise SiteFileError(mistakes)
    return _site(file)


def _toml_mistake(error: tomllib.TOMLDecodeError) -> Mistake:
    message = str(error)
    found = re.search(r"\(at line (\d+), column \d+\)", message)
    line = int(found[1]) if found else None
    return Mistake(line, "TOML", re.sub(r"\s*\(at .*\)", "", message))


def _key(loc: Location) -> str:
    """("services", 3, "minutes") -> services[4].minutes, counted as a person does."""
    told = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc)
    return told.lstrip(".") or "file"


def _cure(message: str) -> str:
    return {
        "Extra inputs are not permitted": "unknown key; check its spelling or remove it",
        "Field required": "missing; add it",
    }.get(message, message.removeprefix("Value error, "))


def _cross_checks(file: SiteFile) -> Iterator[tuple[Location, str]]:
    """What one table says of another."""
    yield from _hours(file)
    groups = {group.code for group in file.groups}
    services = {service.code for service in file.services}
    zones = {counter.zone for counter in file.counters}
    for i, service in enumerate(file.services):
        if service.group is not None and service.group not in groups:
            yield ("services", i, "group"), f'no group has the code "{service.group}"'
    for i, agent in enumerate(file.agents):
        for skill in agent.skills:
            if skill not in services:
                yield ("agents", i, "skills"), f'no service has the code "{skill}"'
    for i, board in enumerate(file.boards):
        for zone in board.zones:
            if zone not in zones:
                yield ("boards", i, "zones"), f'no counter stands in the zone "{zone}"'
    yield from _repeated(file)
    yield from _taken_letter(file)


def _taken_letter(file: SiteFile) -> Iterator[tuple[Location, str]]:
    kept = file.ticket.fallback_prefix
    for i, service in enumerate(file.services):
        if service.prefix == kept:
            yield (
                ("services", i, "prefix"),
                f'"{kept}" is the letter of numbers printed in advance; take another here, '
                "or there: fallback_prefix in [ticket]",
            )


def _hours(file: SiteFile) -> Iterator[tuple[Location, str]]:
    asked: list[tuple[Location, str | None]] = [(("site", "hours"), file.site.hours)]
    asked += [(("services", i, "hours"), s.hours) for i, s in enumerate(file.services)]
    for loc, hours in asked:
        try:
            if hours is not None:
                Calendar(hours, file.site.timezone, file.site.country)
        except ValueError:
            yield loc, f'cannot be read: "{hours}"; write hours as in "Mo-Fr 08:30-12:30; PH off"'


def _repeated(file: SiteFile) -> Iterator[tuple[Location, str]]:
    names: list[tuple[str, str, list[str]]] = [
        ("services", "code", [s.code for s in file.services]),
        ("services", "prefix", [s.prefix for s in file.services]),
        ("groups", "code", [g.code for g in file.groups]),
        ("counters", "code", [c.code for c in file.counters]),
        ("agents", "login", [a.login for a in file.agents]),
        ("boards", "code", [b.code for b in file.boards]),
        ("kiosks", "name", [k.name for k in file.kiosks]),
    ]
    for table, key, values in names:
        for i, value in enumerate(values):
            if value in values[:i]:
                yield (table, i, key), f'"{value}" is already used above; each must be its own'


def _site(file: SiteFile) -> d.Site:
    head = file.site
    return d.Site(
        slug=head.slug,
        name=head.name,
        timezone=head.timezone,
        hours=head.hours,
        country=head.country,
        languages=tuple(head.languages),
        rollover=head.rollover,
        policy=d.Policy(**file.policy.model_dump()),
        services={s.code: _service(s, file.policy.target_wait) for s in file.services},
        groups={g.code: d.Group(**g.model_dump()) for g in file.groups},
        counters={c.code: d.Counter(**c.model_dump()) for c in file.counters},
        agents={
            a.login: d.Agent(a.login, a.skills, d.Constraints(**a.constraints.model_dump()))
            for a in file.agents
        },
        boards={
            b.code: d.Board(
                b.code, tuple(b.zones), tuple(b.languages), b.voice, b.distance, b.diagonal
            )
            for b in file.boards
        },
        kiosks={k.name: d.Kiosk(k.name, tuple(k.printers), k.label or {}) for k in file.kiosks},
        face=d.Face(head.brand, head.logo),
        paper=_paper(file.ticket, _kept_letter(file)),
        phone=head.phone,
        website=head.website,
    )


def _paper(table: TicketTable, kept_letter: str) -> d.Paper:
    footer, place = table.footer or {}, table.place or {}
    return d.Paper(table.logo, table.documents, table.fairness, footer, kept_letter, place)


def _kept_letter(file: SiteFile) -> str:
    """As the file says; else the first of these that no service has."""
    taken = {service.prefix for service in file.services}
    free = (letter for letter in KEPT_LETTERS if letter not in taken)
    return file.ticket.fallback_prefix or next(free, "")


def _service(table: ServiceTable, target_wait: int) -> d.Service:
    told = table.model_dump(exclude={"easy"})
    if easy := table.easy.get("fr"):
        told["name"] = {EASY_FRENCH: easy, **table.name}
    told["target_wait"] = table.target_wait or target_wait
    told["documents"] = tuple(table.documents)
    told["words"] = {language: tuple(words) for language, words in table.words.items()}
    return d.Service(**told)
