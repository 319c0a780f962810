"""A model as plain data, and back: what the store keeps is JSON, and nothing that could be run."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from server.domain.promise.conformal import Corrections
from server.domain.promise.linear import LinearQuantiles
from server.domain.promise.model import Learned
from server.domain.promise.trees import Tree, TreeQuantiles
from server.domain.promise.usual import Usual


def as_data(learned: Learned) -> dict[str, Any]:
    return asdict(learned)


def from_data(data: dict[str, Any]) -> Learned:
    linear, trees = data["linear"], data["trees"]
    return Learned(
        hour=data["hour"],
        usual={key: Usual(**each) for key, each in data["usual"].items()},
        stranger=Usual(**data["stranger"]),
        corrections=Corrections(**data["corrections"]),
        linear=linear and LinearQuantiles(**linear),
        trees=trees and _trees(trees),
        simulated=data["simulated"],
    )


def _trees(data: dict[str, Any]) -> TreeQuantiles:
    grown = [[Tree(**each) for each in trees] for trees in data["trees"]]
    return TreeQuantiles(data["starts"], grown)
