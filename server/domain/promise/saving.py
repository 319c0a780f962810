"""A model as plain data, and back: what is kept of it is JSON, and nothing that could be run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from server.domain.promise.conformal import Corrections, Kept, Logs, Misses
from server.domain.promise.elsewhere import AtHome, Elsewhere
from server.domain.promise.linear import LinearQuantiles
from server.domain.promise.model import Learned
from server.domain.promise.ridge import Ridge
from server.domain.promise.tonight import Brought, Promiser
from server.domain.promise.trees import Tree, TreeQuantiles
from server.domain.promise.usual import Usual

Data = Mapping[str, Any]


def as_data(promiser: Promiser) -> dict[str, Any]:
    kind = type(promiser.model).__name__
    return {"kind": kind, **asdict(promiser)}


def from_data(data: Data) -> Promiser:
    """Raises KeyError and TypeError for what another version of the program has kept."""
    return Promiser(_MODELS[data["kind"]](data["model"]), Corrections(**data["corrections"]))


def brought_as_data(brought: Brought) -> dict[str, Any]:
    return asdict(brought)


def brought_from_data(data: Data) -> Brought:
    return Brought(_elsewhere(data["model"]), Misses(**data["misses"]))


def kept_as_data(kept: Sequence[Kept]) -> list[list[float]]:
    return [[*asdict(each.logs).values(), each.wait, each.weight] for each in kept]


def kept_from_data(rows: Sequence[Sequence[float]]) -> list[Kept]:
    return [Kept(Logs(low, likely, high), wait, weight) for low, likely, high, wait, weight in rows]


def _learned(data: Data) -> Learned:
    linear, trees = data["linear"], data["trees"]
    return Learned(
        hour=data["hour"],
        usual=_usuals(data["usual"]),
        stranger=Usual(**data["stranger"]),
        corrections=Corrections(**data["corrections"]),
        linear=linear and LinearQuantiles(**linear),
        trees=trees and _trees(trees),
        simulated=data["simulated"],
    )


def _elsewhere(data: Data) -> Elsewhere:
    return Elsewhere(
        hour=data["hour"],
        usual=Usual(**data["usual"]),
        linear=LinearQuantiles(**data["linear"]),
        trees=_trees(data["trees"]),
    )


def _at_home(data: Data) -> AtHome:
    return AtHome(
        elsewhere=_elsewhere(data["elsewhere"]),
        usual=_usuals(data["usual"]),
        stranger=Usual(**data["stranger"]),
        ridge=Ridge(**data["ridge"]),
    )


def _usuals(data: Data) -> dict[str, Usual]:
    return {key: Usual(**each) for key, each in data.items()}


def _trees(data: Data) -> TreeQuantiles:
    grown = [[Tree(**each) for each in trees] for trees in data["trees"]]
    return TreeQuantiles(data["starts"], grown)


_MODELS: Mapping[str, Callable[[Data], Elsewhere | AtHome | Learned]] = {
    "Learned": _learned,
    "Elsewhere": _elsewhere,
    "AtHome": _at_home,
}
