"""The proof of fairness of a day, as programs and the office's page are told it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from server.protocol.given import At, Given, SiteSlug, TicketNumber

PromiseName = Literal["nobody_waits_for_ever", "nobody_is_overtaken", "every_call_has_its_reason"]


class CaseView(Given):
    """Something that was found about one ticket; never about who called it."""

    number: TicketNumber
    """Whom it is about."""
    minutes: int = Field(examples=[8])
    """By how much: past the due time, or after somebody who was overtaken. 0 where nothing is
    measured."""
    text: str = Field(
        examples=[
            "Le A043, arrivé 8 min après le A042, a été appelé avant lui à 09:14 : "
            "leurs échéances permettent 10 min."
        ]
    )
    """The same in a sentence, in the language of the request."""
    at: At
    """When."""
    seq: int = Field(examples=[118])
    """The fact of the journal that shows it."""


class PromiseView(Given):
    """A promise, and whether it was held all day."""

    name: PromiseName
    """Which."""
    text: str = Field(examples=["Personne n’attend indéfiniment."])
    """The promise in words, in the language of the request."""
    held: bool = Field(examples=[True])
    """Whether nothing in the journal breaks it."""
    worst: CaseView | None
    """What breaks it most; while it is held, what came nearest to it. Null where nobody came
    near."""
    breaches: list[CaseView] = Field(examples=[[]])
    """All that breaks it, in the order of the day."""


class FairnessView(Given):
    """A day's calls, replayed from its journal, and what it shows of the three promises."""

    site: SiteSlug
    """The site's slug."""
    day: str = Field(examples=["2026-11-24"])
    """The day they belong to."""
    calls: int = Field(examples=[117])
    """All calls of the day, each repetition aside."""
    by_hand: int = Field(examples=[4])
    """Of these, the ones that an agent chose, out of order or to resume a visit."""
    unexplained: int = Field(examples=[0])
    """Calls that the policy would not have made, or by another rule."""
    promises: list[PromiseView]
    """The three, always in this order."""
