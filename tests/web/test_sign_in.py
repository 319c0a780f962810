"""How often a password may be tried, by whom; and what it costs the others."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx

from server.rim.familiar import device_of, remembered
from server.rim.tries import FROM_ONE, MINUTES, OF_ALL, OF_ONE, Tries, limits_of
from tests.worlds import patient
from tests.worlds.town import PASSWORD, Town

WRONG = "wrong wrong wrong"


def _try(town: Town, login: str, password: str = WRONG, **more: str) -> httpx.Response:
    asked = {"login": login, "password": password}
    url = f"{town.url}/api/v1/session"
    return patient.post(url, json=asked, cookies=more or None)


def test_of_forty_tries_at_once_ten_are_looked_at(town: Town) -> None:
    with ThreadPoolExecutor(40) as crowd:
        told = Counter(crowd.map(lambda _: _try(town, "agent1").status_code, range(40)))

    assert told == {401: OF_ONE, 429: 30}


def test_a_person_known_on_her_device_is_not_locked_out_by_strangers(town: Town) -> None:
    nadia = _try(town, "agent1", PASSWORD)
    device = {"suivant_familiar": nadia.cookies["suivant_familiar"]}
    other = {"suivant_familiar": _try(town, "agent2", PASSWORD).cookies["suivant_familiar"]}
    while _try(town, "agent1").status_code != 429:
        pass

    assert _try(town, "agent1", PASSWORD).status_code == 429
    assert _try(town, "agent1", PASSWORD, **other).status_code == 429
    assert _try(town, "agent1", PASSWORD, **device).status_code == 204
    # Nor may she be tried for ever by whoever took her device.
    tried = [_try(town, "agent1", **device).status_code for _ in range(OF_ONE + 1)]
    assert tried == [401] * OF_ONE + [429]


def test_made_up_logins_are_stopped_and_keep_nobody_waiting(town: Town) -> None:
    waited: list[float] = []
    with ThreadPoolExecutor(24) as crowd:
        trying = [crowd.submit(_try, town, f"nobody{n}") for n in range(2 * FROM_ONE)]
        while not all(one.done() for one in trying):
            began = time.monotonic()
            assert patient.get(f"{town.url}/health/ready").status_code == 200
            waited.append(time.monotonic() - began)
    told = Counter(one.result().status_code for one in trying)

    assert set(told) == {401, 429}
    assert told[401] <= FROM_ONE
    assert statistics.median(waited) < 1.0, "on a busy machine; a moment elsewhere"
    refused = _try(town, "somebody-else")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 60
    page = patient.post(f"{town.url}/sign-in", data={"login": "x", "password": WRONG})
    assert page.status_code == 429 and "<h1" in page.text


def test_the_right_password_counts_for_nothing(town: Town) -> None:
    told = [_try(town, "agent1", PASSWORD).status_code for _ in range(2 * OF_ONE)]

    assert told == [204] * (2 * OF_ONE)


def test_what_was_tried_is_forgotten_after_a_while() -> None:
    now = 0.0
    tries = Tries(clock=lambda: now)
    limits = limits_of("agent1", "192.0.2.1", None)
    assert [tries.reserve(limits) for _ in range(OF_ONE)] == [0] * OF_ONE
    assert tries.reserve(limits) == 60 * MINUTES
    assert tries.reserve(limits_of("agent2", "192.0.2.1", None)) == 0
    now = 60.0 * MINUTES

    assert tries.reserve(limits) == 0


def test_addresses_of_one_house_are_one_and_all_together_have_an_end() -> None:
    tries = Tries(clock=lambda: 0.0)
    house = (limits_of(f"a{n}", f"2001:db8::{n:x}", None) for n in range(FROM_ONE + 1))
    assert [bool(tries.reserve(limits)) for limits in house] == [False] * FROM_ONE + [True]
    world = (limits_of(f"b{n}", f"192.0.{n}.1", None) for n in range(OF_ALL))
    assert sum(not tries.reserve(limits) for limits in world) == OF_ALL - FROM_ONE
    assert tries.reserve(limits_of("agent1", "192.0.2.1", "her device")) == 0


def test_a_device_knows_several_people_and_nobody_can_make_one_up() -> None:
    secret = b"the server's"
    kept = remembered("", "agent1", secret)
    kept = remembered(kept, "agent2", secret)

    assert device_of(kept, "agent1", secret) == device_of(kept, "agent2", secret)
    assert device_of(kept, "agent3", secret) is None
    assert device_of(kept, "agent1", b"another") is None
    assert device_of("", "agent1", secret) is None
    assert device_of("é.ü", "agent1", secret) is None
    for n in range(20):
        kept = remembered(kept, f"person{n}", secret)
    assert len(kept) < 400
    assert device_of(kept, "person19", secret)
