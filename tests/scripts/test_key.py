"""The key of an order, by which the server knows it when it comes twice."""

from __future__ import annotations

from uuid import UUID

from playwright.sync_api import Page

from tests.scripts.conftest import Ask

KEY = "looks/live/key.js"


def test_a_key_is_a_random_uuid_even_on_plain_http(ask: Ask, page: Page) -> None:
    assert page.evaluate("crypto.randomUUID === undefined")
    key = ask(KEY, "newKey()")
    assert str(UUID(key)) == key
    assert UUID(key).version == 4


def test_no_key_comes_twice(ask: Ask) -> None:
    assert len(set(ask(KEY, "Array.from({ length: 500 }, newKey)"))) == 500
