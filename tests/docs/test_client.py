"""Whoever knows the description alone can run a hall with it; its examples work as typed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from html import unescape
from pathlib import Path

import httpx
import pytest

from tests.docs.client import DescribedClient
from tests.worlds import patient
from tests.worlds.town import PASSWORD, Town

Connect = Callable[..., DescribedClient]


@pytest.fixture
def client() -> Iterator[Connect]:
    """Of a town, with the headers that it always sends."""
    with ExitStack() as open_ones:

        def connect(town: Town, **headers: str) -> DescribedClient:
            http = patient.Client(base_url=town.url, headers=headers)
            return DescribedClient(open_ones.enter_context(http))

        yield connect


def test_a_client_made_of_the_description_takes_a_ticket_and_calls_it(
    town: Town, client: Connect
) -> None:
    kiosk = client(town, Authorization=f"Bearer {town.tokens['borne-hall']}")
    agent = client(town, Origin=town.url)
    visitor = client(town)

    wish = {"site": "mairie", "services": ["identity"], "idempotency_key": "one"}
    taken = kiosk.call("take_ticket", **wish)
    assert kiosk.call("take_ticket", **wish) == taken
    assert visitor.call("ticket", token=taken["token"])["state"] == "waiting"

    agent.call("sign_in", login="agent1", password=PASSWORD)
    assert agent.call("who_am_i")["login"] == "agent1"
    assert agent.call("open_counter", site="mairie", counter="1")["state"] == "open"
    assert [place["ticket"]["number"] for place in agent.call("queue", site="mairie")["tickets"]]
    called = agent.call("call_next", site="mairie", counter="1")
    assert called["ticket"]["number"] == taken["number"]
    assert called["reason"]["rule"] == "next_due"

    served = {"site": "mairie", "number": taken["number"], "action": "serve"}
    assert agent.call("act_on_ticket", **served)["state"] == "serving"
    assert agent.call("call_next", site="mairie", counter="1", finish="solved") is None
    assert visitor.call("ticket", token=taken["token"])["outcome"] == "solved"
    assert agent.call("act_on_ticket", **served)["code"] == "not_allowed_now"


def test_what_was_called_by_hand_comes_with_its_reason(town: Town, client: Connect) -> None:
    agent = client(town, Origin=town.url)
    agent.call("sign_in", login="agent1", password=PASSWORD)
    agent.call("open_counter", site="mairie", counter="1")
    taken = agent.call("take_ticket", site="mairie", services=["identity"])

    called = agent.call(
        "act_on_ticket", site="mairie", number=taken["number"], action="call", counter="1"
    )

    assert called["reason"]["rule"] == "chosen"


@pytest.mark.skipif(not shutil.which("curl"), reason="the examples are curl's")
def test_every_example_of_the_page_works_as_it_is_typed(
    town: Town, client: Connect, tmp_path: Path
) -> None:
    reader = client(town)
    page = patient.get(f"{town.url}/api/docs").text
    typed = re.findall(r'<pre class="typed"><code>(.*?)</code></pre>', page, re.DOTALL)
    names = re.findall(r'<section class="card call-card" aria-labelledby="([a-z_]+)">\n<h3', page)
    examples = dict(zip(names, map(unescape, typed), strict=False))
    assert set(examples) == set(reader.operations)

    # Signed in first, and out last; what a ticket or a day lacks is a refusal that is described.
    first, last = ("sign_in", "take_ticket", "open_counter", "call_next"), ("sign_out",)
    order = [*first, *sorted(set(examples) - {*first, *last}), *last]
    statuses = {name: _typed(examples[name], name, reader, town, tmp_path) for name in order}

    assert {name for name, status in statuses.items() if status >= 400} == REFUSED, statuses


REFUSED = {
    *("act_on_ticket", "ticket", "why", "leave", "later"),  # no such ticket, today
    # For managers:
    *("journal", "fairness", "promise", "lab", "prints", "roster", "plan", "unplan"),
    *("appointments", "put_appointment", "cancel_appointment", "interrupt", "resume"),
    *("interruptions", "take_back"),
    *("exceptional_days", "put_exceptional_day", "take_back_exceptional_day"),
    *("pause_counter", "close_counter"),  # not while somebody is there
}


def _typed(example: str, name: str, client: DescribedClient, town: Town, folder: Path) -> int:
    token = town.tokens["ecran-hall" if name == "board" else "borne-hall"]
    script = example.replace("curl", "curl -s -i", 1)
    ran = subprocess.run(
        ["bash", "-euc", script],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "SUIVANT": town.url, "TOKEN": token},
        capture_output=True,
        text=True,
        check=True,
    )
    head, _, body = ran.stdout.partition("\n\n")
    status = int(head.split()[1])
    kind = re.search(r"(?im)^content-type: (.*)$", head)
    headers = {"content-type": kind[1].strip()} if kind else {}
    client.read(
        name, httpx.Response(status, headers=headers, text=body) if body else httpx.Response(status)
    )
    return status
