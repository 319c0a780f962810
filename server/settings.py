"""Settings from the environment, prefix `SUIVANT_` (docs/administer.md has the whole list)."""

from __future__ import annotations

import os
import secrets
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import URL

from server.protocol.brought import BadText, decoded, plain, unquoted

PREFIX = "SUIVANT_"
SECRET_FILE = "secret"
DEMO_ACCOUNTS = "demo-accounts.json"
"""In the data folder of a demonstration, and of nothing else."""
STORE_FILE = "suivant.db"
AROUND = " \t\r\n\"'"
STORES = ("postgresql", "postgres")
BUSES = ("nats", "tls")


class SettingError(Exception):
    """Said to the administrator in one line."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

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

    @field_validator("*", mode="before")
    @classmethod
    def _as_meant(cls, value: Any, field: ValidationInfo) -> Any:
        """A file for the environment may leave CR, quotes or blanks around a value."""
        if not isinstance(value, str):
            return value
        meant = plain(unquoted(value))
        # A folder's name is the disk's own, accents in two pieces included.
        return value.strip(AROUND) if field.field_name == "data_dir" else meant

    @field_validator("database_url")
    @classmethod
    def _is_a_store(cls, url: str) -> str:
        if url.startswith("sqlite:"):
            return _file(url)
        return _address(url, STORES, "postgresql://USER:PASSWORD@HOST/NAME") if url else url

    @field_validator("bus_url")
    @classmethod
    def _is_a_bus(cls, url: str) -> str:
        servers = url.replace(" ", "").split(",") if url else []
        return ",".join(_bus(server) for server in servers)

    @field_validator("base_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        return _public(url) if url else url

    @field_validator("trusted_proxies")
    @classmethod
    def _are_machines(cls, told: str) -> str:
        return ",".join(_machine(place.strip()) for place in told.split(",") if place.strip())

    @field_validator("metrics_token")
    @classmethod
    def _is_sent_as_it_is(cls, token: str) -> str:
        if not token.isascii():
            raise ValueError("plain letters, digits and signs only, without accents")
        return token

    @property
    def store_url(self) -> str:
        if self.database_url:
            return self.database_url
        file = str(self.data_dir.resolve() / STORE_FILE)
        return URL.create("sqlite", database=file).render_as_string()

    @property
    def is_demo(self) -> bool:
        return (self.data_dir / DEMO_ACCOUNTS).exists()

    def secret_bytes(self) -> bytes:
        """The server's secret, made on first use. Raises SettingError, OSError."""
        if self.secret:
            return self.secret.encode()
        path = self.data_dir / SECRET_FILE
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(32))
        try:
            # Copied by hand, it may have got a line's end.
            kept = plain(decoded(path.read_bytes()))
        except BadText as error:
            raise SettingError(f"{path}: {error}") from error
        if not kept:
            raise SettingError(f"{path} is empty; copy it from where it was, or remove the file")
        return kept.encode()


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


def _file(url: str) -> str:
    if url.removeprefix("sqlite:///") in ("", url, ":memory:"):
        raise ValueError("write it as sqlite:////FOLDER/FILE")
    return url


def _bus(server: str) -> str:
    example = "nats://HOST:PORT"
    if not urlsplit(_address(server, BUSES, example)).hostname:
        raise ValueError(f"write it as {example}")
    return server


def _public(url: str) -> str:
    """What a QR code leads to: phones take anything else for a text."""
    wrong = "write it as https://HOST"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise ValueError(wrong) from error
    more = parts.query or set(url) & {"@", "#", "?"} or "//" in parts.path
    readable = all(character not in " \\\"'<>" and character.isprintable() for character in url)
    if parts.scheme not in ("http", "https") or not host.strip(".-") or more or not readable:
        raise ValueError(wrong)
    return url.rstrip("/")


def _machine(place: str) -> str:
    try:
        if place != "*":
            ip_network(place, strict=False)
    except ValueError as error:
        raise ValueError("write addresses, as in 127.0.0.1,10.0.0.0/24") from error
    return place


def mistakes(error: ValidationError) -> str:
    """What is wrong with the settings, on a line."""
    return "; ".join(
        f"{PREFIX}{'.'.join(map(str, wrong['loc'])).upper()}: {_cure(wrong)}"
        for wrong in error.errors(include_input=False)
    )


def _cure(wrong: Any) -> str:
    match wrong["type"]:
        case "value_error":
            return str(wrong["ctx"]["error"])
        case "greater_than_equal":
            return f"at least {wrong['ctx']['ge']}"
        case "less_than_equal":
            return f"at most {wrong['ctx']['le']}"
        case "int_parsing" | "int_from_float" | "int_type" | "int_parsing_size":
            return "write a whole number"
        case _:
            return "cannot be read"
