"""The appointments' door: for managers, and for the town's own software with an API token.

The store is asked each time: a revoked token opens nothing from that moment on.
"""

from __future__ import annotations

import asyncio

from fastapi import Request

from server.domain.refusal import Code
from server.identity.tokens import site_of_token
from server.rim.access import NOBODY, bearer_of, caller_of, is_in_charge, need
from server.rim.asker import Asker, reception_at, receptions_of
from server.rim.flood import too_many
from server.rim.language import language_of
from server.rim.origin import address_of, network_of
from server.rim.problems import Refused
from server.rim.seldom import SELDOM
from server.rim.tries import FROM_ONE, Tries


async def enter_appointments(request: Request, site: str) -> Asker:
    """Raises UnknownSite, `not_signed_in`, `forbidden`, `cross_site` or `too_many_requests`."""
    reception = await reception_at(request, site)
    token = bearer_of(request)
    opens = await asyncio.to_thread(site_of_token, request.app.state.store, token)
    caller = NOBODY if opens else await caller_of(request)
    if token and not opens and caller == NOBODY:
        _count_wrong(request)
    if opens is None:
        need(caller, site, is_in_charge)
    elif opens != site:
        SELDOM.warn("token_refused", "it is another site's")
        raise Refused(Code.FORBIDDEN)
    return Asker(receptions_of(request), reception, caller, language_of(request))


def _count_wrong(request: Request) -> None:
    """Raises `too_many_requests`. In a row of their own, and the right token is not held back: a
    program that goes on with a revoked one locks nobody out who is behind the same address."""
    SELDOM.warn("token_refused", "it is unknown or revoked")
    tries: Tries = request.app.state.sign_ins.tries
    if wait := tries.reserve({("token from", network_of(address_of(request))): FROM_ONE}):
        raise too_many(wait)
