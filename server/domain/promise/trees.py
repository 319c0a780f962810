"""Quantiles as sums of small symmetric trees, each mending what those before it left over.

Symmetric: all nodes of one depth ask the same question (as in CatBoost, Prokhorenkova 2018), so
that a tree is three questions and eight answers. Columns are cut into sixteen bins of bytes once,
and the long loops are `bytes.count`, `bytes.translate` and `map`: plain Python at nearly the speed
of C.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import add, sub

from server.domain.promise.linear import QUANTILES

BINS = 16
EDGES_FROM = 4000
"""Rows that the edges of the bins are taken from."""


@dataclass(frozen=True, slots=True)
class Growth:
    """How trees grow."""

    trees: int = 100
    depth: int = 3
    rate: float = 0.1
    rows: int = 3000
    """Drawn for each tree, ..."""
    columns: int = 12
    """... and columns."""
    smallest: int = 15
    """Rows on each side of a split."""
    shrunk: int = 20
    """A leaf says less the fewer rows it has, as if so many more had said nothing."""


@dataclass(frozen=True, slots=True)
class Tree:
    columns: list[int]
    edges: list[float]
    leaves: list[float]


@dataclass(frozen=True, slots=True)
class TreeQuantiles:
    starts: list[float]
    trees: list[list[Tree]]
    """For each quantile."""

    def predict(self, row: Sequence[float], start: float) -> list[float]:
        return [
            start + own + sum(_leaf(tree, row) for tree in trees)
            for own, trees in zip(self.starts, self.trees, strict=True)
        ]


def fit_trees(
    rows: Sequence[Sequence[float]],
    targets: Sequence[float],
    starts: Sequence[float],
    seed: int,
    growth: Growth = Growth(),
) -> TreeQuantiles:
    """`starts` is, for each row, what the trees begin with; they learn the rest."""
    draws = random.Random(seed)
    forest = _Forest(list(zip(*rows, strict=True)), growth, draws)
    left = list(map(sub, targets, starts))
    whole = sorted(left)
    firsts = [whole[int(quantile * (len(whole) - 1))] for quantile in QUANTILES]
    grown = [
        forest.grow([value - first for value in left], quantile)
        for quantile, first in zip(QUANTILES, firsts, strict=True)
    ]
    return TreeQuantiles(firsts, grown)


def _leaf(tree: Tree, row: Sequence[float]) -> float:
    leaf = 0
    for column, edge in zip(tree.columns, tree.edges, strict=True):
        leaf = leaf + leaf + (row[column] >= edge)
    return tree.leaves[leaf]


@dataclass(frozen=True, slots=True)
class _Node:
    """Rows of one leaf so far, by the side of the quantile on which they lie."""

    above: list[int]
    below: list[int]

    def parted(self, column: bytes, bin_: int) -> tuple[_Node, _Node]:
        low = _Node(
            [row for row in self.above if column[row] <= bin_],
            [row for row in self.below if column[row] <= bin_],
        )
        high = _Node(
            [row for row in self.above if column[row] > bin_],
            [row for row in self.below if column[row] > bin_],
        )
        return low, high


@dataclass(frozen=True, slots=True)
class _Split:
    gain: float
    column: int
    bin: int


class _Forest:
    """The columns, cut into bins, and the trees that grow on them."""

    def __init__(
        self, columns: list[tuple[float, ...]], growth: Growth, draws: random.Random
    ) -> None:
        self.growth, self.draws, self.count = growth, draws, len(columns[0])
        sample = draws.sample(range(self.count), min(EDGES_FROM, self.count))
        self.edges = [_edges([column[row] for row in sample]) for column in columns]
        self.columns = [
            bytes([bisect_right(edges, value) for value in column])
            for column, edges in zip(columns, self.edges, strict=True)
        ]

    def grow(self, left: list[float], quantile: float) -> list[Tree]:
        trees = []
        for _ in range(self.growth.trees):
            rows = self.draws.sample(range(self.count), min(self.growth.rows, self.count))
            splits, nodes = self._splits(left, rows, quantile)
            if splits:
                values = [self._value(node, left, quantile) for node in nodes]
                left = self._without(left, splits, values)
                columns = [split.column for split in splits]
                edges = [self.edges[split.column][split.bin] for split in splits]
                trees.append(Tree(columns, edges, values))
        return trees

    def _splits(
        self, left: list[float], rows: list[int], quantile: float
    ) -> tuple[list[_Split], list[_Node]]:
        """The questions of one tree, and what rows answer alike."""
        width = len(self.columns)
        among = self.draws.sample(range(width), min(self.growth.columns, width))
        nodes = [_Node([r for r in rows if left[r] > 0], [r for r in rows if left[r] <= 0])]
        splits: list[_Split] = []
        while len(splits) < self.growth.depth:
            best = max((self._best(c, nodes, quantile) for c in among), key=lambda s: s.gain)
            if best.gain <= 0:
                break
            splits.append(best)
            column = self.columns[best.column]
            nodes = [part for node in nodes for part in node.parted(column, best.bin)]
        return splits, nodes

    def _best(self, column: int, nodes: list[_Node], quantile: float) -> _Split:
        gains = [0.0] * max(len(self.edges[column]), 1)
        for node in nodes:
            self._gain(gains, self.columns[column], node, quantile)
        best = max(range(len(gains)), key=gains.__getitem__)
        return _Split(gains[best], column, best)

    def _gain(self, gains: list[float], column: bytes, node: _Node, quantile: float) -> None:
        """Adds what parting this node behind each bin would gain."""
        above = bytes(map(column.__getitem__, node.above))
        below = bytes(map(column.__getitem__, node.below))
        rows, smallest = len(above) + len(below), self.growth.smallest
        if rows < 2 * smallest:
            return
        whole = quantile * len(above) - (1 - quantile) * len(below)
        n_above = n_below = 0
        for bin_ in range(len(gains)):
            n_above += above.count(bin_)
            n_below += below.count(bin_)
            low = n_above + n_below
            if low >= smallest and rows - low >= smallest:
                slope = quantile * n_above - (1 - quantile) * n_below
                rest = whole - slope
                gains[bin_] += slope**2 / low + rest**2 / (rows - low) - whole**2 / rows

    def _value(self, node: _Node, left: list[float], quantile: float) -> float:
        values = sorted([left[row] for row in (*node.above, *node.below)])
        count = len(values)
        if count < 10:
            return 0.0
        value = values[min(int(quantile * count), count - 1)]
        return self.growth.rate * value * count / (count + self.growth.shrunk)

    def _without(self, left: list[float], splits: list[_Split], values: list[float]) -> list[float]:
        """What is left over once the tree has spoken."""
        leaves: list[int] = [0] * self.count
        for depth, split in enumerate(reversed(splits)):
            weight = 1 << depth
            weighed = bytes([weight if bin_ > split.bin else 0 for bin_ in range(256)])
            leaves = list(map(add, leaves, self.columns[split.column].translate(weighed)))
        return list(map(sub, left, map(values.__getitem__, leaves)))


def _edges(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return sorted({ordered[len(ordered) * k // BINS] for k in range(1, BINS)})
