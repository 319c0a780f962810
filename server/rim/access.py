"""Who is asking, and what they may: decided here and nowhere else.

The town's own software aside (`rim/tokens.py`): to every door that is not its own it is nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from server.application.clock import SystemClock
from server.application.visitors import VISITOR
from server.domain.commands import Who
from server.domain.lifecycle import Actor
from server.domain.refusal import Code
from server.identity.devices import Device, devices_in_force
from server.identity.secrets import token_hash
from server.identity.staff import Staff, sessions_in_force
from server.rim.cookies import cookie
from server.rim.origin import same_origin
from server.rim.problems import Refused
from server.rim.rooms import room_token
from server.store.store import Store

STAFF_COOKIE = "suivant_staff"
DEVICE_COOKIE = "suivant_device"
REMEMBERED = 3.0
"""Seconds an identity is believed without asking the store again."""
WALL_CLOCK = SystemClock()
"""Sessions begin and end by it, even in a demonstration that runs at another time."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

Person = Staff | Device


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody known: a member of staff or a device. By a cookie, or by a bearer token."""

    staff: Staff | None = None
    device: Device | None = None
    by_cookie: bool = False
    proof: str = field(default="", repr=False)
    """The hash of the token that proves it: a device enrolled anew has another."""

    @property
    def person(self) -> Person | None:
        return self.staff or self.device

    @property
    def site(self) -> str:
        return self.staff.site if self.staff else self.device.site if self.device else ""

    @property
    def kiosk(self) -> str | None:
        """Its name, when a kiosk asks."""
        return self.device.name if self.device and self.device.kind == "kiosk" else None

    def who(self) -> Who:
        if self.staff:
            return Who(self.staff.login, Actor.MANAGER if self.staff.in_charge else Actor.STAFF)
        if self.device:
            return Who(self.device.name, Actor(self.device.kind))
        return VISITOR


NOBODY = Caller()


class Doorkeeper:
    """Recognises tokens; remembers them for a few seconds to spare the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, str], tuple[float, Caller]] = {}

    def forget(self) -> None:
        """Somebody signed out, or was shut out: ask the store again."""
        self._known.clear()

    async def look_again(self, proofs: Collection[str]) -> Mapping[str, Person]:
        """Who stands behind these proofs now; whoever is remembered and is it no more is forgotten.

        Raises Unavailable.
        """
        known = dict(self._known)
        asked = {*proofs, *(caller.proof for _, caller in known.values())}
        people = await asyncio.to_thread(self._in_force, asked) if asked else {}
        now = asyncio.get_running_loop().time()
        for key, (until, caller) in known.items():
            if until <= now or people.get(caller.proof) != caller.person:
                self._known.pop(key, None)
        return people

    async def recognise(self, connection: HTTPConnection) -> Caller:
        """The caller, or NOBODY. A bearer token counts before any cookie."""
        if token := bearer_of(connection):
            return await self._remembered("bearer", token)
        if (own := await self._in_this_room(connection)) is not NOBODY:
            return own
        if session := cookie(connection, STAFF_COOKIE):
            caller = await self._remembered("staff", session)
            if caller is not NOBODY:
                return caller
        return await self.recognise_device(connection)

    async def recognise_device(self, connection: HTTPConnection) -> Caller:
        """The device of this screen, even if staff is signed in on it too."""
        if (own := await self._in_this_room(connection)).device:
            return own
        token = cookie(connection, DEVICE_COOKIE)
        return await self._remembered("device", token) if token else NOBODY

    async def _in_this_room(self, connection: HTTPConnection) -> Caller:
        token = room_token(connection)
        return await self._remembered("room", token) if token else NOBODY

    async def _remembered(self, how: str, token: str) -> Caller:
        now = asyncio.get_running_loop().time()
        until, caller = self._known.get((how, token), (0.0, NOBODY))
        if until > now:
            return caller
        caller = await asyncio.to_thread(self._look_up, how, token)
        if len(self._known) > 10_000:
            self._known.clear()
        if caller is not NOBODY:
            self._known[how, token] = (now + REMEMBERED, caller)
        return caller

    def _look_up(self, how: str, token: str) -> Caller:
        proof = token_hash(token)
        if how != "staff":
            device = devices_in_force(self._store, (proof,)).get(proof)
            if device:
                return Caller(device=device, by_cookie=how != "bearer", proof=proof)
        if how != "device":
            staff = sessions_in_force(self._store, (proof,), WALL_CLOCK.now()).get(proof)
            if staff:
                return Caller(staff=staff, by_cookie=how != "bearer", proof=proof)
        return NOBODY

    def _in_force(self, proofs: Collection[str]) -> dict[str, Person]:
        return {
            **devices_in_force(self._store, proofs),
            **sessions_in_force(self._store, proofs, WALL_CLOCK.now()),
        }


def bearer_of(connection: HTTPConnection) -> str:
    """The token that came in the header, or nothing."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


async def caller_of(request: Request) -> Caller:
    """The caller of a request. Raises `cross_site` for a change that another site asks for."""
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    caller = await doorkeeper.recognise(request)
    if caller.by_cookie and request.method not in SAFE and not same_origin(request):
        raise Refused(Code.CROSS_SITE)
    return caller


Known = Annotated[Caller, Depends(caller_of)]

Rule = Callable[[Caller], bool]


def need(caller: Caller, site: str, rule: Rule) -> Caller:
    """Raises `not_signed_in` for nobody, `forbidden` for somebody without the right, here."""
    if caller == NOBODY:
        raise Refused(Code.NOT_SIGNED_IN)
    if not allowed(caller, site, rule):
        raise Refused(Code.FORBIDDEN)
    return caller


def allowed(caller: Caller, site: str, rule: Rule) -> bool:
    """An administrator belongs to every site, everybody else to her own."""
    if caller.staff and caller.staff.role == "admin":
        return rule(caller)
    return caller.site == site and rule(caller)


def is_staff(caller: Caller) -> bool:
    return caller.staff is not None


def is_in_charge(caller: Caller) -> bool:
    return caller.staff is not None and caller.staff.in_charge


def is_kiosk(caller: Caller) -> bool:
    return caller.device is not None and caller.device.kind == "kiosk"


def is_display(caller: Caller) -> bool:
    return caller.device is not None and caller.device.kind == "display"


def is_printer(caller: Caller) -> bool:
    return caller.device is not None and caller.device.kind == "printer"


def may_take(caller: Caller) -> bool:
    return is_kiosk(caller) or is_staff(caller)


def may_print(caller: Caller) -> bool:
    """Staff; a kiosk may ask for paper again."""
    return may_take(caller)


def may_see_board(caller: Caller) -> bool:
    return is_display(caller) or is_staff(caller)
