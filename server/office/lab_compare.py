"""Two scenarios that were kept, side by side on the same weeks; to be read and printed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from server.application.lab import Lab, LabQuestion
from server.application.sight import Sight
from server.domain.lab.change import Change
from server.domain.lab.study import Study
from server.domain.refusal import Code, Refusal
from server.office.lab_form import WEEKS
from server.office.lab_words import SideBySide, side_by_side
from server.office.page import Looking
from server.rim.listening import while_listening
from server.rim.pages import shown
from server.rim.problems import STATUS
from server.rim.words import refusal_text
from server.sitefile.mistakes import SiteFileError
from server.sitefile.scenario import read_scenario
from server.sitefile.syntax import tables
from server.texts.catalogue import gettext_noop, translations
from server.texts.days import full_day

router = APIRouter(prefix="/office/{site}/lab/compare")
LETTERS = ("A", "B")
LONGEST = 8_000
"""Characters of a scenario."""
TOO_LONG = gettext_noop("%(letter)s – A scenario has at most %(most)s characters.")
ONE_MISSING = gettext_noop("Choose a file, or paste a text, for both scenarios.")


@dataclass(frozen=True, slots=True)
class KeptScenario:
    """A scenario as it was brought."""

    letter: str
    text: str
    name: str = ""


NEITHER = tuple(KeptScenario(letter, "") for letter in LETTERS)


@dataclass(frozen=True, slots=True)
class Compared:
    first: date
    last: date
    tried: tuple[KeptScenario, ...] = NEITHER
    error: str = ""
    status: int = 200
    found: SideBySide | None = None


@router.get("", response_model=None)
async def compare(looking: Looking) -> Response:
    if isinstance(looking, Response):
        return looking
    today = looking.reception.committed.date
    return compare_page(looking.sight, Compared(today - WEEKS, today - timedelta(days=1)))


@router.post("", response_model=None)
async def compared(request: Request, looking: Looking) -> Response:
    """A file that is chosen goes before a text that is pasted."""
    if isinstance(looking, Response):
        return looking
    sight, form = looking.sight, await request.form()
    tried = [KeptScenario(letter, await _brought(form, letter)) for letter in LETTERS]
    asked = replace(_weeks(sight, form), tried=tuple(tried))
    its: Lab = request.app.state.lab
    return compare_page(sight, await while_listening(request, _answer(its, sight, asked)))


def _weeks(sight: Sight, form: FormData) -> Compared:
    """What is no day is the last four weeks."""
    asked = Compared(sight.day.date - WEEKS, sight.day.date - timedelta(days=1))
    with suppress(ValueError):
        first, last = (date.fromisoformat(str(form.get(end, ""))) for end in ("from", "to"))
        return Compared(first, min(last, sight.day.date))
    return asked


async def _brought(form: FormData, letter: str) -> str:
    """What is too long for a scenario is cut, and so refused in words: to read it would take
    seconds, in which nobody else is answered."""
    return (await _text(form, letter))[: LONGEST + 1]


async def _text(form: FormData, letter: str) -> str:
    file, text = form.get(f"file_{letter}"), form.get(f"text_{letter}", "")
    if isinstance(file, UploadFile) and file.filename:
        return (await file.read()).decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n") if isinstance(text, str) else ""


async def _answer(its: Lab, sight: Sight, asked: Compared) -> Compared:
    """Whatever is wrong with one of them, nothing is played."""
    changes: list[Change] = []
    tried: list[KeptScenario] = []
    gettext = translations(sight.language).gettext
    for each in asked.tried:
        if not each.text.strip():
            return _refused(asked, gettext(ONE_MISSING))
        if len(each.text) > LONGEST:
            return _refused(asked, gettext(TOO_LONG) % {"letter": each.letter, "most": LONGEST})
        try:
            changes.append(read_scenario(each.text, sight.site))
        except SiteFileError as error:
            refusal = Refusal(Code.INVALID, {"why": "scenario", "wrong": str(error)})
            return _refused(asked, f"{each.letter} – {refusal_text(refusal, sight.language)}")
        tried.append(replace(each, name=str(tables(each.text).get("name") or "")))
    return await _played(its, sight, replace(asked, tried=tuple(tried)), changes)


async def _played(its: Lab, sight: Sight, asked: Compared, changes: list[Change]) -> Compared:
    studies: list[Study] = []
    for change in changes:
        question = LabQuestion(asked.first, asked.last, change)
        found = await its.answer(sight.site.slug, question)
        if isinstance(found, Refusal):
            return _refused(asked, refusal_text(found, sight.language), STATUS[found.code])
        studies.append(found)
    return replace(asked, found=side_by_side(studies, sight.language))


def _refused(asked: Compared, error: str, status: int = STATUS[Code.INVALID]) -> Compared:
    return replace(asked, error=error, status=status)


def compare_page(sight: Sight, told: Compared) -> Response:
    language = sight.language
    return shown(
        "office/lab_compare.html",
        language,
        told.status,
        site=sight.site,
        told=told,
        span=[full_day(day, language) for day in (told.first, told.last)],
        today=sight.day.date.isoformat(),
    )
