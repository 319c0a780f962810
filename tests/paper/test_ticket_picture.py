"""Somebody in charge sees the ticket before the first visitor does."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.worlds.town import Town


@pytest.mark.parametrize(("paper", "dots"), [("80mm", 576), ("58mm", 384)])
def test_the_picture_has_the_papers_dots(shared_town: Town, paper: str, dots: int) -> None:
    claire = shared_town.agent("manager").client
    answer = claire.get(f"/office/mairie/ticket.png?paper={paper}")

    with Image.open(BytesIO(answer.content)) as picture:
        assert (picture.format, picture.mode, picture.width) == ("PNG", "1", dots)
        assert picture.height > 700


def test_it_takes_no_number_and_is_not_for_everybody(shared_town: Town) -> None:
    shared_town.agent("manager").client.get("/office/mairie/ticket.png")

    assert shared_town.agent("manager").get("queue").json()["tickets"] == []
    assert shared_town.agent("agent1").client.get("/office/mairie/ticket.png").status_code == 403


def test_it_opens_on_the_managers_page_and_stays_open(town: Town, open_page: Opener) -> None:
    page = open_page(town, "/office/mairie", login="manager")
    page.get_by_text("Voir le ticket tel qu’il est imprimé").click()
    picture = page.get_by_role("img", name="Un ticket de cet accueil")

    expect(picture).to_be_visible()
    town.take("identity")
    expect(page.get_by_test_id("waiting-now")).to_have_text("1")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 576)
    assert barriers(page) == []
