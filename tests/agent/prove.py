"""Many tickets under random faults, judged by the paper: `python -m tests.agent.prove`.

A claim is wrong when a job reported as printed is not on exactly one valid paper, or when a job
that was not printed, or is in doubt and voided, lies about as a valid one.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from printer.drawing.compose import Composer
from printer.emulator.machine import Machine
from printer.emulator.network import NetworkPrinter
from printer.fate import InDoubt, NotReady
from printer.talk.patience import Patience
from server.protocol.printing import PrintOrder
from tests.agent.conftest import Bench, bench
from tests.agent.judge import judge
from tests.agent.tickets import job

FAULTS = (
    "none",
    "reset",
    "finish",
    "power_cycle",
    "half_open",
    "paper",
    "cover",
    "offline",
    "mute",
    "slow",
)
BUFFERS = (256, 512, 1024, 2048, 4096)
SLOW = (250, 500, 1000)
"""Rows a second: a printer that rests its hot head, or burns a dark picture."""

JOBS_IN_A_RUN = 12
ATTEMPTS = 12
TOGETHER = 8
QUICK = Patience(answer=0.15, barrier=0.6, body=0.8, hold=0.5, cut=0.25, quiet=0.3)


@dataclass
class Tally:
    jobs: int = 0
    attempts: int = 0
    voided: int = 0
    valid: int = 0
    claims: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.jobs += other.jobs
        self.attempts += other.attempts
        self.voided += other.voided
        self.valid += other.valid
        self.claims += other.claims
        self.faults += other.faults
        self.wrong += other.wrong


async def one_run(seed: int, folder: Path, count: int = JOBS_IN_A_RUN) -> Tally:
    """One printer of random make, `count` jobs, a random fault in each."""
    dice = random.Random(seed)
    machine = Machine(
        buffer=dice.choice(BUFFERS),
        process_id=dice.random() < 0.7,
        asb=dice.random() < 0.7,
        mute_offline=dice.random() < 0.3,
    )
    jobs = [job(f"s{seed}-{n}", f"A{n + 1:03d}") for n in range(count)]
    tally = Tally(jobs=count)
    async with bench(folder, machine, patience=QUICK) as desk:
        results = {ticket.id: await _print(desk, ticket, dice, tally) for ticket in jobs}
        await _come_to_rest(desk)
        _compare(seed, desk, jobs, results, tally)
    return tally


async def _print(desk: Bench, ticket: PrintOrder, dice: random.Random, tally: Tally) -> str:
    body = _body(desk.press.composer, ticket.number)
    cures = _plan(desk, dice, len(body), tally)
    try:
        for _ in range(ATTEMPTS):
            tally.attempts += 1
            try:
                return await desk.press.print(ticket, body, lambda _: None)
            except (NotReady, InDoubt):
                await asyncio.sleep(dice.uniform(0, 0.1))
        return "given_up"
    finally:
        await asyncio.gather(*cures)


@cache
def _body(composer: Composer, number: str) -> bytes:
    return composer.body(job("", number).document)


def _plan(desk: Bench, dice: random.Random, length: int, tally: Tally) -> list[asyncio.Task[None]]:
    """A fault somewhere in this job's bytes, and its cure a moment later."""
    fault = dice.choice(FAULTS)
    tally.faults[fault] += 1
    at = dice.randrange(1, length + 4600)
    cures: list[asyncio.Task[None]] = []
    machine = desk.machine

    def act() -> None:
        if fault in ("reset", "finish", "power_cycle", "half_open"):
            getattr(desk.printer, fault)()
            return
        if fault == "paper":
            machine.end_paper(after=dice.randrange(300))
        elif fault == "slow":
            desk.printer.rows_per_second = dice.choice(SLOW)
        else:
            setattr(machine, {"cover": "cover_open"}.get(fault, fault), True)
        cures.append(
            asyncio.create_task(
                _cure(desk.printer, dice.uniform(0.05, 2 if fault in ("mute", "slow") else 0.9))
            )
        )

    if fault != "none":
        desk.printer.at_byte(at, act)
    return cures


async def _cure(printer: NetworkPrinter, after: float) -> None:
    await asyncio.sleep(after)
    machine, printer.rows_per_second = printer.machine, None
    machine.cover_open = machine.offline = machine.mute = False
    if machine.paper.left < 10_000:
        machine.load_paper(1_000_000)


async def _come_to_rest(desk: Bench) -> None:
    """All faults over, whatever hangs is voided and the last ticket is cut."""
    await _cure(desk.printer, 0)
    for _ in range(ATTEMPTS):
        try:
            return await desk.press.settle()
        except NotReady:
            await asyncio.sleep(0.1)


def _compare(
    seed: int, desk: Bench, jobs: list[PrintOrder], results: dict[str, str], tally: Tally
) -> None:
    papers = [*desk.machine.paper.pieces, desk.machine.paper.uncut]
    verdict = judge(papers, jobs, desk.profile)
    tally.voided += verdict.voided
    tally.valid += verdict.valid.total()
    tally.claims += Counter(results.values())
    for ticket in jobs:
        claimed, found = results[ticket.id], verdict.valid[ticket.id]
        if found != (1 if claimed == "printed" else 0):
            tally.wrong.append(f"seed {seed}: {ticket.id} {claimed}, {found} valid on paper")
        if verdict.loose[ticket.id]:
            tally.wrong.append(f"seed {seed}: {ticket.id} unfinished and not void")


async def many(jobs: int, first_seed: int, folder: Path) -> Tally:
    """Some printers at a time: most of a fault is waiting."""
    tally, gate = Tally(), asyncio.Semaphore(TOGETHER)

    async def run(number: int) -> None:
        async with gate:
            tally.add(await one_run(first_seed + number, folder / str(number)))

    async with asyncio.TaskGroup() as runs:
        for number in range((jobs + JOBS_IN_A_RUN - 1) // JOBS_IN_A_RUN):
            runs.create_task(run(number))
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = asyncio.run(many(wanted.jobs, wanted.seed, Path(folder)))
    for line in tally.wrong:
        print(line)
    claims = ", ".join(f"{count} {name}" for name, count in sorted(tally.claims.items()))
    print(f"{tally.jobs} jobs, {tally.attempts} attempts: {claims}")
    print(f"{tally.valid} valid pieces, {tally.voided} voided, {len(tally.wrong)} wrong claims")
    print(f"faults: {dict(tally.faults)}; {time.monotonic() - begun:.0f} s")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
