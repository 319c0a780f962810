"""The staff's door, and the enrolment of devices."""

from __future__ import annotations

from fastapi import APIRouter

from server.web.pages import theme

router = APIRouter()
router.include_router(theme.router)
