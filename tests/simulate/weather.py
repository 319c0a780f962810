"""What goes wrong, drawn by the seed: each fault begins, lasts a while, and ends.

`FAULTS` is the whole list; the name of each is what the last report counts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.simulate.clock import RIGHT
from tests.simulate.printers import STATES
from tests.simulate.process import Process
from tests.simulate.town import PRINTERS, changed

if TYPE_CHECKING:
    from tests.simulate.stretch import Stretch

Fault = Callable[["Stretch", Random], Awaitable[None]]
MOST_PROCESSES = 3


async def _while(chance: Random) -> None:
    await asyncio.sleep(chance.uniform(0.2, 4.0))


async def store_away(town: Stretch, chance: Random) -> None:
    disk = town.world.disk
    if disk.remote:
        disk.away = True
        await _while(chance)
        disk.away = False
    else:
        disk.full = True
        await _while(chance)
        disk.full = False


async def answer_of_the_store_lost(town: Stretch, chance: Random) -> None:
    """It has committed, and the line breaks before it can say so."""
    if process := town.world.somewhere(chance):
        process.line.cut_after_commits = chance.randint(1, 2)
        await _while(chance)
        process.line.cut_after_commits = 0


async def slow_store(town: Stretch, chance: Random) -> None:
    processes = list(town.world.processes)
    for process in processes:
        process.slow = True
    await _while(chance)
    for process in processes:
        process.slow = False


async def killed(town: Stretch, chance: Random) -> None:
    if process := town.world.somewhere(chance):
        process.kill()
        await _after_death(town, chance, process)


async def power_cut(town: Stretch, chance: Random) -> None:
    """Every server at once; the disk's last write may be there, or not."""
    processes = list(town.world.processes)
    for process in processes:
        process.kill()
        town.world.bury(process)
    _screens_learn(town, chance)
    await _while(chance)
    for _ in processes:
        town.world.begin_process()


async def restarted(town: Stretch, chance: Random) -> None:
    """An upgrade: stopped politely, and begun again."""
    if process := town.world.somewhere(chance):
        await process.stop()
        await _after_death(town, chance, process)


def _screens_learn(town: Stretch, chance: Random) -> None:
    """Some at once, for the machine still answers; the others by the silence."""
    for screen in town.world.screens:
        if screen.forsaken and chance.random() < 0.5:
            screen.drop()


async def _after_death(town: Stretch, chance: Random, process: Process) -> None:
    _screens_learn(town, chance)
    if process in town.world.processes:
        town.world.bury(process)
        await _while(chance)
        town.world.begin_process()


async def one_more_process(town: Stretch, chance: Random) -> None:
    if len(town.world.processes) < MOST_PROCESSES:
        process = town.world.begin_process()
        await _while(chance)
        if len(town.world.processes) > 1 and process.alive:
            await process.stop()
            town.world.bury(process)


async def bus_frozen(town: Stretch, chance: Random) -> None:
    town.world.post.frozen = True
    await _while(chance)
    town.world.post.frozen = False


async def bus_loses(town: Stretch, chance: Random) -> None:
    town.world.post.loss = 0.5
    await _while(chance)
    town.world.post.loss = 0.0


async def network_loses(town: Stretch, chance: Random) -> None:
    town.world.network.loss = chance.choice((0.05, 0.3))
    await _while(chance)
    town.world.network.loss = 0.0


async def wires_cut(town: Stretch, chance: Random) -> None:
    """Without a word: both ends believe in them for a while. Some screens learn it at once."""
    ends = [chance.choice((screen.cut, screen.drop)) for screen in town.world.screens]
    ends += [printer.cut for printer in town.printers]
    for cut in ends:
        if chance.random() < 0.7:
            cut()
    await asyncio.sleep(12.0)  # until they notice


async def slow_readers(town: Stretch, chance: Random) -> None:
    """Screens on a network so bad that nothing more can be sent to them for a while."""
    slow = [screen for screen in town.world.screens if chance.random() < 0.5]
    for screen in slow:
        screen.read_slowly(True)
    await _while(chance)
    for screen in slow:
        screen.read_slowly(False)


async def clock_back(town: Stretch, chance: Random) -> None:
    """By years too, unless one was years ahead: who was told both cannot know which is true."""
    seconds = chance.choice((5, 600, 86400, 86400 if town.world.leapt else 10**9))
    await _wrong_watch(town, chance, -timedelta(seconds=seconds))


async def clock_forward(town: Stretch, chance: Random) -> None:
    hours = chance.choice((0.02, 0.3, 10, 24, 10 * 365 * 24))
    town.world.leapt |= hours >= 1
    await _wrong_watch(town, chance, timedelta(hours=hours))
    if hours >= 1:
        for site in town.world.slugs:
            town.world.witness.another_day(site, town.world.town.now().date())


async def _wrong_watch(town: Stretch, chance: Random, wrong: timedelta) -> None:
    """The machine's, on which all its processes run."""
    for process in town.world.processes:
        town.world.set_watch(process, wrong)
    await _while(chance)
    for process in town.world.processes:
        town.world.set_watch(process, RIGHT)


async def printer_trouble(town: Stretch, chance: Random) -> None:
    printer = chance.choice(town.printers)
    printer.be(chance.choice([trouble for trouble in STATES if trouble]))
    await _while(chance)
    printer.be("")


async def printer_agent_killed(town: Stretch, chance: Random) -> None:
    printer = chance.choice(town.printers)
    printer.switch_off()
    await _while(chance)
    printer.switch_on()


async def site_file_changed(town: Stretch, chance: Random) -> None:
    disk = town.world.disk
    site = disk.sites[chance.choice(town.world.slugs)][-1]
    disk.load(changed(site, chance))
    town.world.look_again()
    await _while(chance)


async def printer_revoked(town: Stretch, chance: Random) -> None:
    """And enrolled again, a while later."""
    site, name = chance.choice(town.world.slugs), chance.choice(PRINTERS)
    town.world.shut(f"{site}/printer/{name}")
    await _while(chance)
    town.world.enrol(site, name)


async def somebody_shut_out(town: Stretch, chance: Random) -> None:
    """A board or a kiosk revoked, an account disabled; let in again, with another token."""
    who = chance.choice([screen.who for screen in town.world.screens if screen.who])
    town.world.shut(who)
    await _while(chance)
    town.world.disk.let(who)


FAULTS: dict[str, Fault] = {
    "the store away or full": store_away,
    "the store's answer lost": answer_of_the_store_lost,
    "a slow store": slow_store,
    "a process killed": killed,
    "a power cut": power_cut,
    "a restart": restarted,
    "one more process": one_more_process,
    "the bus frozen": bus_frozen,
    "the bus losing hints": bus_loses,
    "the network losing messages": network_loses,
    "wires cut": wires_cut,
    "slow readers": slow_readers,
    "a clock set back": clock_back,
    "a clock set forward": clock_forward,
    "printer trouble": printer_trouble,
    "a printer's agent killed": printer_agent_killed,
    "a site file changed": site_file_changed,
    "a printer revoked": printer_revoked,
    "a screen or an agent shut out": somebody_shut_out,
}


async def strike(town: Stretch, name: str, chance: Random) -> None:
    """Somewhere in the next seconds."""
    await asyncio.sleep(chance.uniform(0.0, 8.0))
    town.world.storm(name)
    try:
        await FAULTS[name](town, chance)
    finally:
        town.world.calm(name)
