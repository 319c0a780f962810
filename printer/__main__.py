"""`python -m printer`: the agent's command line. Exit 0 when stopped, 1 on failure, 2 on misuse."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path

import structlog

from printer import profile as profiles
from printer.address import FORMS, BadAddress
from printer.checking import check
from printer.link import BadServer, BadToken
from printer.running import run_agent
from printer.spool import SpoolInUse
from server.protocol.brought import BadText, decoded, token, unquoted

TOKEN_VARIABLE = "SUIVANT_PRINTER_TOKEN"
MOST_METRES = 1000.0


class NoToken(ValueError):
    """Nobody said who this printer is."""


def main(arguments: list[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A terminal without some letter shows its number.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    wanted = _parser().parse_args(arguments)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        if wanted.check:
            return 0 if asyncio.run(_check(wanted)) else 1
        asyncio.run(_until_stopped(wanted))
    except (BadAddress, BadServer, NoToken, profiles.UnknownProfile) as error:
        print(f"printer: {error}", file=sys.stderr)
        return 2
    except (BadToken, SpoolInUse, OSError) as error:
        print(f"printer: {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m printer", description="Prints this server's tickets on one printer."
    )
    parser.add_argument(
        "--server", required=True, type=_server, help="address of the server, http://HOST:8000"
    )
    parser.add_argument(
        "--token",
        help=f"the printer's token (suivant device add); stands in the list of processes: "
        f"better {TOKEN_VARIABLE} in the environment, or --token-file",
    )
    parser.add_argument("--token-file", type=Path, help="a file that holds the token alone")
    parser.add_argument("--device", required=True, type=unquoted, help=f"the printer: {FORMS}")
    parser.add_argument("--profile", default=profiles.DEFAULT, help=", ".join(profiles.PROFILES))
    parser.add_argument(
        "--check", action="store_true", help="say what works, print nothing, and end"
    )
    parser.add_argument(
        "--roll-metres", type=_metres, help="paper on a new roll, for the tickets left on it"
    )
    parser.add_argument(
        "--spool",
        type=Path,
        default=Path("printer-spool"),
        help="folder that remembers what was printed; one per printer, kept across restarts",
    )
    return parser


def _server(told: str) -> str:
    """Every line of the log repeats it: it is no place for a password."""
    if "@" in told:
        raise argparse.ArgumentTypeError("is http://HOST or https://HOST, without a password")
    return unquoted(told)


def _metres(told: str) -> float:
    try:
        metres = float(told)
    except ValueError:
        metres = 0.0
    if not 0 < metres <= MOST_METRES:
        raise argparse.ArgumentTypeError(f"is a number of metres, at most {MOST_METRES:.0f}")
    return metres


def _token(wanted: argparse.Namespace) -> str:
    """Raises `NoToken`; `BadToken`, without repeating it; `OSError`."""
    try:
        if wanted.token:
            return token(wanted.token)
        if wanted.token_file:
            return token(decoded(wanted.token_file.read_bytes()))
        if known := os.environ.get(TOKEN_VARIABLE):
            return token(known)
    except BadText as error:
        raise BadToken(f"the printer's token: {error}") from error
    raise NoToken(f"no token: give {TOKEN_VARIABLE}, --token-file or --token")


async def _check(wanted: argparse.Namespace) -> bool:
    return await check(wanted.server, _token(wanted), wanted.device, wanted.spool, wanted.profile)


async def _until_stopped(wanted: argparse.Namespace) -> None:
    running = asyncio.ensure_future(
        run_agent(
            wanted.server,
            _token(wanted),
            wanted.device,
            wanted.spool,
            wanted.profile,
            wanted.roll_metres,
        )
    )
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
    await running


if __name__ == "__main__":
    sys.exit(main())
