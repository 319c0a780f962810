"""What is asked of the store about sites that may not exist."""

from __future__ import annotations

from server.backstage.register import Register
from server.store.migrate import migrate
from server.store.store import Store


def test_no_site_has_a_name_that_the_store_cannot_even_be_asked_for(no_store_yet: str) -> None:
    migrate(no_store_yet)
    store = Store(no_store_yet)
    try:
        assert Register(store).in_force("a\0b") is None
        assert Register(store).in_force("atlantis") is None
    finally:
        store.close()
