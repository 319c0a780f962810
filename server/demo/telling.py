"""What the terminal says: where to start, and what is seldom needed before it."""

from __future__ import annotations

import io
from pathlib import Path
from shlex import quote

import segno

from server.demo.opening import is_real_time
from server.demo.setting_up import KIOSK, SITE, Demo, kept_accounts
from server.settings import Settings


def tell(demo: Demo, settings: Settings, address: str) -> None:
    """Before the server runs; `start_here` comes last."""
    data = settings.data_dir
    print(f"Suivant, demonstration: {demo.site.name}\n")
    if demo.new:
        _accounts(demo.passwords)
    _screens(demo.tokens, address)
    print(f"\n  Tickets as pictures: {(data / 'tickets').resolve()}")
    print(f"  Accounts again: suivant demo --passwords --data {quote(str(data))}")
    if not is_real_time(settings.clock):
        print(f"  The town hall's clock starts at {settings.clock[:16].replace('T', ' ')}.")
    print("  Ctrl+C stops it; everything is kept.\n", flush=True)


def start_here(address: str, lan: str | None) -> None:
    if lan:
        drawn = io.StringIO()
        segno.make(lan).terminal(drawn, compact=True, border=2)
        print(f"{drawn.getvalue()}  From a phone or another machine: {lan}\n")
    print(f"Start here: {address}/demo", flush=True)


def tell_accounts(data: Path, address: str) -> None:
    """Raises Failure when there is no demonstration yet."""
    tokens, passwords = kept_accounts(data)
    _accounts(passwords)
    _screens(tokens, address)


def _accounts(passwords: dict[str, str]) -> None:
    print("  Accounts:")
    for login, password in passwords.items():
        print(f"    {login:<10}{password}")
    print()


def _screens(tokens: dict[str, str], address: str) -> None:
    """With their secret, once, for a machine that is to be that screen alone."""
    print("  A screen on a machine of its own:")
    rows = (
        ("kiosk", f"{address}/enrol#{tokens[KIOSK]}"),
        ("board", f"{address}/enrol#{tokens['ecran-hall']}"),
        ("board, social", f"{address}/enrol#{tokens['ecran-social']}"),
        ("counter", f"{address}/counter/{SITE}"),
        ("office", f"{address}/office/{SITE}"),
    )
    for name, where in rows:
        print(f"    {name:<15}{where}")
