"""How long a visit may last: lognormal around its mean.

Service times at counters and of telephone agents are lognormal to a remarkable degree (Brown, Gans,
Mandelbaum and others, Journal of the American Statistical Association 100, 2005, section 4).
"""

from __future__ import annotations

from math import exp
from random import Random

SPREAD = 0.7
"""Of the logarithm."""
TRIES = 12


def whole(mean: float, draws: Random) -> float:
    return mean * exp(draws.gauss(-SPREAD * SPREAD / 2, SPREAD))


def rest(mean: float, elapsed: float, draws: Random) -> float:
    """Of a visit that has lasted so long already."""
    for _ in range(TRIES):
        length = whole(mean, draws)
        if length > elapsed:
            return length - elapsed
    # Longer than nearly all: nothing is known but that the longest last longest.
    return draws.expovariate(2 / mean)
