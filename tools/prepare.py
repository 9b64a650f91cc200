"""Make this folder ready to run it, to build a wheel, or to develop: `prepare.py run`, `wheel` or `dev`.

Runs with the standard library of Python 3.11 alone, does only what has changed since the last time, and says
in one sentence what is missing on the machine.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
VENV = HOUSE / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
PACKAGES = {"run": ("run",), "wheel": ("run", "wheel"), "dev": ("run", "dev")}
BUILD_A_WHEEL = {
    *(
        "build",
        "hatchling",
        "packaging",
        "pathspec",
        "pluggy",
        "pyproject-hooks",
        "tomlkit",
        "trove-classifiers",
    ),
}
DEBIAN_PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-color-emoji")


def main(arguments: list[str]) -> int:
    """Prepare for the purpose named."""
    purpose = arguments[0] if arguments else "run"
    if purpose not in PACKAGES:
        raise SystemExit(f"Say what for: tools/prepare.py {' or '.join(PACKAGES)}.")
    _old_enough()
    _virtual_environment()
    _packages(purpose)
    _door()
    _tool("assets.py")
    _tool("translations.py")
    if purpose == "dev":
        _browser()
    return 0


def _old_enough() -> None:
    if sys.version_info < OLDEST:
        raise SystemExit(
            f"Pendopo needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}. "
            "Name a newer one: make run PYTHON=python3.12"
        )


def _virtual_environment() -> None:
    if PYTHON.exists() and _answers([str(PYTHON), "-m", "pip", "--version"]):
        return
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    if not has_ensurepip and not _answers([sys.executable, "-m", "pip", "--version"]):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SystemExit(
            "This Python comes without ensurepip, so no virtual environment can be made. "
            f"On Debian and Ubuntu: sudo apt-get install python{version}-venv. Then try again."
        )
    print("Making a virtual environment ...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    without = [] if has_ensurepip else ["--without-pip"]
    _run([sys.executable, "-m", "venv", *without, str(VENV)])
    if not has_ensurepip:
        _run([sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "pip"])


def _packages(purpose: str) -> None:
    for name in PACKAGES[purpose]:
        lock = _lock(name)
        stamp = VENV / f".installed-{name}"
        made_of = hashlib.sha256(lock.encode()).hexdigest()
        if stamp.exists() and stamp.read_text(encoding="utf-8") == made_of:
            continue
        print(f"Installing packages to {name} ...", flush=True)
        wanted = VENV / f"{name}.txt"
        wanted.write_text(lock, encoding="utf-8")
        options = ["--quiet", "--no-deps", "--require-hashes", "--use-pep517", "--disable-pip-version-check"]
        _run([str(PYTHON), "-m", "pip", "install", *options, "-r", str(wanted)])
        stamp.write_text(made_of, encoding="utf-8")


def _lock(name: str) -> str:
    """The exact packages, each with its hashes."""
    if name != "wheel":
        return (HOUSE / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=\S)", (HOUSE / "requirements" / "dev.txt").read_text(encoding="utf-8"))
    return "".join(entry for entry in entries if re.split(r"[=\[ ;]", entry)[0] in BUILD_A_WHEEL)


def _door() -> None:
    """`pendopo` as a command, running what stands in `src`."""
    site = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(VENV)}))
    _write(site / "pendopo-source.pth", f"{HOUSE / 'src'}\n")
    script = VENV / "bin" / "pendopo"
    _write(script, f"#!{PYTHON}\nfrom pendopo.cli import main\n\nmain(prog_name='pendopo')\n")
    script.chmod(0o755)


def _browser() -> None:
    """Chromium for tests in a real browser; as root on Debian it is installed."""
    if shutil.which("chromium"):
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the tests ...", flush=True)
        _run(["apt-get", "update", "--quiet"])
        _run(command)
        return
    print(
        f"Tests in a browser need Chromium, and are skipped without it. On Debian: sudo {' '.join(command)}",
        flush=True,
    )


def _tool(name: str) -> None:
    _run([str(PYTHON), str(HOUSE / "tools" / name)])


def _write(file: Path, text: str) -> None:
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


def _answers(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _run(command: list[str]) -> None:
    if subprocess.run(command, cwd=HOUSE, check=False).returncode:
        raise SystemExit(f"`{' '.join(command)}` failed; its own words stand above.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
