"""How large a board's letters must be to be read from the farthest seat.

The call is for people with low vision too: a capital of 0.7 degrees (EN 301 549, 5.1.4). The calls
before it keep the floor of signage, a capital of 1/200 of the distance. A screen has 16:9; lengths
are in hundredths of its shorter side (CSS `vmin`), so one figure serves every resolution, lying or
standing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

CAPITAL = 0.668
"""Height of a capital of Atkinson Hyperlegible, in em."""
LONG_SIDE = 100 * 16 / 9
ROW_PITCH = 1.28
"""Height of a row, in its letters' size."""
DIGITS = 0.78
"""Height that a line of large digits takes, in em."""
MOST_ROWS = 5
"""More than five lines are searched through, not read at a glance."""
AIR = 4.0
"""Above and below the call."""
CAPTION = 4.4
"""The smallest caption worth having."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a screen's position leaves to calls."""

    height: float
    call_lines: int
    """Standing, the counter goes below the number."""
    widest_call: float
    """A larger `A 042` and its counter would not go in."""
    roomy_call: float
    """Up to here an arrow has its own column; beyond it is squeezed in."""
    roomy_row: float


LYING = Frame(100 - 11 - 7, 1, 41.5, 31.0, 12.0)
STANDING = Frame(LONG_SIDE - 15 - 15, 2, 33.5, 31.0, 13.0)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Letters' sizes in vmin. `fits` is false when the farthest seat is too far for this screen."""

    call: float
    row: float
    caption: float
    rows: int
    fits: bool
    compact: bool = False


def floors(diagonal: float, distance: float) -> tuple[float, float]:
    """The smallest sizes of the call and of a row. `diagonal` in inches, `distance` in metres."""
    short_side = diagonal * 25.4 * 9 / math.hypot(16, 9)
    seat = distance * 1000
    one_em = 100 / CAPITAL / short_side
    return 2 * seat * math.tan(math.radians(0.7 / 2)) * one_em, seat / 200 * one_em


def rows_that_fit(frame: Frame, call: float, row: float) -> int:
    return max(0, int((frame.height - frame.call_lines * call) / (ROW_PITCH * row)))


def sizes(diagonal: float, distance: float, frame: Frame = LYING) -> Sizes:
    """The floors, then what is left of the height given to the call, the caption and the rows."""
    call, row = floors(diagonal, distance)
    rows = min(MOST_ROWS, rows_that_fit(frame, call, row))
    if call > frame.widest_call or rows < 1:
        return _as_large_as_goes(frame, row)
    return _filled(frame, Sizes(call, row, CAPTION, rows, fits=True))


def _as_large_as_goes(frame: Frame, row: float) -> Sizes:
    call = frame.widest_call
    row = min(row, frame.roomy_row, (frame.height - frame.call_lines * call) / ROW_PITCH)
    rows = max(1, min(MOST_ROWS, rows_that_fit(frame, call, row)))
    return _filled(frame, Sizes(call, row, CAPTION, rows, fits=False))


def _filled(frame: Frame, least: Sizes) -> Sizes:
    lines = frame.call_lines * DIGITS
    band = frame.height - least.rows * ROW_PITCH * least.row - AIR
    call = max(least.call, min(frame.roomy_call, (band - least.caption * 1.6) / lines))
    caption = max(CAPTION, min(least.row, (band - lines * call) / 1.3))
    rest = frame.height - lines * call - 1.3 * caption - AIR
    row = max(least.row, min(frame.roomy_row, rest / least.rows / ROW_PITCH))
    compact = frame.call_lines == 1 and call > frame.roomy_call
    return replace(least, call=call, caption=caption, row=row, compact=compact)


def stylesheet(diagonal: float, distance: float) -> str:
    """The sizes as CSS: custom properties for the board, plain rules for old televisions."""
    lying = sizes(diagonal, distance)
    standing = sizes(diagonal, distance, STANDING)
    return "\n".join(
        (
            f":root {{ {_properties(lying)} }}",
            f"@media (orientation: portrait) {{ :root {{ {_properties(standing)} }} }}",
            f".plain .row {{ font-size: {min(lying.row, 8.0):.2f}vmin; }}",
            f".plain .called {{ font-size: {min(lying.call, 20.0):.2f}vmin; }}",
            "",
        )
    )


def _properties(chosen: Sizes) -> str:
    lengths = {"call": chosen.call, "row": chosen.row, "caption": chosen.caption}
    told = [f"--{name}-size: {length:.2f}vmin;" for name, length in lengths.items()]
    return " ".join([*told, f"--rows: {chosen.rows};"])
