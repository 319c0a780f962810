"""The towns: small halls by day, by night and without hours, and what a manager changes in them.

`OPEN` says in plain intervals when each can be asked, for judges that know no calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from random import Random
from zoneinfo import ZoneInfo

from server.domain.site import Agent, Board, Counter, Kiosk, Policy, Service, Site

PEOPLE = {"nadia": "Nadia", "paul": "Paul", "sophie": "Sophie", "claire": "Claire"}
COUNTERS = {"nadia": "1", "paul": "2", "sophie": "3"}
"""Sophie has no line in the site file and answers everything."""
MANAGER = "claire"
ZONE = ZoneInfo("Europe/Paris")
KIOSK = "hall"
PRINTERS = ("hall", "office")

Span = tuple[time, time]
ALWAYS: tuple[Span, ...] = ((time(0), time.max),)


@dataclass(frozen=True)
class Hours:
    """One opening, as the site file writes it and as a child would."""

    written: str
    spans: Sequence[Span]

    def open_at(self, moment: datetime) -> bool:
        local = moment.astimezone(ZONE).time()
        return any(since <= local < until for since, until in self.spans)


DAY = Hours(
    "Mo-Su 08:30-12:30,13:30-17:30",
    ((time(8, 30), time(12, 30)), (time(13, 30), time(17, 30))),
)
NIGHT = Hours("24/7", ALWAYS)
MORNING = Hours("Mo-Su 08:30-11:45", ((time(8, 30), time(11, 45)),))
HALLS = (DAY, DAY, NIGHT)


def open_at(hall: Hours, service: Service, moment: datetime) -> bool:
    own = MORNING if service.hours else NIGHT
    return hall.open_at(moment) and own.open_at(moment)


def a_town(slug: str, hall: Hours, chance: Random) -> Site:
    identity = Service("identity", "A", _words("Identité"), 15, 20)
    civil = Service("civil", "B", _words("État civil"), 5, 10)
    social = Service("social", "S", _words("Social"), 30, 30, confidential=True)
    tax = Service("tax", "T", _words("Impôts"), 10, 15)
    if hall is DAY and chance.random() < 0.3:
        civil = replace(civil, hours=MORNING.written)
    if chance.random() < 0.3:
        identity = replace(identity, quota=chance.randint(3, 12))
    kiosk = Kiosk(KIOSK, PRINTERS[:1] if chance.random() < 0.3 else PRINTERS)
    return Site(
        slug=slug,
        name="Mairie de Sainte-Aube",
        timezone="Europe/Paris",
        hours=hall.written,
        country="FR",
        languages=("fr", "en", "ar"),
        rollover=time(3, 0),
        policy=Policy(
            rule="arrival" if slug == "annexe" else "due",
            no_show_after=1,
            serve_after_closing=chance.random() < 0.8,
        ),
        services={service.code: service for service in (identity, civil, social, tax)},
        groups={},
        counters={n: Counter(n, _words(f"Guichet {n}")) for n in COUNTERS.values()},
        agents={
            "nadia": Agent("nadia", {"identity": 2, "civil": 1}),
            "paul": Agent("paul", {"civil": 2, "social": 2}),
        },
        boards={"hall": Board("hall", ("hall",), ("fr", "en"))},
        kiosks={KIOSK: kiosk},
    )


def changed(site: Site, chance: Random) -> Site:
    """What a manager may think of at half past ten."""
    return chance.choice(DECISIONS)(site, chance)


def _other_quota(site: Site, chance: Random) -> Site:
    service = replace(site.services["civil"], quota=chance.choice((None, 5, 20)))
    return replace(site, services={**site.services, "civil": service})


def _a_service_more_or_less(site: Site, chance: Random) -> Site:
    services = dict(site.services)
    if services.pop("tax", None) is None:
        services["tax"] = Service("tax", "T", _words("Impôts"), 10, 15)
    return replace(site, services=services)


def _other_skills(site: Site, chance: Random) -> Site:
    agents = dict(site.agents)
    if agents.pop("paul", None) is None:
        agents["paul"] = Agent("paul", {"civil": 2, "social": 2})
    return replace(site, agents=agents)


def _other_name(site: Site, chance: Random) -> Site:
    return replace(site, name=f"Mairie {chance.randrange(100)}")


def _a_counter_more_or_less(site: Site, chance: Random) -> Site:
    counters = dict(site.counters)
    if counters.pop("3", None) is None:
        counters["3"] = Counter("3", _words("Guichet 3"))
    return replace(site, counters=counters)


DECISIONS = (
    _other_quota,
    _a_service_more_or_less,
    _a_counter_more_or_less,
    _other_skills,
    _other_name,
)


def _words(french: str) -> dict[str, str]:
    return {"fr": french}
