"""`suivant user add|list|disable|password`."""

from __future__ import annotations

import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from server.commands.failure import Failure, about
from server.commands.store import opened_store
from server.identity import staff
from server.protocol import brought
from server.protocol.brought import as_typed, decoded, plain
from server.sitefile import sites

app = typer.Typer(no_args_is_help=True)
LONGEST, LONGEST_PASSWORD = 120, 1000
Stdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from stdin.")]


class RoleName(StrEnum):
    AGENT = "agent"
    MANAGER = "manager"
    ADMIN = "admin"


@app.command()
def add(
    login: str,
    name: Annotated[str, typer.Option()],
    role: Annotated[RoleName, typer.Option()],
    site: Annotated[str, typer.Option()],
    password_stdin: Stdin = False,
) -> None:
    """Makes an account. There is no default password."""
    with about("the login"):
        login = brought.login(login)
    with about("the name"):
        name = brought.name(name)
    _not_too_long(login, name)
    password = _password(password_stdin)
    with opened_store() as store:
        if sites.export(store, as_typed(site)) is None:
            raise Failure(f'there is no site "{site}"')
        person = staff.Staff(login, name, role.value, as_typed(site))
        try:
            staff.add_staff(store, person, password, datetime.now(UTC))
        except staff.StaffError as error:
            raise Failure(str(error)) from error
    typer.echo(f"{login}: added")


@app.command("list")
def list_users() -> None:
    """Every account, one a line."""
    with opened_store() as store:
        for person, disabled in staff.list_staff(store):
            state = "disabled" if disabled else "active"
            typer.echo(f"{person.login}\t{person.name}\t{person.role}\t{person.site}\t{state}")


@app.command()
def disable(login: str) -> None:
    """Signs a person out everywhere and lets her in no more."""
    login = as_typed(login)
    with opened_store() as store:
        try:
            staff.disable_staff(store, login)
        except staff.StaffError as error:
            raise Failure(str(error)) from error
    typer.echo(f"{login}: disabled")


@app.command()
def password(login: str, password_stdin: Stdin = False) -> None:
    """Sets a new password and ends every session of the account."""
    new, login = _password(password_stdin), as_typed(login)
    with opened_store() as store:
        try:
            staff.set_password(store, login, new)
        except staff.StaffError as error:
            raise Failure(str(error)) from error
    typer.echo(f"{login}: password changed")


def _not_too_long(*texts: str) -> None:
    if max(map(len, texts)) > LONGEST:
        raise Failure(f"a login and a name have at most {LONGEST} characters")


def _password(from_stdin: bool) -> str:
    """Blanks around it, and the line's end, are nobody's password."""
    with about("the password"):
        password = plain(_first_line() if from_stdin else _asked())
    if len(password) > LONGEST_PASSWORD:
        raise Failure(f"a password has at most {LONGEST_PASSWORD} characters")
    return password


def _asked() -> str:
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _first_line() -> str:
    line = sys.stdin.buffer.readline()
    if line.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        line += sys.stdin.buffer.read()  # there, a line ends with two bytes
    return decoded(line).partition("\n")[0]
