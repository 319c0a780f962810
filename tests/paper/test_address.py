"""The address in the code on the paper is one that a phone can open."""

from __future__ import annotations

import json

from tests.worlds import patient
from tests.worlds.patient import connect
from tests.worlds.servers import eventually
from tests.worlds.town import Town

READY = {"online": True, "paper": "ok", "cover": "closed", "error": None}


def test_the_code_on_the_paper_opens_the_visitors_page(town: Town) -> None:
    headers = {"Authorization": f"Bearer {town.tokens['imprimante-hall']}"}
    address = town.url.replace("http", "ws") + "/ws/printer"
    with connect(address, additional_headers=headers) as agent:
        agent.send(json.dumps({"status": READY}))
        eventually(lambda: town.take("civil")["printed"] == "queued")
        jobs: list[dict[str, dict[str, str]]] = []
        while not jobs:
            jobs = json.loads(agent.recv()).get("data", {}).get("jobs", [])

    page = patient.get(jobs[0]["document"]["follow_url"])
    assert page.status_code == 200
    assert str(jobs[0]["number"]) in page.text
