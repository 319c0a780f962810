"""The tiles of one level: what visitors come for, six at most, the rest one touch further.

Six: more than that and people stop reading (Munich's and Berlin's kiosks keep the same limit).
What is asked often stands above them, on a line of its own, so it has room for one tile more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.address import Asked
from kiosk.standing import Standing, opens_again, standing
from kiosk.steps import GUIDANCE, is_adding
from kiosk.words import again
from server.application.closing import newcomer_before_closing
from server.application.sight import Sight
from server.application.views import estimate_view, newcomer
from server.domain.closing import Prospect
from server.domain.site import Group, Service
from server.protocol.queue import EstimateView
from server.rim.interruption import after, excepted
from server.texts.catalogue import translations

MOST = 6


@dataclass(frozen=True, slots=True)
class Tile:
    hook: str
    """Its name for tests: stable, in every language."""
    icon: str
    label: str
    address: str
    standing: Standing = "open"
    estimate: EstimateView | None = None
    closing: Prospect = "yes"
    """Whether somebody who came now would be received before closing."""
    chosen: bool = False
    """While one demand more is looked for: it is on the list already."""
    after: str = ""
    """That nobody is received for it now, and from when on; else nothing."""
    excepted: str = ""
    """That it will be interrupted soon; else nothing."""
    choices: int = 0
    """How many it opens; 0 for a service."""
    again: str | None = None
    """When a closed service opens."""


Link = Callable[[Asked], str]


class Tiles:
    """Made for one picture."""

    def __init__(self, sight: Sight, asked: Asked) -> None:
        self._sight, self._site, self._asked = sight, sight.site, asked
        self._adding = is_adding(sight.site, asked)

    def of_level(self) -> list[Tile]:
        """What is asked often, groups and lone services; inside a group, its services."""
        group = self._asked.group if self._asked.group in self._site.groups else None
        inside = [s for s in self._offered() if s.group == group]
        if group:
            return self._page([self.of_service(s) for s in inside], MOST)
        often = [self.of_service(s) for s in self._offered() if s.often]
        groups = [self._group(g) for g in self._groups()]
        lone = [self.of_service(s) for s in inside if not s.often]
        return self._page([*often, *groups, *lone], MOST + bool(often))

    def of_service(self, service: Service) -> Tile:
        sight = self._sight
        stands = standing(sight, service)
        opening = opens_again(sight, service.code) if stands == "closed" else None
        wait = newcomer(sight, service.code)
        return Tile(
            hook=f"service-{service.code}",
            icon=service.icon,
            label=sight.said(service.name),
            address=self._link(self._with(service.code)),
            standing=stands,
            estimate=estimate_view(wait),
            closing=newcomer_before_closing(sight, service.code, wait).answer,
            after=after(sight, service.code),
            excepted=excepted(sight, service.code),
            again=again(sight, opening),
            chosen=self._adding and service.code in self._asked.demands,
        )

    def _with(self, service: str) -> Asked:
        """Chosen; beside the others, where one more is looked for."""
        if self._adding:
            return self._asked.demanding([*self._asked.demands, service])
        return self._asked.but(service=service, notice="")

    def guidance(self) -> Tile | None:
        """ "I don't know"; None where the site file has no such service."""
        service = self._site.services.get(GUIDANCE)
        return self.of_service(service) if service else None

    def _offered(self) -> list[Service]:
        """All but "I don't know", which every level has below."""
        return [s for s in self._site.services.values() if s.code != GUIDANCE]

    def _groups(self) -> list[Group]:
        used = {service.group for service in self._site.services.values()}
        return [group for group in self._site.groups.values() if group.code in used]

    def _group(self, group: Group) -> Tile:
        inside = [s for s in self._site.services.values() if s.group == group.code]
        return Tile(
            hook=f"group-{group.code}",
            icon=group.icon,
            label=self._sight.said(group.name),
            address=self._link(self._inside(group.code)),
            choices=len(inside),
        )

    def _inside(self, group: str) -> Asked:
        if self._adding:
            return self._asked.but(group=group, page="", notice="")
        return self._asked.choosing().but(group=group)

    def _page(self, found: list[Tile], most: int) -> list[Tile]:
        """All of them, or all but one that fit and a door to the next ones."""
        if len(found) <= most:
            return found
        room = most - 1
        first = int(self._asked.page) * room if self._asked.page.isdigit() else 0
        shown, rest = found[first : first + room], len(found) - first - room
        return [*shown, self._others(first // room + 1, rest)] if rest > 0 else shown

    def _others(self, page: int, rest: int) -> Tile:
        return Tile(
            hook="others",
            icon="list",
            label=translations(self._sight.language).gettext("Something else"),
            address=self._link(self._asked.but(page=str(page), notice="")),
            choices=rest,
        )

    def _link(self, asked: Asked) -> str:
        return asked.address(self._site.slug)
