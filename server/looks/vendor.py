"""Foreign browser files, copied into the package so that no town hall needs npm.

    python -m server.looks.vendor fetch    for the maintainer: npm pack, sealed archives copied
    python -m server.looks.vendor check    offline: each file is the one that `vendor.json` names

`vendor.json` holds version, npm integrity, licence and the sha256 of each file. To take another
icon, add its name to `ICONS` and fetch.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
STATIC = HERE / "static"
LOCK = HERE / "vendor.json"

ICONS = [
    "a-large-small", "accessibility", "arrow-down", "arrow-down-to-line", "arrow-left",
    "arrow-right", "arrow-right-left", "arrow-up", "baby", "banknote", "bell", "bell-ring",
    "book-open", "briefcase", "building-2", "bus", "calendar", "calendar-check",
    "chart-column", "check", "chevron-down", "chevron-left", "chevron-right", "church",
    "circle-alert", "circle-check", "circle-help", "circle-pause", "clock", "coffee",
    "contrast", "cross", "door-closed", "door-open", "download", "ear", "eye", "file-check",
    "file-text", "files", "flower-2", "gem", "graduation-cap", "hammer", "hand", "hand-heart",
    "hand-helping", "hard-hat", "heart-handshake", "hourglass", "house", "id-card", "info",
    "keyboard", "landmark", "languages", "laptop", "life-buoy", "list", "lock", "log-in",
    "log-out", "map-pin", "megaphone", "message-square", "monitor", "monitor-smartphone",
    "moon", "pause", "pencil", "phone", "play", "plus", "printer", "printer-check", "qr-code",
    "rotate-ccw", "search", "settings", "shield", "smartphone", "square-pause", "star",
    "stethoscope", "sun", "tablet-smartphone", "ticket", "trash-2", "tree-pine",
    "triangle-alert", "undo-2", "user", "user-x", "users", "users-round", "utensils",
    "volume-2", "volume-x", "vote", "wifi", "wifi-off", "x",
]  # fmt: skip

_ATKINSON = "@fontsource-variable/atkinson-hyperlegible-next@5.3.0"
_NOTO = "@fontsource-variable/noto-sans@5.3.0"
_NOTO_ARABIC = "@fontsource-variable/noto-sans-arabic@5.3.0"
_NOTO_CHINESE = "@fontsource-variable/noto-sans-sc@5.3.0"

SLICES = {
    _ATKINSON: ("Atkinson", ["latin", "latin-ext"]),
    _NOTO: ("Noto", ["cyrillic", "greek", "vietnamese"]),
    _NOTO_ARABIC: ("Noto", ["arabic"]),
    # 119 holds what pages need most; these together, the 3,500 commonest characters.
    _NOTO_CHINESE: ("Noto", [str(n) for n in range(119, 50, -1) if n not in range(92, 97)]),
}
"""Package to the family name in its style sheet and the slices taken."""

SHEETS = {_NOTO_CHINESE: "fonts-chinese.css"}
"""Chinese has a sheet of its own, because its list of characters alone is larger than a page."""

WANTED: dict[str, dict[str, str]] = {
    "idiomorph@0.8.0": {"dist/idiomorph.esm.js": "live/idiomorph.js"},
    "lucide-static@1.62.0": {f"icons/{name}.svg": f"icons/{name}.svg" for name in ICONS},
}
"""Package to the path inside it and the path under `static/`."""


def fetch() -> None:
    lock: dict[str, Any] = {}
    sheets: dict[str, list[str]] = {}
    for package in [*WANTED, *SLICES]:
        integrity, archive = _pack(package)
        files = dict(WANTED.get(package, {}))
        if package in SLICES:
            faces = sheets.setdefault(SHEETS.get(package, "fonts.css"), [])
            faces += list(_font_faces(package, archive, files))
        lock[package] = _copy(archive, files) | {"integrity": integrity}
    for name, faces in sheets.items():
        (STATIC / name).write_text("".join(faces))
        lock[name] = {"files": {name: _sha256((STATIC / name).read_bytes())}}
    LOCK.write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n")


def changed_files() -> list[str]:
    """Names of the files that are missing or not those of the lock."""
    entries = json.loads(LOCK.read_text()).values()
    sealed = {name: digest for entry in entries for name, digest in entry["files"].items()}
    return sorted(name for name, digest in sealed.items() if _digest(STATIC / name) != digest)


def check() -> None:
    if changed := changed_files():
        sys.exit(f"not as vendor.json says: {', '.join(changed)}")


def _pack(package: str) -> tuple[str, tarfile.TarFile]:
    """The package's archive, once its content is what the registry promised."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", package, "--json", "--pack-destination", folder]
        answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        # npm 11 answers with an object, older ones with a list.
        about = answer[0] if isinstance(answer, list) else next(iter(answer.values()))
        content = next(Path(folder).glob("*.tgz")).read_bytes()
    digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
    if about["integrity"] != f"sha512-{digest}":
        sys.exit(f"{package}: the archive is not what the registry promised")
    return about["integrity"], tarfile.open(fileobj=io.BytesIO(content))


def _copy(archive: tarfile.TarFile, files: dict[str, str]) -> dict[str, Any]:
    about = json.loads(_read(archive, "package.json"))
    plain_name = about["name"].removeprefix("@").replace("/", "-")
    files = {**files, "LICENSE": f"licences/{plain_name}.txt"}
    digests = {}
    for source, target in files.items():
        content = _read(archive, source)
        (STATIC / target).parent.mkdir(parents=True, exist_ok=True)
        (STATIC / target).write_bytes(content)
        digests[target] = _sha256(content)
    return {"licence": about["license"], "files": digests}


def _font_faces(package: str, archive: tarfile.TarFile, files: dict[str, str]) -> Iterator[str]:
    """The `@font-face` rules of the slices taken; adds their files to `files`."""
    family, slices = SLICES[package]
    rules = re.findall(r"@font-face \{.*?\}", _read(archive, "wght.css").decode(), re.DOTALL)
    for piece in slices:
        rule = next(rule for rule in rules if f"-{piece}-wght-normal.woff2" in rule)
        match = re.search(r"url\(\./(files/[^)]+)\)", rule)
        assert match is not None
        folder = "fonts/chinese" if package in SHEETS else "fonts"
        target = f"{folder}/{family.lower()}-{piece}.woff2"
        files[match.group(1)] = target
        rule = rule.replace(match.group(0), f"url({target})").replace("woff2-variations", "woff2")
        yield re.sub(r"font-family: '[^']+'", f"font-family: '{family}'", rule) + "\n"


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(f"package/{name}")
    assert member is not None
    return member.read()


def _digest(path: Path) -> str | None:
    return _sha256(path.read_bytes()) if path.is_file() else None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    commands: dict[str, Callable[[], None]] = {"fetch": fetch, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit("usage: python -m server.looks.vendor fetch|check")
    commands[sys.argv[1]]()
