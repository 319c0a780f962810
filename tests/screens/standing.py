"""Before the kiosk: what tests look for and touch."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.worlds.town import Town

KIOSK = "/kiosk/mairie"
PORTRAIT, LANDSCAPE, TABLET = (1080, 1920), (1024, 768), (800, 1280)
PAGES = {
    "start": "",
    "reason": "?lang=fr",
    "group": "?lang=fr&group=family",
    "documents": "?lang=fr&group=papers&service=identity",
    "missing": "?lang=fr&service=identity&ready=no",
    "priority": "?lang=fr&service=welcome",
    "help": "?lang=fr&notice=help",
    "refused": "?lang=fr&notice=quota_reached",
}
# Pixels in a millimetre; what overflows; words, width, height, top and bottom of each target.
MEASURES = """() => {
  const rule = document.createElement("div");
  rule.setAttribute("style", "position:absolute; inline-size:calc(100 * var(--mm))");
  document.body.append(rule);
  const millimetre = rule.getBoundingClientRect().width / 100;
  rule.remove();
  const overflowing = [...document.querySelectorAll("main, .top, .tile")]
    .filter((e) => e.scrollHeight > e.clientHeight + 1).map((e) => e.className || e.tagName);
  const targets = [...document.querySelectorAll("a:not(.skip), main button, nav button, label")]
    .filter((e) => e.checkVisibility())
    .map((e) => [e.innerText, e.getBoundingClientRect()])
    .map(([words, box]) => [words, box.width, box.height, box.top, box.bottom]);
  return [millimetre, overflowing, targets];
}"""


def touch(page: Page, *hooks: str) -> None:
    for hook in hooks:
        page.get_by_test_id(hook).click()


def take(page: Page, language: str = "fr", priority: str = "no") -> str:
    """From the first page to the ticket."""
    touch(page, f"language-{language}", "group-papers", "service-identity")
    touch(page, f"priority-{priority}", "take-ticket")
    return number_on(page)


def number_on(page: Page) -> str:
    shown = page.get_by_test_id("ticket-number")
    expect(shown).to_be_visible()
    return re.sub(r"\s", "", shown.inner_text())


def queued(town: Town) -> dict[str, dict[str, object]]:
    places = town.agent("manager").get("queue").json()["tickets"]
    return {place["ticket"]["number"]: place["ticket"] for place in places}


def taken(town: Town) -> int:
    facts = town.agent("manager").get("journal").json()["events"]
    return sum(1 for fact in facts if fact["kind"] == "ticket_taken")
