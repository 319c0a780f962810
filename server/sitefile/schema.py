"""The shape of a site file, as written by a town."""

from __future__ import annotations

from base64 import b64decode
from datetime import time
from io import BytesIO
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PIL import Image
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

CODE = r"^[a-z0-9][a-z0-9-]{0,30}$"
Code = Annotated[str, StringConstraints(pattern=CODE)]
LANGUAGE = r"^[a-z]{2,3}(-[a-z]{2,8})?$"
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
LETTER = "[A-HJ-NPR-Z]"
"""No I, O or Q: on paper and on a screen they are read as digits."""
LOGO_BYTES = 200_000
Minutes = Annotated[int, Field(ge=1, le=600)]


def _has_french(words: dict[str, str]) -> dict[str, str]:
    if not words.get("fr", "").strip():
        raise ValueError('give at least the French text: { fr = "…" }')
    return words


def _real_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError('unknown timezone; write it as in "Europe/Paris"') from error
    return name


def _is_picture(encoded: str) -> str:
    """Drawn once here: a broken one would be left out of every ticket, and nobody be told."""
    try:
        picture = b64decode("".join(encoded.split()), validate=True)
    except ValueError as error:
        raise ValueError("not base64; write it with: base64 -w0 logo.png") from error
    if not picture.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError("not a PNG picture")
    if len(picture) > LOGO_BYTES:
        raise ValueError("larger than 200 kB; 320 dots across are enough on paper")
    try:
        Image.open(BytesIO(picture), formats=["PNG"]).load()
    except Exception as error:  # Pillow has as many as there are ways to break a picture
        raise ValueError("a PNG picture that cannot be drawn; save it anew") from error
    return encoded


Logo = Annotated[str, AfterValidator(_is_picture)]
Words = Annotated[dict[Language, str], AfterValidator(_has_french)]


class Strict(BaseModel):
    """An unknown key is a spelling mistake: say so instead of ignoring it."""

    model_config = ConfigDict(extra="forbid")


class SiteTable(Strict):
    slug: Code
    name: str = Field(min_length=1, max_length=120)
    timezone: Annotated[str, AfterValidator(_real_timezone)] = "Europe/Paris"
    languages: list[Language] = Field(default=["fr", "en"], min_length=1)
    rollover: time = time(3, 0)
    hours: str = "Mo-Fr 08:30-17:30; PH off"
    country: str = Field(default="FR", pattern="^[A-Z]{2}$")
    brand: str = Field(default="#0b5d66", pattern="^#[0-9a-fA-F]{6}$")
    logo: Logo | None = None
    phone: str | None = None
    website: str | None = None


class PolicyTable(Strict):
    target_wait: Minutes = 20
    priority_run: int = Field(default=2, ge=1, le=20)
    no_show_after: int = Field(default=2, ge=0, le=9)
    serve_after_closing: bool = True


class TicketTable(Strict):
    logo: Logo | None = None
    documents: bool = True
    fairness: bool = True
    footer: Words | None = None
    place: Words | None = None
    fallback_prefix: str | None = Field(default=None, pattern=f"^{LETTER}$")


class ServiceTable(Strict):
    code: Code
    prefix: str = Field(pattern=f"^{LETTER}{{1,2}}$")
    name: Words
    easy: dict[Language, str] = {}
    group: Code | None = None
    icon: str = "file-text"
    minutes: Minutes = 10
    target_wait: Minutes | None = None
    hours: str | None = None
    quota: int | None = Field(default=None, ge=1)
    confidential: bool = False
    documents: list[Words] = []
    sheet: str | None = None
    words: dict[Language, list[str]] = {}


class GroupTable(Strict):
    code: Code
    name: Words
    icon: str = "files"


class CounterTable(Strict):
    code: Code
    name: Words
    zone: Code = "hall"


class ConstraintsTable(Strict):
    counter_minutes: Minutes | None = None
    pause_minutes: Minutes | None = None
    phone: bool = True


class AgentTable(Strict):
    login: str = Field(min_length=1, max_length=120)
    skills: dict[Code, Literal[1, 2]] = {}
    constraints: ConstraintsTable = ConstraintsTable()


class BoardTable(Strict):
    code: Code
    zones: list[Code] = Field(default=["hall"], min_length=1)
    languages: list[Language] = Field(default=["fr"], min_length=1)
    voice: bool = True
    distance: float = Field(default=5.0, gt=0, le=50)
    diagonal: float = Field(default=43.0, ge=10, le=150)


class KioskTable(Strict):
    name: str = Field(min_length=1, max_length=120)
    printers: list[str]
    label: Words | None = None


class SiteFile(Strict):
    site: SiteTable
    policy: PolicyTable = PolicyTable()
    ticket: TicketTable = TicketTable()
    services: list[ServiceTable] = Field(min_length=1)
    groups: list[GroupTable] = []
    counters: list[CounterTable] = Field(min_length=1)
    agents: list[AgentTable] = []
    boards: list[BoardTable] = []
    kiosks: list[KioskTable] = []
