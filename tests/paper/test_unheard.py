"""A printer takes a ticket and is never heard of again."""

from __future__ import annotations

from pathlib import Path

from tests.paper.paper import printer_listening, soon
from tests.worlds.town import TUESDAY_MORNING, Town, running

FOUR_MINUTES_LATER = TUESDAY_MORNING.replace("09:00", "09:04")


def test_a_ticket_of_which_nothing_is_heard_is_in_doubt_once_its_time_is_over(
    tmp_path: Path,
) -> None:
    with running(Town(tmp_path / "town")) as town:

        def printed() -> object:
            (row,) = town.agent("agent1").get("queue").json()["tickets"]
            return row["ticket"]["printed"]

        with printer_listening(town):
            town.take("welcome")
            assert printed() == "queued"
        town.kill()
        town.clock = FOUR_MINUTES_LATER
        town.start()

        soon(lambda: printed() == "doubt")
        assert "wrong  printers: imprimante-hall (last: unheard)" in town.command("doctor").stdout
        told = town.agent("manager").get("journal").json()["events"]
        doubts = [e["body"]["job"] for e in told if e["kind"] == "print_reported"]
        assert len(doubts) == len(set(doubts)), "told once each"
        assert "0 breaches" in town.command("journal", "verify").stdout
