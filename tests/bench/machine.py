"""The machine that the figures were measured on: its power, never its name or its folders."""

from __future__ import annotations

import os
import platform
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path


def described() -> str:
    memory = int(_first(r"MemTotal:\s+(\d+)", "/proc/meminfo", "0")) / 1024**2
    processor = _first(r"model name\s*:\s*(.+)", "/proc/cpuinfo", platform.machine())
    today = datetime.now(UTC).date()
    return (
        f"{today}: {os.cpu_count()} cores of {processor}, {memory:.0f} GiB of memory, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def processor_seconds(pid: int) -> float:
    """What a process and its threads have had of the cores: noise of others does not count."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def core_ms(pid: int) -> float:
    """The same of the threads that live, to the microsecond: for a single request."""
    nanoseconds = 0
    for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(OSError):  # it has ended
            nanoseconds += int(thread.read_text().split()[0])
    return nanoseconds / 1e6


def memory_mib(pid: int) -> float:
    """What a process has in memory."""
    return int(_first(r"VmRSS:\s+(\d+) kB", f"/proc/{pid}/status", "0")) / 1024


def most_memory_mib(pid: int) -> float:
    """What it had at most, since it began."""
    return int(_first(r"VmHWM:\s+(\d+) kB", f"/proc/{pid}/status", "0")) / 1024


def busy() -> float:
    """How many processes wanted a core on average during the last minute."""
    return os.getloadavg()[0]


def _first(pattern: str, path: str, otherwise: str) -> str:
    found = re.search(pattern, Path(path).read_text(encoding="utf-8"))
    return found[1].strip() if found else otherwise
