"""What ships for a site's first days: learned elsewhere, its source named in the file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from server.domain.promise import (
    Brought,
    Choices,
    Promiser,
    Shares,
    brought_from_data,
    first_promiser,
)
from server.domain.site import Site

EARLY = 0.03
"""How many may be called before the low end: few, for it never comes earlier once it was shown."""
FILE = Path(__file__).with_name("brought.json")


def promiser_of(site: Site) -> Promiser:
    """As others have taught it."""
    shares = Shares(early=EARLY, late=site.policy.late_share)
    return first_promiser(brought(), Choices(shares=shares))


@cache
def brought() -> Brought:
    """Blocking, once."""
    return brought_from_data(json.loads(FILE.read_text(encoding="utf-8")))
