"""What was measured, as a table for the terminal and for docs/performance.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass
class Table:
    title: str
    told: str
    """How it was measured, in a sentence or two."""
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        self.rows.append(cells)

    def markdown(self) -> str:
        ruler = ["---", *("---:" for _ in self.columns[1:])]
        lines = ["| " + " | ".join(row) + " |" for row in (self.columns, ruler, *self.rows)]
        return "\n".join((f"### {self.title}", "", self.told, "", *lines, ""))


def rate(per_second: float) -> str:
    return f"{per_second:,.0f}/s"


def ms(milliseconds: float) -> str:
    return f"{milliseconds:,.1f} ms" if milliseconds < 10 else f"{milliseconds:,.0f} ms"


def percentile(values: Sequence[float], percent: int) -> float:
    if len(values) < 2:
        return values[0] if values else 0.0
    return median(values) if percent == 50 else quantiles(values, n=100)[percent - 1]


def share(ratio: float) -> str:
    return f"{ratio:.0%}".replace("%", " %")


def times(ratio: float) -> str:
    return f"× {ratio:.2f}"


def aim(words: str, met: bool) -> str:
    return f"{words}: {'yes' if met else '**no**'}"
