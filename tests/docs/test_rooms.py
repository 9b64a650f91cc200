"""Every room says itself what it is for, and the doors it names are there."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps

from pendopo.networks import registry

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "pendopo"
ROOMS = sorted(
    Path(config.path).relative_to(SRC).as_posix()
    for config in apps.get_app_configs()
    if config.name.startswith("pendopo.")
)
NETWORKS = [f"networks/{name}" for name in registry.NETWORKS]
READMES = sorted(path.parent.relative_to(SRC).as_posix() for path in SRC.rglob("README.md"))


@pytest.mark.parametrize("room", [*ROOMS, *NETWORKS, "networks", "config"])
def test_a_room_says_what_it_is_for(room):
    page = SRC / room / "README.md"
    assert page.exists()
    text = page.read_text(encoding="utf-8")
    assert re.match(r"# \S", text)
    assert len(text.splitlines()) < 100, "a room that needs a book says too much"


def test_the_index_leads_to_every_one_of_them():
    index = (ROOT / "docs" / "rooms" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\(../../src/pendopo/(.+?)/README.md\)", index) == READMES


@pytest.mark.parametrize("room", ROOMS)
def test_the_doors_it_names_are_there(room):
    text = (SRC / room / "README.md").read_text(encoding="utf-8")
    for path, door, verb in re.findall(r"`((?:\w+\.)*?)(actions|queries|policies)\.(\w+)", text):
        module = importlib.import_module(".".join(["pendopo", *room.split("/"), path + door]))
        assert hasattr(module, verb), f"{path}{door}.{verb}"


@pytest.mark.parametrize("room", READMES)
def test_the_files_it_names_are_there(room):
    text = (SRC / room / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"`([\w/]+\.(?:py|toml|md))(?:: [^`]*)?`", text):
        assert list(SRC.rglob(name)) or (ROOT / name).exists(), name
