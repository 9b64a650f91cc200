"""What `deploy/` names exists: files, commands, settings, addresses. No container engine is needed to know that."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.urls import resolve

from pendopo.cli import COMMANDS
from pendopo.config.env import Env, variable
from pendopo.config.health import well
from pendopo.config.supervisor import SECONDS_TO_STOP

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SERVICE = (DEPLOY / "pendopo.service").read_text(encoding="utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "administration.md").read_text(encoding="utf-8")


def unit(name: str) -> str:
    found = re.search(rf"(?m)^{name}=(.*)$", SERVICE)
    assert found, name
    return found.group(1)


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("This machine has no systemd-analyze.")
    copy = tmp_path / "pendopo.service"
    # The only thing that differs on this machine is where the program lies.
    copy.write_text(SERVICE.replace("/opt/pendopo/bin/pendopo up", sys.executable), encoding="utf-8")
    said = subprocess.run(
        [verify, "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout + said.stderr) == (0, "")


def test_the_unit_starts_what_the_guide_installs() -> None:
    program, command = unit("ExecStart").split()
    assert command in COMMANDS
    assert f"python3 -m venv {Path(program).parents[1]}" in GUIDE
    assert (
        f"useradd --system --create-home --home-dir /var/lib/{unit('StateDirectory')} {unit('User')}" in GUIDE
    )
    assert unit("EnvironmentFile").removeprefix("-") in GUIDE


def test_the_unit_waits_longer_than_the_house_needs_to_stop() -> None:
    assert float(unit("TimeoutStopSec")) > SECONDS_TO_STOP + 30  # the parts, then the database


def test_every_setting_that_is_named_is_one() -> None:
    known = {variable(name) for name in Env.model_fields}
    named = set(re.findall(r"\b(?:PENDOPO|DATABASE)_[A-Z_]+\b", SERVICE + CONTAINER))
    assert named
    assert named <= known


def test_every_command_that_is_named_is_one() -> None:
    named = set(re.findall(r'(?:`pendopo |"pendopo", ")(\w+)', CONTAINER))
    assert {"up", "web", "work"} <= named
    assert named <= set(COMMANDS)


def test_what_the_image_is_made_of_stands_in_this_folder() -> None:
    for source in re.findall(r"(?m)^COPY (?!--from)(\S+) ", CONTAINER):
        assert (ROOT / source).exists(), source
    targets = re.findall(r"(?m)^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert set(re.findall(r"(?m)^RUN make (\w+)", CONTAINER)) <= set(targets)


def test_the_image_has_a_python_the_program_takes_and_builds_with_the_same() -> None:
    images = set(re.findall(r"(?m)^FROM \S+/python:(\d+)\.(\d+)", CONTAINER))
    assert len(images) == 1
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "requires-python"
    ]
    oldest = tuple(map(int, wanted.removeprefix(">=").split(".")))
    assert tuple(map(int, images.pop())) >= oldest


def test_the_image_asks_for_health_where_the_house_answers() -> None:
    asked = re.search(r"http://127\.0\.0\.1:(\d+)(/\S+?)'", CONTAINER)
    assert asked
    port = Env.model_fields["port"].default
    assert int(asked.group(1)) == port
    assert f"EXPOSE {port}" in CONTAINER
    assert resolve(asked.group(2)).func is well
    assert asked.group(2) in GUIDE


def test_the_guide_says_who_the_image_runs_as() -> None:
    uid = re.search(r"useradd --uid (\d+)", CONTAINER)
    assert uid
    assert f"user {uid.group(1)}" in GUIDE
