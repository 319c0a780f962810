"""How true the waits were that people were told, as programs and the office's page are told it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from server.protocol.given import Given, ServiceCode, SiteSlug

Percent = float | None


class PromiseFigures(Given):
    """What came of the waits that some visitors were told. Null where there was nobody."""

    visits: int = Field(examples=[412])
    """Those who were told a wait, had to wait and were called."""
    cover: Percent = Field(examples=[81.3])
    """Per cent who were called within the range that they were told."""
    late: Percent = Field(examples=[9.7])
    """Per cent who were called after its upper end."""
    early: Percent = Field(examples=[9.0])
    """Per cent who were called before its lower end."""
    mae: float | None = Field(examples=[6.4])
    """Minutes between the likely wait and the one that came, on average."""


class ServiceKept(PromiseFigures):
    """Of one service."""

    service: ServiceCode
    """The one that was asked for first."""


class BandKept(PromiseFigures):
    """Of the visitors who were told about so long a wait."""

    begins: float = Field(examples=[10.0])
    """Minutes, of the likely wait that was told."""
    ends: float | None = Field(examples=[20.0])
    """Null: no end."""


class PromiseScoreView(PromiseFigures):
    """A site's promises of some closed days, and what came of them."""

    site: SiteSlug
    """The site's slug."""
    since: str = Field(examples=["2026-11-01"])
    """The first day."""
    until: str = Field(examples=["2026-11-30"])
    """The last day."""
    state: Literal["learning", "learned"]
    """`learning` while what others have taught promises here; `learned` once its own days do."""
    late_share: float = Field(examples=[0.1])
    """The share of late visitors that the site has chosen."""
    by_service: list[ServiceKept]
    """By the code of the service."""
    by_band: list[BandKept]
    """The shortest first."""
