"""The shape of a site file, as written by a town."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from server.domain.site import Face, PolicyName
from server.sitefile.values import (
    LETTER,
    CodeText,
    Country,
    HoursText,
    Icon,
    LanguageCode,
    Languages,
    Login,
    Logo,
    Minutes,
    NameText,
    Sentence,
    TimeOfDay,
    Timezone,
    WordsTable,
    once,
    written,
)

NO_DIGITS = "no I, O or Q, which are read as digits"
MANY, FEW = 1000, 100
"""As many agents, services and counters as the largest town has; as many of the rest."""


class Strict(BaseModel):
    """An unknown key is a spelling mistake, a number between quotes is none: say so."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class SiteTable(Strict):
    slug: CodeText
    name: NameText
    timezone: Timezone = "Europe/Paris"
    languages: Languages = ["fr", "en"]
    rollover: TimeOfDay = time(3, 0)
    hours: HoursText = "Mo-Fr 08:30-17:30; PH off"
    country: Country = "FR"
    brand: Annotated[str, written("#[0-9a-fA-F]{6}", 'write it as "#0b5d66"')] = Face().brand
    logo: Logo | None = None
    phone: NameText | None = None
    website: NameText | None = None


class PolicyTable(Strict):
    rule: PolicyName = "due"
    target_wait: Minutes = 20
    priority_run: int = Field(default=2, ge=1, le=20)
    no_show_after: int = Field(default=2, ge=0, le=9)
    serve_after_closing: bool = True
    ticket_when_unsure: bool = True
    closing_soon: int = Field(default=15, ge=0, le=240)
    late_share: float = Field(default=0.1, ge=0.05, le=0.2)
    weights: dict[CodeText, Annotated[int, Field(ge=1, le=9)]] = {}


class TicketTable(Strict):
    logo: Logo | None = None
    documents: bool = True
    fairness: bool = True
    footer: Sentence | None = None
    place: Sentence | None = None
    fallback_prefix: Annotated[str, written(LETTER, f"one capital letter; {NO_DIGITS}")] | None = (
        None
    )


class AppointmentsTable(Strict):
    check_in_before: int = Field(default=30, ge=0, le=240)
    release_after: int = Field(default=15, ge=0, le=240)


class ServiceTable(Strict):
    code: CodeText
    prefix: Annotated[str, written(LETTER + "{1,2}", f"one or two capital letters; {NO_DIGITS}")]
    name: WordsTable
    easy: dict[LanguageCode, NameText] = {}
    group: CodeText | None = None
    often: bool = False
    icon: Icon = "file-text"
    minutes: Minutes = 10
    target_wait: Minutes | None = None
    hours: HoursText | None = None
    quota: int | None = Field(default=None, ge=1, le=10_000)
    confidential: bool = False
    documents: list[Sentence] = Field(default=[], max_length=20)
    sheet: Annotated[str, written(r"[A-Z]\d{1,6}", 'write its number as in "N358"')] | None = None
    words: dict[LanguageCode, Annotated[list[NameText], Field(max_length=FEW)]] = {}


class GroupTable(Strict):
    code: CodeText
    name: WordsTable
    icon: Icon = "files"


class CounterTable(Strict):
    code: CodeText
    name: WordsTable
    zone: CodeText = "hall"


class ConstraintsTable(Strict):
    counter_minutes: Minutes | None = None
    pause_minutes: Minutes | None = None
    phone: bool = True


class AgentTable(Strict):
    login: Login
    skills: dict[CodeText, Annotated[int, Field(ge=1, le=2)]] = {}
    constraints: ConstraintsTable = ConstraintsTable()


class BoardTable(Strict):
    code: CodeText
    zones: Annotated[list[CodeText], Field(min_length=1), AfterValidator(once)] = ["hall"]
    languages: Languages = ["fr"]
    voice: bool = True
    distance: float = Field(default=5.0, gt=0, le=50)
    diagonal: float = Field(default=43.0, ge=10, le=150)


class KioskTable(Strict):
    name: NameText
    printers: Annotated[list[NameText], Field(max_length=FEW), AfterValidator(once)]
    label: WordsTable | None = None


class SiteFile(Strict):
    site: SiteTable
    policy: PolicyTable = PolicyTable()
    ticket: TicketTable = TicketTable()
    appointments: AppointmentsTable = AppointmentsTable()
    services: list[ServiceTable] = Field(min_length=1, max_length=MANY)
    groups: list[GroupTable] = Field(default=[], max_length=FEW)
    counters: list[CounterTable] = Field(min_length=1, max_length=MANY)
    agents: list[AgentTable] = Field(default=[], max_length=MANY)
    boards: list[BoardTable] = Field(default=[], max_length=FEW)
    kiosks: list[KioskTable] = Field(default=[], max_length=FEW)
