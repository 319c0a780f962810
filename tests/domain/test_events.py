"""The facts of a day, as the journal names them."""

from __future__ import annotations

from server.domain.events import KINDS, NAMES, ServiceStarted, TicketTaken


def test_every_fact_has_a_name_of_its_own_in_the_journal() -> None:
    assert len(KINDS) == len(NAMES)
    assert (NAMES[TicketTaken], NAMES[ServiceStarted]) == ("ticket_taken", "service_started")


def test_a_name_once_written_is_readable_for_ever() -> None:
    """Journals out there have these: a kind may be added here, and none taken away."""
    assert set(KINDS) >= {
        *("ticket_taken", "ticket_called", "ticket_recalled", "service_started"),
        *("service_finished", "visitor_absent", "ticket_parked", "ticket_transferred"),
        *("service_added", "ticket_requeued", "ticket_cancelled", "priority_set", "note_added"),
        *("ticket_left", "ticket_postponed", "ticket_not_served", "counter_opened"),
        *("counter_paused", "counter_closed", "nobody_to_call", "print_requested"),
        *("fallback_requested", "print_reported", "help_asked", "help_answered", "day_closed"),
        *("service_interrupted", "interruption_ended"),
    }
