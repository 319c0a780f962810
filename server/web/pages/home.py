"""The staff's door, and the enrolment of devices."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
