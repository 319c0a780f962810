"""Every screen and paper of a file is drawn before it is in force; what fails is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from server.commands.rehearsal import undrawable
from server.domain.site import Site
from server.sitefile.reading import read_site
from tests.sitefile.towns import SMALL
from tests.worlds.town import DEMO_SITE

TODAY = date(2026, 11, 26)


def with_service(site: Site, code: str, **changes: object) -> Site:
    services = dict(site.services)
    services[code] = replace(services[code], **changes)  # type: ignore[arg-type]
    return replace(site, services=services)


def test_everything_of_the_demonstration_can_be_drawn() -> None:
    assert list(undrawable(read_site(DEMO_SITE.read_text(encoding="utf-8")), TODAY)) == []


def test_what_a_small_file_leaves_out_is_no_failure() -> None:
    bare = SMALL[: SMALL.index("[[agents]]")].replace("[ticket]", "[policy]")
    text = "\n".join(line for line in bare.splitlines() if not line.startswith("footer"))
    for hours in ("24/7", "Jul Mo-Fr 10:00-12:00", "Sa 23:00-01:00"):
        assert (
            list(undrawable(read_site(text.replace("Mo-Fr 08:30-17:30; PH off", hours)), TODAY))
            == []
        )


def test_a_screen_that_would_fail_is_named_with_its_language() -> None:
    site = read_site(DEMO_SITE.read_text(encoding="utf-8"))
    told = list(undrawable(with_service(site, "civil", icon="passport"), TODAY))
    for screen in ("the kiosk, group family, in ar", "the console, in en", "the office, in fr"):
        assert any(line.startswith(f"{screen} cannot be drawn (KeyError") for line in told), told
    assert all("\n" not in line for line in told)


def test_a_paper_that_would_fail_is_named_with_its_width() -> None:
    site = replace(read_site(SMALL), name="Mairie 🎂")
    assert "the ticket on 58mm, in en: paper has no letter for 🎂; leave it out" in list(
        undrawable(site, TODAY)
    )
