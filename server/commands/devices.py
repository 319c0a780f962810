"""`suivant device add|list|revoke`."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from server.commands.failure import Failure, about
from server.commands.store import opened_store
from server.identity import devices
from server.protocol import brought
from server.sitefile import sites

app = typer.Typer(no_args_is_help=True)
LONGEST = 120
SiteOption = Annotated[str, typer.Option("--site")]


class KindName(StrEnum):
    KIOSK = "kiosk"
    DISPLAY = "display"
    PRINTER = "printer"


@app.command()
def add(kind: KindName, name: str, site: SiteOption) -> None:
    """Prints the device's token, alone, once: only its hash is kept."""
    with about("the name"):
        name = brought.name(name)
    if len(name) > LONGEST:
        raise Failure(f"a device's name has at most {LONGEST} characters")
    device = devices.Device(kind.value, name, brought.as_typed(site))
    with opened_store() as store:
        if sites.export(store, device.site) is None:
            raise Failure(f'there is no site "{site}"')
        try:
            token = devices.add_device(store, device, datetime.now(UTC))
        except devices.DeviceError as error:
            raise Failure(str(error)) from error
    typer.echo(token)


@app.command("list")
def list_devices() -> None:
    """Every device, one a line."""
    with opened_store() as store:
        for device, revoked in devices.list_devices(store):
            state = "revoked" if revoked else "active"
            typer.echo(f"{device.kind}\t{device.name}\t{device.site}\t{state}")


@app.command()
def revoke(name: str, site: SiteOption) -> None:
    """Its token opens nothing any more."""
    name = brought.cleaned(name)
    with opened_store() as store:
        try:
            devices.revoke_device(store, brought.as_typed(site), name)
        except devices.DeviceError as error:
            raise Failure(str(error)) from error
    typer.echo(f"{name}: revoked")
