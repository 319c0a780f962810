"""The names behind the logins, kept where a picture can read them without asking the store."""

from __future__ import annotations

from server.identity.staff import list_staff
from server.journal.store import Store

_names: dict[str, str] = {}


def learn_names(store: Store) -> None:
    """Blocking. Asked whenever a console is opened: whoever takes a counter opened one first."""
    _names.update({staff.login: staff.name for staff, _ in list_staff(store)})


def name_of(login: str) -> str:
    """The login itself for somebody who only ever came by the API."""
    return _names.get(login, login)
