"""What was measured, as a table for the terminal and for docs/performance.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass(frozen=True)
class Aim:
    words: str
    met: bool


@dataclass
class Table:
    title: str
    told: str
    """How it was measured, in a sentence or two."""
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    measured: str = ""
    """When, and on what machine."""

    def add(self, *cells: str) -> None:
        self.rows.append(cells)

    def markdown(self) -> str:
        ruler = ["---", *("---:" for _ in self.columns[1:])]
        lines = ["| " + " | ".join(row) + " |" for row in (self.columns, ruler, *self.rows)]
        prose = [part for part in (self.told, self.measured) if part]
        return "\n".join((f"### {self.title}", "", "\n".join(prose), "", *lines, ""))


class Beside(Table):
    """Ours beside a limit of the same run, and whether that is as it should be."""

    def __init__(self, title: str, told: str) -> None:
        super().__init__(title, told, ("what", "ours", "limit", "ratio", "aim", "met"))

    def compare(
        self, what: str, ours: str, limit: str = "", ratio: str = "", aim: Aim | None = None
    ) -> None:
        met = "" if aim is None else "yes" if aim.met else "**no**"
        self.add(what, ours, limit, ratio, aim.words if aim else "", met)


def at_most(most: float, value: float, said: Callable[[float], str]) -> Aim:
    return Aim(f"≤ {said(most)}", value <= most)


def at_least(least: float, value: float, said: Callable[[float], str]) -> Aim:
    return Aim(f"≥ {said(least)}", value >= least)


def rate(per_second: float) -> str:
    return f"{per_second:,.0f}/s"


def ms(milliseconds: float) -> str:
    return f"{milliseconds:,.1f} ms" if milliseconds < 10 else f"{milliseconds:,.0f} ms"


def seconds(value: float) -> str:
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def core(milliseconds: float) -> str:
    """Time of one core."""
    return f"{milliseconds:.3f} ms"


def mib(memory: float) -> str:
    return f"{memory:,.0f} MiB"


def spread(milliseconds: Sequence[float]) -> str:
    """Half of them were quicker than the first, and all but one in twenty than the second."""
    return f"{ms(percentile(milliseconds, 50))}, p95 {ms(percentile(milliseconds, 95))}"


def percentile(values: Sequence[float], percent: int) -> float:
    if len(values) < 2:
        return values[0] if values else 0.0
    if percent == 50:
        return median(values)
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def share(ratio: float) -> str:
    return f"{ratio:.0%}".replace("%", " %")


def fine_share(ratio: float) -> str:
    return f"{ratio:.1%}".replace("%", " %")


def times(ratio: float) -> str:
    return f"× {ratio:.2f}"
