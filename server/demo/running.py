"""`suivant demo`: server, virtual printer and, if asked, visitors, until it is stopped."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from printer.running import run_agent
from server.demo.opening import demo_clock
from server.demo.setting_up import SITE, Demo, set_up
from server.demo.visitors import let_visitors_come
from server.serving import server_config
from server.settings import Settings
from server.store.store import Store
from server.web.app import create_app


def run_demo(host: str, port: int, data: Path, visitors: int) -> None:
    """Blocking, until the server is told to stop."""
    settings = Settings(data_dir=data)
    demo = set_up(settings)
    settings = _with_clock(settings)
    _tell(demo, settings, f"http://{_reachable(host)}:{port}", data)
    with suppress(KeyboardInterrupt):  # the way it is meant to be stopped
        asyncio.run(_run(settings, demo, host, port, visitors))


def _with_clock(settings: Settings) -> Settings:
    if settings.clock:
        return settings
    store = Store(settings.store_url)
    try:
        return settings.model_copy(update={"clock": demo_clock(store, datetime.now(UTC))})
    finally:
        store.close()


async def _run(settings: Settings, demo: Demo, host: str, port: int, visitors: int) -> None:
    server = uvicorn.Server(server_config(create_app(settings), settings, host, port))
    address = f"http://{_reachable(host)}:{port}"
    serving = asyncio.create_task(server.serve())
    while not server.started and not serving.done():
        await asyncio.sleep(0.02)
    tickets = (settings.data_dir / "tickets").resolve()
    tickets.mkdir(parents=True, exist_ok=True)
    company = [
        asyncio.create_task(
            run_agent(
                server=address,
                token=demo.tokens["imprimante-hall"],
                device=f"png://{tickets}",
                spool=settings.data_dir / "spool",
            )
        )
    ]
    if visitors:
        company.append(
            asyncio.create_task(let_visitors_come(address, demo.tokens["borne-hall"], visitors))
        )
    try:
        await serving
    finally:
        for task in company:
            task.cancel()
        await asyncio.gather(*company, return_exceptions=True)


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host


def _tell(demo: Demo, settings: Settings, address: str, data: Path) -> None:
    """Where to look. The passwords are shown this once and kept nowhere."""
    tokens = demo.tokens
    rows = [
        ("Kiosk", f"{address}/enrol#{tokens['borne-hall']}"),
        ("Board in the hall", f"{address}/enrol#{tokens['ecran-hall']}"),
        ("Board, social services", f"{address}/enrol#{tokens['ecran-social']}"),
        ("Counter (agent1 … agent6)", f"{address}/counter/{SITE}"),
        ("Office (manager)", f"{address}/office/{SITE}"),
        ("Printed tickets", str((data / "tickets").resolve())),
    ]
    print("Suivant: Mairie de Sainte-Aube\n")
    for name, where in rows:
        print(f"  {name:<28}{where}")
    if demo.passwords:
        print("\n  Accounts, shown this once:")
        for login, password in demo.passwords.items():
            print(f"    {login:<10}{password}")
    else:
        print(
            "\n  Accounts: as shown on the first start (suivant user password LOGIN to change one)."
        )
    if settings.clock:
        print(f"\n  The town hall is closed now: the demo's clock starts at {settings.clock}.")
    print("\n  Ctrl+C stops it; the data stays in", data.resolve(), flush=True)
