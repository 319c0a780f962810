"""The lab: own weeks under another organisation, to be read, kept by its address, and printed."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application.lab import Lab, LabQuestion
from server.application.sight import Sight
from server.domain.lab.study import Study
from server.domain.refusal import Code, Refusal
from server.office.lab_form import RULES, LabForm, form_of, in_words, scenario, wrong
from server.office.lab_words import found
from server.office.page import Looking
from server.rim.listening import while_listening
from server.rim.pages import shown
from server.rim.problems import STATUS
from server.rim.words import refusal_text
from server.sitefile.mistakes import SiteFileError
from server.sitefile.scenario import scenario_of
from server.texts.catalogue import translations
from server.texts.days import full_day

router = APIRouter(prefix="/office/{site}")
NOT_ASKED = None
Answered = Study | Refusal | None


@router.get("/lab", response_model=None)
async def lab(request: Request, looking: Looking) -> Response:
    """What its address asks; reckoned while somebody waits for it."""
    if isinstance(looking, Response):
        return looking
    form = form_of(request.query_params, looking.reception.committed.date)
    answered: Answered = NOT_ASKED
    if form.asked and not wrong(form):
        its: Lab = request.app.state.lab
        answered = await while_listening(request, _answer(its, looking.sight, form))
    return lab_page(looking.sight, form, answered, looking.receptions.people)


async def _answer(its: Lab, sight: Sight, form: LabForm) -> Study | Refusal:
    try:
        tried = scenario(form)
        change = scenario_of(tried, sight.site) if tried else None
    except SiteFileError as error:
        return Refusal(Code.INVALID, {"why": "scenario", "wrong": str(error)})
    return await its.answer(sight.site.slug, LabQuestion(form.first, form.last, change))


def lab_page(
    sight: Sight, form: LabForm, answered: Answered, people: Mapping[str, str]
) -> Response:
    language, site = sight.language, sight.site
    gettext = translations(language).gettext
    names = {code: sight.service_name(code) for code in site.services}
    refused = answered if isinstance(answered, Refusal) else None
    error = refusal_text(refused, language) if refused else gettext(wrong(form))
    return shown(
        "office/lab.html",
        language,
        STATUS[refused.code] if refused else 200,
        site=site,
        form=form,
        span=[full_day(day, language) for day in (form.first, form.last)],
        names=names,
        people={login: people.get(login, login) for login in site.agents},
        rules={rule: gettext(words) for rule, words in RULES.items()},
        error=error,
        changes=list(in_words(form, names, language)),
        found=found(answered, language) if isinstance(answered, Study) else None,
        today=sight.day.date.isoformat(),
    )
