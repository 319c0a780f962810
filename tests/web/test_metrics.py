"""What Prometheus reads: the work, the refusals, the screens; nobody's number, nobody's name."""

from __future__ import annotations

from pathlib import Path

import httpx
from websockets.sync.client import connect

from tests.servers import eventually
from tests.town import Town, running


def test_the_work_is_counted_and_nobody_is_named(town: Town) -> None:
    headers = {"Authorization": f"Bearer {town.tokens['ecran-hall']}"}
    address = town.url.replace("http", "ws") + "/ws/display/mairie/hall"
    with connect(address, additional_headers=headers) as board:
        board.recv(10)
        assert town.measured("suivant_sockets") == 1
        number = str(town.take("identity")["number"])
        nadia = town.agent("agent1")
        nadia.open("1")
        nadia.next("1")
        assert nadia.act(number, "requeue").status_code == 200
        assert nadia.act("A777", "recall").status_code == 404

        assert town.measured('suivant_commands_total{command="TakeTicket"}') == 1
        assert town.measured('suivant_commands_total{command="CallNext"}') == 1
        assert town.measured('suivant_refusals_total{code="unknown_ticket"}') == 1
        assert town.measured("suivant_commit_seconds_count") >= 3
        eventually(lambda: town.measured("suivant_view_age_seconds_count") >= 1)
    told = httpx.get(f"{town.url}/metrics").text
    assert not [word for word in (number, "agent1", "Nadia") if word in told]


def test_from_another_machine_it_takes_the_token(tmp_path: Path) -> None:
    settings = {"SUIVANT_METRICS_TOKEN": "a-token-for-prometheus"}
    with running(Town(tmp_path / "town", settings=settings)) as town:
        with_it = {"Authorization": "Bearer a-token-for-prometheus"}
        assert httpx.get(f"{town.url}/metrics").status_code == 403
        assert httpx.get(f"{town.url}/metrics", headers=with_it).status_code == 200
