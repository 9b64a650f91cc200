"""A wheel holds all that is needed: installed elsewhere, it starts with `pendopo up`."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.house import House

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, ROOT / "tools" / "translations.py"], check=True)
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture
def house(wheel: Path, tmp_path: Path) -> Iterator[House]:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    house = House(source=tmp_path)
    try:
        yield house
    finally:
        house.tear_down()


def test_screens_and_translations_are_in_it_and_tests_are_not(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "static/built/pendopo.css",
        "static/built/pendopo.js",
        "django.mo",
        "templates/ui/page.html",
    ):
        assert any(name.endswith(wanted) for name in names), wanted
    assert not [name for name in names if "/tests/" in name]


def test_it_opens(house: House) -> None:
    house.open()
    assert house.page() == 200
    assert house.page("/static/built/pendopo.css") == 200
