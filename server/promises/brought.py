"""What ships for a site's first days: learned elsewhere, its source named in the file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from server.domain.promise import Brought, brought_from_data

FILE = Path(__file__).with_name("brought.json")


@cache
def brought() -> Brought:
    """Blocking, once."""
    return brought_from_data(json.loads(FILE.read_text(encoding="utf-8")))
