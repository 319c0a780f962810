"""Which sites' quiet rounds a process does, where several share a store (`SUIVANT_SITES`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

PART = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True)
class ShareOfSites:
    """All sites; or those of a list; or one part of so many, by a hash that never changes."""

    slugs: frozenset[str] = frozenset()
    part: int = 1
    parts: int = 1

    def has(self, site: str) -> bool:
        if self.slugs:
            return site in self.slugs
        return crc32(site.encode()) % self.parts == self.part - 1


def share_of(setting: str) -> ShareOfSites:
    """Empty, `mairie,annexe` or `1/3`. Raises ValueError for a part that there is not."""
    if found := PART.fullmatch(setting.strip()):
        part, parts = int(found[1]), int(found[2])
        if not 1 <= part <= parts:
            raise ValueError("a part is written as in 1/3, 2/3 and 3/3")
        return ShareOfSites(part=part, parts=parts)
    return ShareOfSites(frozenset(slug.strip() for slug in setting.split(",") if slug.strip()))
