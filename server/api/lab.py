"""Another organisation, asked of a site's own past weeks."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application.lab import Lab, LabQuestion
from server.domain.lab.change import Change
from server.domain.refusal import Code
from server.domain.site import Site
from server.protocol.lab import LabRequest, LabView
from server.rim.access import is_in_charge
from server.rim.asker import enter, kept
from server.rim.described import CHANGING, By, answers, asked, refuses
from server.rim.listening import while_listening
from server.rim.pages import as_json
from server.rim.problems import Refused
from server.rim.staff.lab import lab_view
from server.rim.wish import body_of
from server.sitefile.mistakes import SiteFileError
from server.sitefile.scenario import scenario_of

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["office"])
EXAMPLES: dict[str, object] = {
    "counter": {
        "from": "2026-11-02",
        "to": "2026-11-20",
        "change": {"counters": [{"begins": "10:00", "ends": "12:00", "skills": {"identity": 1}}]},
    },
    "unchanged": {"from": "2026-11-02", "to": "2026-11-20"},
}


@router.post(
    "/lab",
    summary="Past weeks under another organisation",
    responses={
        200: answers("What it would have come to", LabView),
        **refuses(*CHANGING, Code.NOT_ALLOWED_NOW),
    },
    openapi_extra=asked(By.MANAGER, LabRequest, required=True, examples=EXAMPLES),
)
async def lab(request: Request, site: str) -> Response:
    """The same visitors with their own durations, beside what was and beside the lab's own
    repetition of it. It takes some seconds, and ends when the caller goes away. Nothing is
    changed."""
    asker = await enter(request, site, is_in_charge)
    wish = await body_of(request, LabRequest)
    change = _change(wish.change, asker.reception.site)
    question = LabQuestion(wish.first, wish.last, change, wish.runs)
    its: Lab = request.app.state.lab
    study = kept(await while_listening(request, its.answer(site, question)))
    return as_json(lab_view(study))


def _change(brought: dict[str, object] | None, site: Site) -> Change | None:
    """Raises `invalid`, naming key and cure."""
    try:
        return None if brought is None else scenario_of(brought, site)
    except SiteFileError as error:
        raise Refused(Code.INVALID, why="scenario", wrong=str(error)) from error
