"""Settings from the environment, prefix `SUIVANT_` (docs/administer.md has the whole list)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_FILE = "secret"
DEMO_ACCOUNTS = "demo-accounts.json"
"""In the data folder of a demonstration, and of nothing else."""
STORES = ("postgresql", "postgres", "sqlite")
BUSES = ("nats", "tls")


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SUIVANT_", extra="ignore")

    database_url: str = ""
    """Empty: a SQLite file in `data_dir`."""
    bus_url: str = ""
    """Empty: inside the process."""
    data_dir: Path = Path("data")
    secret: str = ""
    """Empty: made once and kept in `data_dir`, readable by its owner alone."""
    base_url: str = ""
    """The address that visitors' phones reach, printed in the QR code."""
    trusted_proxies: str = ""
    """Addresses, comma-separated, whose forwarding headers are believed."""
    sites: str = ""
    """Whose ended days this process closes while nobody looks: empty for all, `mairie,annexe`, or
    `1/3`."""
    clock: str = ""
    metrics_token: str = ""
    kiosk_tickets_per_minute: int = Field(default=600_000, ge=1)
    """Of one kiosk, in each process. The default stops nothing: a town lowers it."""
    session_hours: int = Field(default=12, ge=1, le=72)
    """A working day: nobody stays signed in overnight."""

    @field_validator("database_url")
    @classmethod
    def _is_a_store(cls, url: str) -> str:
        return _address(url, STORES, "postgresql://USER:PASSWORD@HOST/NAME") if url else url

    @field_validator("bus_url")
    @classmethod
    def _is_a_bus(cls, url: str) -> str:
        servers = url.replace(" ", "").split(",") if url else []
        return ",".join(_address(server, BUSES, "nats://HOST:PORT") for server in servers)

    @property
    def store_url(self) -> str:
        if self.database_url:
            return self.database_url
        return f"sqlite:///{self.data_dir.resolve() / 'suivant.db'}"

    @property
    def is_demo(self) -> bool:
        return (self.data_dir / DEMO_ACCOUNTS).exists()

    def secret_bytes(self) -> bytes:
        """The server's secret, made on first use."""
        if self.secret:
            return self.secret.encode()
        path = self.data_dir / SECRET_FILE
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(32))
        # Copied by hand, it may have got a line's end.
        return path.read_text().strip().encode()


def _address(url: str, schemes: tuple[str, ...], example: str) -> str:
    """Raises ValueError, without repeating what may hold a password."""
    wrong = f"write it as {example}"
    try:
        scheme, _ = urlsplit(url).scheme, urlsplit(url).port
    except ValueError as error:
        raise ValueError(wrong) from error
    if scheme not in schemes or "://" not in url:
        raise ValueError(wrong)
    return url


def mistakes(error: ValidationError) -> str:
    """What is wrong with the settings, on a line."""
    return "; ".join(
        f"SUIVANT_{'.'.join(map(str, wrong['loc'])).upper()}: {wrong['msg']}"
        for wrong in error.errors()
    )
