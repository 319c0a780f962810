"""`suivant user add|list|disable|password`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from server.commands.failure import Failure
from server.commands.store import opened_store
from server.identity import staff
from server.sitefile import sites

app = typer.Typer(no_args_is_help=True)
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
    password = _password(password_stdin)
    with opened_store() as store:
        if sites.export(store, site) is None:
            raise Failure(f'there is no site "{site}"')
        person = staff.Staff(login, name, role.value, site)
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
    with opened_store() as store:
        try:
            staff.disable_staff(store, login)
        except staff.StaffError as error:
            raise Failure(str(error)) from error
    typer.echo(f"{login}: disabled")


@app.command()
def password(login: str, password_stdin: Stdin = False) -> None:
    """Sets a new password and ends every session of the account."""
    new = _password(password_stdin)
    with opened_store() as store:
        try:
            staff.set_password(store, login, new)
        except staff.StaffError as error:
            raise Failure(str(error)) from error
    typer.echo(f"{login}: password changed")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
