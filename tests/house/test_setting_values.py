"""Settings as an environment file leaves them, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from server.settings import SettingError, Settings, mistakes

ADDRESS = "https://accueil.mairie.fr"


def told(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> str:
    monkeypatch.setenv(f"SUIVANT_{name}", value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    return mistakes(refused.value)


@pytest.mark.parametrize(
    "written", [ADDRESS, f" {ADDRESS} ", f'"{ADDRESS}"', f"'{ADDRESS}/'\r", f"\ufeff{ADDRESS}"]
)
def test_an_address_is_taken_without_what_stands_around_it(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("SUIVANT_BASE_URL", written)
    assert Settings().base_url == ADDRESS


@pytest.mark.parametrize(
    "wrong",
    [
        "accueil.mairie.fr",
        "//accueil.mairie.fr",
        "https:/accueil.mairie.fr",
        "https//accueil.mairie.fr",
        "https://",
        "https://https://accueil.mairie.fr",
        "ftp://accueil.mairie.fr",
        "https://accueil mairie.fr",
        "https://nadia:secret@accueil.mairie.fr",
        "https://accueil.mairie.fr:port",
        "https://accueil.mairie.fr/?x=1",
    ],
)
def test_an_address_that_no_phone_could_open_is_refused(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    assert told(monkeypatch, "BASE_URL", wrong) == "SUIVANT_BASE_URL: write it as https://HOST"


@pytest.mark.parametrize(
    ("name", "wrong", "cure"),
    [
        ("SESSION_HOURS", "twelve", "write a whole number"),
        ("SESSION_HOURS", "100", "at most 72"),
        ("SESSION_HOURS", "0", "at least 1"),
        ("TRUSTED_PROXIES", "10.0.0.300", "write addresses, as in 127.0.0.1,10.0.0.0/24"),
        ("BUS_URL", "nats://", "write it as nats://HOST:PORT"),
        ("BUS_URL", "nats://10.0.0.11:4222,nats://:4222", "write it as nats://HOST:PORT"),
        ("DATABASE_URL", "sqlite://store.db", "write it as sqlite:////FOLDER/FILE"),
        ("DATABASE_URL", "sqlite://", "write it as sqlite:////FOLDER/FILE"),
        ("DATABASE_URL", "sqlite:///", "write it as sqlite:////FOLDER/FILE"),
        ("DATABASE_URL", "sqlite:///:memory:", "write it as sqlite:////FOLDER/FILE"),
        ("METRICS_TOKEN", "clé", "plain letters, digits and signs only, without accents"),
        ("SECRET", "a\x07b", "holds a control character (U+0007); leave it out"),
        ("DATA_DIR", "a\udce9b", "holds a letter that was lost on the way; type it anew, as UTF-8"),
    ],
)
def test_a_wrong_setting_is_told_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: str, cure: str
) -> None:
    assert told(monkeypatch, name, wrong) == f"SUIVANT_{name}: {cure}"


def test_the_secret_is_the_same_however_it_was_copied(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    made = settings.secret_bytes()
    (tmp_path / "secret").write_bytes(b"\xff\xfe" + f"{made.decode()}\r\n".encode("utf-16-le"))
    assert settings.secret_bytes() == made
    (tmp_path / "secret").write_bytes(b"\r\n")
    with pytest.raises(SettingError, match="is empty"):
        settings.secret_bytes()
