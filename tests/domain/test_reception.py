"""What happens to a visit, told as people live it."""

from __future__ import annotations

from dataclasses import replace

from server.domain import commands as c
from server.domain.lifecycle import Action, CounterState, State
from server.domain.refusal import Code
from server.domain.visits import visits_of
from tests.domain.world import Desk, a_site


def test_numbers_follow_each_other_by_letter() -> None:
    desk = Desk()

    numbers = [desk.take(s).number for s in ("identity", "civil", "identity", "identity")]

    assert numbers == ["A001", "B001", "A002", "A003"]


def test_the_thousandth_visitor_is_not_sent_away() -> None:
    desk = Desk()
    desk.day.issued["A"] = 999

    assert desk.take("identity").number == "A1000"


def test_a_quota_ends_with_a_refusal() -> None:
    service = replace(a_site().services["identity"], quota=2)
    desk = Desk(a_site(services={"identity": service}))
    desk.take("identity")
    desk.take("identity")

    assert desk.refused(c.TakeTicket(("identity",)), "kiosk") is Code.QUOTA_REACHED


def test_an_unknown_service_is_refused() -> None:
    assert Desk().refused(c.TakeTicket(("dentist",)), "kiosk") is Code.UNKNOWN_SERVICE


def test_outside_the_hours_no_ticket_is_given() -> None:
    desk = Desk(a_site(hours="Mo-Fr 14:00-18:00"))

    assert desk.refused(c.TakeTicket(("identity",)), "kiosk") is Code.CLOSED


def test_a_service_may_close_before_the_town_hall() -> None:
    service = replace(a_site().services["identity"], hours="Mo-Fr 08:00-08:30")
    desk = Desk(a_site(services={**a_site().services, "identity": service}))

    assert desk.refused(c.TakeTicket(("identity",)), "kiosk") is Code.CLOSED
    assert desk.take("civil").number == "B001"


def test_too_late_when_closing_comes_before_the_turn() -> None:
    policy = replace(a_site().policy, serve_after_closing=False)
    desk = Desk(a_site(hours="Mo-Fr 08:00-09:20", policy=policy))
    desk.open()
    desk.take("identity")
    desk.take("identity")

    assert desk.refused(c.TakeTicket(("identity",)), "kiosk") is Code.TOO_LATE_TODAY


def test_an_absence_needs_its_recalls() -> None:
    desk = Desk()
    ticket = desk.take()
    desk.open()
    desk.next()

    assert desk.refused(c.MoveTicket(ticket.number, Action.NO_SHOW)) is Code.NOT_ALLOWED_NOW
    desk.move(ticket, Action.RECALL)
    desk.move(ticket, Action.RECALL)
    assert desk.move(ticket, Action.NO_SHOW).state is State.ABSENT


def test_whoever_comes_back_has_kept_the_rank() -> None:
    desk = Desk(a_site(policy=replace(a_site().policy, no_show_after=0)))
    late, other = desk.take(), desk.take()
    desk.open()
    desk.next()
    desk.move(late, Action.NO_SHOW)

    desk.move(late, Action.REQUEUE)

    called = desk.next()
    assert called is not None and called.number == late.number
    assert desk.day.tickets[other.number].state is State.WAITING


def test_a_transfer_keeps_number_and_arrival_and_is_called_first() -> None:
    desk = Desk()
    ticket = desk.take("identity")
    desk.open("1", "nadia")
    desk.next("1", "nadia")
    desk.take("social")
    desk.later(5)
    desk.move(ticket, Action.TRANSFER, service="social", note="note-1")
    desk.open("2", "paul")

    called = desk.next("2", "paul")

    assert called is not None and called.number == ticket.number
    assert called.notes == ("note-1",)
    assert called.called_because == ("already_received", {})


def test_a_ticket_sent_to_a_colleague_is_called_by_nobody_else() -> None:
    desk = Desk()
    ticket = desk.take("civil")
    desk.open("1", "nadia")
    desk.open("2", "paul")
    desk.next("1", "nadia")
    desk.move(ticket, Action.TRANSFER, counter="2")

    assert desk.next("1", "nadia") is None
    called = desk.next("2", "paul")
    assert called is not None and called.number == ticket.number


def test_a_colleague_who_leaves_forgets_nobody() -> None:
    desk = Desk()
    ticket = desk.take("civil")
    desk.open("1", "nadia")
    desk.open("2", "paul")
    desk.next("1", "nadia")
    desk.move(ticket, Action.TRANSFER, counter="2")

    desk.ask(c.CloseCounter("2"), "paul")

    called = desk.next("1", "nadia")
    assert called is not None and called.number == ticket.number


def test_several_demands_on_one_ticket_go_from_skill_to_skill() -> None:
    desk = Desk()
    ticket = desk.take("identity", "social")
    desk.open("1", "nadia")
    desk.next("1", "nadia")

    waiting = desk.move(ticket, Action.FINISH)

    assert waiting.state is State.WAITING
    assert waiting.done == ("identity",)
    desk.open("2", "paul")
    called = desk.next("2", "paul")
    assert called is not None and called.number == ticket.number
    assert desk.move(called, Action.FINISH, "paul").state is State.SERVED


def test_one_agent_who_can_answer_everything_ends_the_visit() -> None:
    desk = Desk()
    ticket = desk.take("identity", "civil")
    desk.open("1", "nadia")
    desk.next("1", "nadia")

    assert desk.move(ticket, Action.FINISH).state is State.SERVED


def test_a_service_added_at_the_counter_is_asked_of_the_right_colleague() -> None:
    desk = Desk()
    ticket = desk.take("identity")
    desk.open("1", "nadia")
    desk.next("1", "nadia")
    desk.move(ticket, Action.ADD_SERVICE, service="social")

    assert desk.move(ticket, Action.FINISH).remaining == ("social",)


def test_finish_and_call_is_one_breath() -> None:
    desk = Desk()
    first, second = desk.take(), desk.take()
    desk.open()
    desk.next()

    told = desk.ask(c.CallNext("1", finish="solved"))

    assert [type(event).__name__ for event in told] == ["ServiceFinished", "TicketCalled"]  # type: ignore[union-attr]
    assert desk.day.tickets[first.number].state is State.SERVED
    assert desk.day.tickets[second.number].state is State.CALLED


def test_calling_while_somebody_is_at_the_counter_is_refused() -> None:
    desk = Desk()
    desk.take()
    desk.take()
    desk.open()
    desk.next()

    assert desk.refused(c.CallNext("1")) is Code.COUNTER_BUSY


def test_a_counter_belongs_to_one_agent() -> None:
    desk = Desk()
    desk.open("1", "nadia")

    assert desk.refused(c.OpenCounter("1"), "paul") is Code.COUNTER_TAKEN
    assert desk.refused(c.CallNext("1"), "paul") is Code.NOT_YOUR_COUNTER
    assert desk.refused(c.CallNext("9"), "paul") is Code.UNKNOWN_COUNTER


def test_taking_another_counter_leaves_the_first() -> None:
    desk = Desk()
    desk.open("1")
    desk.open("2")

    assert desk.day.seat("1").state is CounterState.CLOSED
    assert desk.day.seat("2").agent == "nadia"


def test_a_pause_waits_for_the_visitor_and_ends_by_opening() -> None:
    desk = Desk()
    desk.take()
    desk.open()
    desk.next()

    assert desk.refused(c.PauseCounter("1")) is Code.COUNTER_BUSY
    desk.ask(c.MoveTicket("A001", Action.FINISH))
    desk.ask(c.PauseCounter("1"))
    assert desk.refused(c.CallNext("1")) is Code.NOT_ALLOWED_NOW
    desk.open("1")
    assert desk.day.seat("1").state is CounterState.OPEN


def test_a_colleague_may_not_touch_my_visitor_but_a_manager_may() -> None:
    desk = Desk()
    ticket = desk.take("civil")
    desk.open("1", "nadia")
    desk.next("1", "nadia")

    command = c.MoveTicket(ticket.number, Action.FINISH)
    assert desk.refused(command, "paul") is Code.NOT_YOUR_COUNTER
    desk.ask(command, "claire", in_charge=True)
    assert desk.day.tickets[ticket.number].state is State.SERVED


def test_choosing_somebody_of_another_skill_is_refused() -> None:
    desk = Desk()
    ticket = desk.take("social")
    desk.open()

    command = c.MoveTicket(ticket.number, Action.CALL, counter="1")
    assert desk.refused(command) is Code.NOT_YOUR_SKILL


def test_the_end_of_the_day_leaves_nobody_on_the_list() -> None:
    desk = Desk()
    desk.take()
    called = desk.take("civil")
    desk.open()
    desk.move(called, Action.CALL, counter="1")

    desk.ask(c.CloseDay(), "system")

    assert {t.state for t in desk.day.tickets.values()} == {State.CANCELLED}
    assert not list(desk.day.open_seats())
    assert desk.refused(c.TakeTicket(("identity",)), "kiosk") is Code.CLOSED
    assert {v.ending for v in visits_of(desk.facts)} == {"not_served"}


def test_a_visit_keeps_each_of_its_stages() -> None:
    desk = Desk()
    ticket = desk.take("identity", "social")
    desk.open("1", "nadia")
    desk.next("1", "nadia")
    desk.move(ticket, Action.SERVE)
    desk.later(12)
    desk.move(ticket, Action.FINISH)
    desk.open("2", "paul")
    desk.next("2", "paul")
    desk.move(ticket, Action.FINISH, "paul", outcome="referred")

    (visit,) = visits_of(desk.facts)

    assert [(s.counter, s.ending) for s in visit.stages] == [("1", "solved"), ("2", "referred")]
    assert visit.ending == "referred"


def test_a_job_in_doubt_may_still_be_settled_and_a_settled_one_may_not() -> None:
    desk = Desk()
    desk.take("identity", printer="p1")
    job = next(iter(desk.day.jobs))
    for result in ("doubt", "printed", "not_printed"):
        desk.ask(c.ReportPrint(job, result), "printer")

    assert desk.day.tickets["A001"].printed == "printed"


def test_a_copy_takes_over_the_paper_that_is_in_doubt() -> None:
    desk = Desk()
    ticket = desk.take("identity", printer="hall")
    (first,) = desk.day.jobs
    desk.ask(c.ReportPrint(first, "doubt", "paper_out"), "hall")
    assert [job.id for job in desk.day.open_jobs("hall")] == [first]

    desk.move(ticket, Action.PRINT, printer="second")

    (copy,) = desk.day.open_jobs("second")
    assert copy.kind == "duplicate"
    assert desk.day.open_jobs("hall") == []
    desk.ask(c.ReportPrint(copy.id, "printed"), "second")
    desk.ask(c.ReportPrint(first, "not_printed", "voided"), "hall")
    assert desk.day.tickets["A001"].printed == "printed"


def test_help_is_asked_once_and_answered() -> None:
    desk = Desk()
    desk.ask(c.AskHelp("borne"), "borne")
    desk.ask(c.AskHelp("borne"), "borne")
    assert list(desk.day.help_asked) == ["borne"]

    desk.ask(c.AnswerHelp("borne"))
    assert not desk.day.help_asked
