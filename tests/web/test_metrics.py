"""What Prometheus reads: the work, the refusals, the screens; nobody's number, nobody's name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.web.raw import answer, line, status
from tests.worlds import patient
from tests.worlds.patient import connect
from tests.worlds.proxies import FROM_ELSEWHERE
from tests.worlds.servers import eventually
from tests.worlds.town import Town, running


def test_the_work_is_counted_and_nobody_is_named(town: Town) -> None:
    headers = {"Authorization": f"Bearer {town.tokens['ecran-hall']}"}
    address = town.url.replace("http", "ws") + "/ws/display/mairie/hall"
    with connect(address, additional_headers=headers) as board:
        board.recv()
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
    told = patient.get(f"{town.url}/metrics").text
    assert not [word for word in (number, "agent1", "Nadia") if word in told]


def test_whoever_is_sent_away_at_the_door_is_counted_once(tmp_path: Path) -> None:
    settings = {"SUIVANT_KIOSK_TICKETS_PER_MINUTE": "1"}
    with running(Town(tmp_path / "town", settings=settings)) as town, town.device() as kiosk:

        def refused(code: str) -> float:
            return town.measured(f'suivant_refusals_total{{code="{code}"}}')

        tickets, ask = "/api/v1/sites/mairie/tickets", {"services": ["civil"]}
        too_many = [kiosk.post(tickets, json=ask).status_code for _ in range(9)].count(429)
        by_page = kiosk.post("/kiosk/mairie/tickets", data={"service": "civil", "key": "once"})
        too_many += "too_many_requests" in by_page.headers["location"]
        assert too_many >= 6  # a minute may end meanwhile
        assert refused("too_many_requests") == too_many

        wrong = {"login": "agent1", "password": "not the password"}
        assert patient.post(f"{town.url}/api/v1/session", json=wrong).status_code == 401
        assert patient.post(f"{town.url}/sign-in", data=wrong).status_code == 401
        assert refused("not_signed_in") == 2

        assert kiosk.post(f"{tickets}/A001/call", json={}).status_code == 403
        assert refused("forbidden") == 1
        assert town.agent("agent1").act("A777", "recall").status_code == 404
        assert refused("unknown_ticket") == 1


def test_a_paper_whose_report_is_repeated_is_counted_once(town: Town) -> None:
    headers = {"Authorization": f"Bearer {town.tokens['imprimante-hall']}"}
    with connect(
        town.url.replace("http", "ws") + "/ws/printer", additional_headers=headers
    ) as line:
        ready = {"status": {"online": True, "paper": "ok", "cover": "closed"}}
        line.send(json.dumps(ready))
        job: list[str] = []

        def asked_to_print() -> bool:
            town.take("civil")
            data = json.loads(line.recv()).get("data", {"jobs": []})
            job[:] = [told["id"] for told in data["jobs"]]
            return bool(job)

        eventually(asked_to_print)
        for result in ("doubt",) * 12 + ("printed",):
            line.send(json.dumps({"job": job[0], "result": result, "reason": "offline"}))
        eventually(lambda: town.measured('suivant_prints_total{result="printed"}') == 1)
        eventually(lambda: town.measured('suivant_commands_total{command="ReportPrint"}') == 13)

    assert town.measured('suivant_prints_total{result="doubt"}') == 1


def test_from_another_machine_it_takes_the_token(tmp_path: Path) -> None:
    settings = {"SUIVANT_METRICS_TOKEN": "a-token-for-prometheus"}
    with running(Town(tmp_path / "town", settings=settings)) as town:
        with_it = {"Authorization": "Bearer a-token-for-prometheus"}
        assert patient.get(f"{town.url}/metrics").status_code == 403
        assert patient.get(f"{town.url}/metrics", headers=with_it).status_code == 200


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=lambda headers: next(iter(headers)))
def test_a_proxy_on_this_machine_is_not_this_machine(
    shared_town: Town, headers: dict[str, str]
) -> None:
    assert patient.get(f"{shared_town.url}/metrics").status_code == 200
    assert patient.get(f"{shared_town.url}/metrics", headers=headers).status_code == 403


def test_nor_is_one_that_says_nothing_and_speaks_an_older_http(shared_town: Town) -> None:
    with line(shared_town) as opened:
        opened.sendall(b"GET /metrics HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        assert status(answer(opened)) == 403


def test_behind_trusted_proxies_it_takes_the_token(tmp_path: Path) -> None:
    settings = {"SUIVANT_TRUSTED_PROXIES": "10.0.0.1"}
    with running(Town(tmp_path / "town", settings=settings)) as town:
        assert patient.get(f"{town.url}/metrics").status_code == 403
