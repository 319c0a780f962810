"""Who runs the server finds every setting in the administrator's page."""

from __future__ import annotations

from pydantic_settings import BaseSettings

from server import settings
from tests.house.project import ROOT


def test_every_setting_is_explained_to_the_administrator() -> None:
    page = ROOT / "docs" / "administer.md"
    explained = page.read_text(encoding="utf-8") if page.exists() else ""
    names = _variables()
    assert "SUIVANT_DATABASE_URL" in names
    assert [name for name in names if f"`{name}`" not in explained] == []


def _variables() -> list[str]:
    """The names, in the environment, of every setting in `server.settings`."""
    kinds = [kind for kind in vars(settings).values() if isinstance(kind, type)]
    return [
        f"{kind.model_config.get('env_prefix', '')}{field}".upper()
        for kind in kinds
        if issubclass(kind, BaseSettings)
        for field in kind.model_fields
    ]
