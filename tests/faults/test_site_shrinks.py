"""A site file that loses a service or a counter in mid-day: whoever is here is still served."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.worlds import patient
from tests.worlds.servers import eventually
from tests.worlds.town import DEMO_SITE, Town

TABLE = re.compile(r"^(?=\[\[(?:services|counters|agents|boards|groups)\]\])", re.MULTILINE)
WEDDING, COUNTER_2 = ("services", "wedding"), ("counters", "2")
IN_FORCE = "Mairie de Beaumont"
People = Mapping[str, dict[str, object]]
"""What has become of each so far -> her ticket."""


def without(*gone: tuple[str, str]) -> str:
    """The demo's site file, less some of its tables, and under another name."""
    parts = TABLE.split(DEMO_SITE.read_text(encoding="utf-8"))
    heads = tuple(f'[[{table}]]\ncode = "{code}"\n' for table, code in gone)
    text = "".join(part for part in parts if not part.startswith(heads))
    for _, code in gone:
        text = text.replace(f", {code} = 2", "")
    return text.replace("Mairie de Sainte-Aube", IN_FORCE)


def load(town: Town, text: str) -> str:
    """What the command says, once the file is in force on the running server."""
    file = town.folder / "new.toml"
    file.write_text(text, encoding="utf-8")
    loaded = town.command("site", "load", str(file))
    assert loaded.returncode == 0, loaded.stderr
    eventually(lambda: patient.get(f"{town.url}/api/v1/sites/mairie").json()["name"] == IN_FORCE)
    return loaded.stdout


def everybody(town: Town) -> People:
    """Paul at counter 2 and Claire at 3, and six who came for a wedding, each further than one."""
    paul, claire = town.agent("agent2"), town.agent("manager")
    paul.open("2")
    claire.open("3")
    people = {}
    for what in ("parked", "returned", "transferred", "serving", "called", "waiting"):
        people[what] = town.take("wedding")
        number = people[what]["number"]
        match what:
            case "parked" | "returned":
                paul.act(number, "call")
                paul.act(number, "park" if what == "parked" else "requeue")
            case "transferred":
                claire.act(number, "transfer", counter="2")
            case "serving":
                claire.act(number, "call")
                claire.act(number, "serve")
            case "called":
                paul.act(number, "call")
    return people


@pytest.mark.parametrize("gone", [(WEDDING,), (COUNTER_2,)], ids=["service", "counter"])
def test_whoever_is_here_is_still_named_called_and_served(
    town: Town, gone: tuple[tuple[str, str], ...]
) -> None:
    people = everybody(town)

    load(town, without(*gone))

    sees_where_it_goes(town, people)
    is_seen_by_staff(town, people)
    is_served_to_the_end(town, people)


def test_a_server_that_begins_again_still_knows_what_they_came_for(town: Town) -> None:
    people = everybody(town)
    load(town, without(WEDDING, COUNTER_2))

    town.stop()
    town.start()

    sees_where_it_goes(town, people)
    is_seen_by_staff(town, people)
    is_served_to_the_end(town, people)


def sees_where_it_goes(town: Town, people: People) -> None:
    """Each on her phone, and all on the board."""
    for ticket in people.values():
        assert "Mariage, PACS" in patient.get(f"{town.url}/t/{ticket['token']}").text
    called = people["called"]
    assert "Guichet 2" in patient.get(f"{town.url}/t/{called['token']}").text
    with town.device("ecran-hall") as screen:
        board = screen.get("/api/v1/sites/mairie/board").json()
    calls = {call["number"]: call["counter_name"] for call in board["calls"]}
    assert calls[called["number"]] == "Guichet 2"
    assert {row["service"]: row["count"] for row in board["waiting"]}["wedding"] == 2


def is_seen_by_staff(town: Town, people: People) -> None:
    console = town.agent("agent2").client.get("/counter/mairie").text
    for what in ("parked", "returned", "transferred", "called", "waiting"):
        number = str(people[what]["number"])
        assert f"{number[0]} {number[1:]}" in re.sub(r"<[^>]+>|\s+", " ", console), what
    assert "Mariage, PACS" in console
    office = town.agent("manager").client.get("/office/mairie").text
    assert 'id="service-wedding"' in office
    assert 'id="counter-2"' in office


def is_served_to_the_end(town: Town, people: People) -> None:
    paul, claire = town.agent("agent2"), town.agent("manager")
    assert claire.act(people["serving"]["number"], "finish").status_code == 200
    assert paul.act(people["called"]["number"], "finish").status_code == 200
    for _ in ("returned", "transferred", "waiting"):
        called = paul.next("2")
        assert called.status_code == 200, called.text
        paul.act(called.json()["ticket"]["number"], "finish")
    assert paul.act(people["parked"]["number"], "resume").status_code == 200
    assert paul.act(people["parked"]["number"], "finish").status_code == 200
    for what, ticket in people.items():
        now = patient.get(f"{town.url}/api/v1/tickets/{ticket['token']}").json()
        assert now["state"] == "served", what


def test_nobody_new_comes_to_what_is_gone_and_the_command_says_who_is_there(town: Town) -> None:
    everybody(town)
    said = load(town, without(WEDDING, COUNTER_2))

    assert (
        'service "wedding" (Mariage, PACS) is not in this file: 6 people are here for it, and will '
        "still be called and served; nobody else can ask for it. "
        "If it is the same service under another code, keep the code."
    ) in said
    assert 'counter "2" (Guichet 2) is not in this file: it is in use' in said
    with town.device() as kiosk:
        refused = kiosk.post("/api/v1/sites/mairie/tickets", json={"services": ["wedding"]})
        tiles = kiosk.get("/kiosk/mairie?lang=fr&group=family").text
    assert refused.json()["code"] == "unknown_service"
    assert 'data-testid="service-civil"' in tiles
    assert "wedding" not in tiles
    assert town.agent("agent1").open("2").json()["code"] == "counter_taken"


def test_what_is_lost_is_said_at_each_check_and_load_while_people_are_there(town: Town) -> None:
    paul = town.agent("agent2")
    paul.open("2")
    number = town.take("wedding")["number"]
    lost = ('service "wedding" (Mariage, PACS)', 'counter "2" (Guichet 2)')
    text = without(WEDDING, COUNTER_2)
    load(town, text)

    checked = town.command("site", "check", str(town.folder / "new.toml")).stdout
    for said in (checked, load(town, text), load(town, f"{text}\n# Corrected\n")):
        for what in lost:
            assert f"{what} is not in this file: " in said
    assert "1 person is here for it" in checked

    paul.act(number, "call")
    paul.act(number, "finish")
    paul.post("counters/2/close")
    assert "is not in this file" not in load(town, text)


def test_whoever_was_asking_for_what_is_gone_is_told_so_by_the_kiosk(town: Town) -> None:
    asked = "lang=fr&group=family&service=wedding"
    load(town, without(WEDDING))

    with town.device() as kiosk:
        shown = kiosk.get(f"/kiosk/mairie/fragment?{asked}").text
        late = kiosk.post("/kiosk/mairie/tickets", data={"lang": "fr", "service": "wedding"})
        answered = kiosk.get(late.headers["location"]).text

    for page in (shown, answered):
        assert "Mariage, PACS" in page
        assert "Cette démarche n’est plus proposée à cette borne." in page
        assert "Adressez-vous à l’accueil, ou choisissez autre chose." in page
        assert "n’existe pas ici" not in page


def test_staff_are_told_what_has_left_the_file(town: Town) -> None:
    everybody(town)
    load(town, without(WEDDING, COUNTER_2))

    office = town.agent("manager").client.get("/office/mairie").text
    console = town.agent("agent2").client.get("/counter/mairie").text

    service, counter = row(office, "service-wedding"), row(office, "counter-2")
    assert "retirée de la configuration : les personnes présentes seront reçues" in service
    assert "fermé" not in service
    assert re.findall(r"<td>\s*(.*?)\s*</td>", service)[1] == "–", "an estimate for nobody"
    for page in (counter, console):
        assert "Ce guichet n’est plus dans la configuration" in page
        assert "une fois quitté, il ne pourra plus être rouvert" in page
    elsewhere = town.agent("manager").client.get("/counter/mairie").text
    assert "plus dans la configuration" not in elsewhere


def row(page: str, name: str) -> str:
    """What one line of a list or a table says."""
    found = re.search(rf'<(tr|li) id="{name}">(.*?)</\1>', page, re.DOTALL)
    assert found
    return found[2].replace("\N{NO-BREAK SPACE}", " ")


def test_an_agent_whose_counter_is_gone_rests_goes_elsewhere_and_does_not_come_back(
    town: Town,
) -> None:
    paul = town.agent("agent2")
    paul.open("2")
    load(town, without(COUNTER_2))

    assert paul.post("counters/2/pause").status_code == 200
    assert paul.open("2").status_code == 200
    assert paul.open("3").status_code == 200
    assert paul.open("2").json()["code"] == "unknown_counter"


def test_a_manager_closes_a_counter_that_is_gone_and_was_left(town: Town) -> None:
    town.agent("agent2").open("2")
    load(town, without(COUNTER_2))

    assert town.agent("manager").post("counters/2/close").status_code == 200
    assert 'id="counter-2"' not in town.agent("manager").client.get("/office/mairie").text
