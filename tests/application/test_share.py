"""A process's share of the sites."""

from __future__ import annotations

import pytest

from server.application.share import share_of

SITES = [f"town-{n:04d}" for n in range(3000)]


def test_without_a_setting_all_sites_are_its_own() -> None:
    assert all(share_of("").has(site) for site in SITES)


def test_a_list_is_what_it_says() -> None:
    share = share_of("mairie, annexe")

    assert [site for site in ("mairie", "annexe", "autre") if share.has(site)] == [
        "mairie",
        "annexe",
    ]


def test_of_three_parts_each_site_is_in_one_and_none_is_much_larger() -> None:
    parts = [share_of(f"{n}/3") for n in (1, 2, 3)]

    assert all(sum(part.has(site) for part in parts) == 1 for site in SITES)
    assert all(sum(map(part.has, SITES)) > 900 for part in parts)


@pytest.mark.parametrize("setting", ["0/3", "4/3", "1/0"])
def test_a_part_that_there_is_not_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="1/3"):
        share_of(setting)
