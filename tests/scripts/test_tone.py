"""The tone by which phones and consoles are heard."""

from __future__ import annotations

import pytest

from tests.scripts.conftest import Ask

TONE = "looks/live/tone.js"
HEARD = """(async () => {
  const air = new OfflineAudioContext(1, 44_100, 44_100);
  tone(air, given);
  const wave = (await air.startRendering()).getChannelData(0);
  const loudest = (from, to) => Math.max(...wave.slice(from * 44_100, to * 44_100).map(Math.abs));
  return [[0, 0.1], [0.1, 0.2], [0.5, 0.6], [0.8, 1]].map(([from, to]) => loudest(from, to));
})()"""


def test_a_tone_begins_loud_dies_away_and_ends(ask: Ask) -> None:
    given = {"hertz": 660, "start": 0.1, "volume": 0.4, "seconds": 0.6}

    before, first, later, after = ask(TONE, HEARD, given)

    assert (before, after) == (0, 0)
    assert first == pytest.approx(0.4, abs=0.02)
    assert 0 < later < first / 10
