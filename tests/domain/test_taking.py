"""Taking a ticket: a number, or the reason why not."""

from __future__ import annotations

from dataclasses import replace

from server.domain import commands as c
from server.domain.refusal import Code
from tests.domain.world import Lobby, a_site


def test_numbers_follow_each_other_by_letter() -> None:
    lobby = Lobby()

    numbers = [lobby.take(s).number for s in ("identity", "civil", "identity", "identity")]

    assert numbers == ["A001", "B001", "A002", "A003"]


def test_the_thousandth_visitor_is_not_sent_away() -> None:
    lobby = Lobby()
    lobby.day.issued["A"] = 999

    assert lobby.take("identity").number == "A1000"


def test_a_quota_ends_with_a_refusal() -> None:
    service = replace(a_site().services["identity"], quota=2)
    lobby = Lobby(a_site(services={"identity": service}))
    lobby.take("identity")
    lobby.take("identity")

    assert lobby.refused(c.TakeTicket(("identity",)), "kiosk") is Code.QUOTA_REACHED


def test_an_unknown_service_is_refused() -> None:
    assert Lobby().refused(c.TakeTicket(("dentist",)), "kiosk") is Code.UNKNOWN_SERVICE


def test_outside_the_hours_no_ticket_is_given() -> None:
    lobby = Lobby(a_site(hours="Mo-Fr 14:00-18:00"))

    assert lobby.refused(c.TakeTicket(("identity",)), "kiosk") is Code.CLOSED


def test_a_service_may_close_before_the_town_hall() -> None:
    service = replace(a_site().services["identity"], hours="Mo-Fr 08:00-08:30")
    lobby = Lobby(a_site(services={**a_site().services, "identity": service}))

    assert lobby.refused(c.TakeTicket(("identity",)), "kiosk") is Code.CLOSED
    assert lobby.take("civil").number == "B001"


def test_too_late_when_closing_comes_before_the_turn() -> None:
    policy = replace(a_site().policy, serve_after_closing=False)
    lobby = Lobby(a_site(hours="Mo-Fr 08:00-09:20", policy=policy))
    lobby.open()
    lobby.take("identity")
    lobby.take("identity")

    assert lobby.refused(c.TakeTicket(("identity",)), "kiosk") is Code.TOO_LATE_TODAY
