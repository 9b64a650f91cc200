"""A backup is made while the house is open, proven, and brought back somewhere else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pendopo.config.embedded import EmbeddedPostgres
from tests.machine.house import House, pendopo, surroundings

pytestmark = pytest.mark.slow

WORDS = {"PENDOPO_BACKUP_PASSPHRASE": "kata sandi cadangan"}
A_LIFE = """
import django; django.setup()
from django.utils import timezone
from pendopo.foundation import ledger
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.models import Institution
office = Institution.objects.create(name="Kabupaten Contoh", slug="contoh")
with acting_for(office.pk):
    for number in range(3):
        ledger.write(institution_id=office.pk, by=None, did=next(iter(ledger.KINDS)), at=timezone.now())
"""


def python(data: Path, program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=surroundings(data, DJANGO_SETTINGS_MODULE="pendopo.config.settings"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def lived_in() -> Iterator[House]:
    house = House()
    try:
        house.open()
        python(house.folder, A_LIFE)
        (house.folder / "media" / "2026").mkdir()
        (house.folder / "media" / "2026" / "air bersih.jpg").write_bytes(b"gambar" * 1000)
        yield house
    finally:
        house.tear_down()


@pytest.fixture(scope="module")
def backup(lived_in: House) -> Path:
    file = lived_in.folder.parent / "cadangan.pendopo"
    made = pendopo("backup", str(file), "--verify", data=lived_in.folder, **WORDS)
    assert made.returncode == 0, made.stderr
    assert "can be brought back" in made.stdout
    return file


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    try:
        yield house
    finally:
        house.tear_down()


@pytest.fixture
def another() -> Iterator[House]:
    house = House()
    try:
        yield house
    finally:
        house.tear_down()


def test_it_can_be_read_by_its_owner_only_and_shows_nothing(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    raw = backup.read_bytes()
    assert b"contoh" not in raw
    assert b"gambar" not in raw


def test_proving_it_leaves_nothing_behind(backup: Path, lived_in: House) -> None:
    assert not [one.name for one in lived_in.folder.iterdir() if one.name.startswith(("verify-", "backup-"))]


def test_everything_comes_back_in_an_empty_folder(backup: Path, lived_in: House, another: House) -> None:
    restored = pendopo("restore", str(backup), data=another.folder, **WORDS)
    assert restored.returncode == 0, restored.stderr
    assert (another.folder / "media" / "2026" / "air bersih.jpg").read_bytes() == b"gambar" * 1000
    for name in ("secret_key", "vapid"):
        assert (another.folder / "keys" / name).read_text() == (lived_in.folder / "keys" / name).read_text()
    assert (lived_in.folder / "keys" / "ring").read_text().strip() in (
        another.folder / "keys" / "ring"
    ).read_text()
    another.open()
    assert another.page() == 200
    assert not another.token(), "somebody lives here already"
    verified = pendopo("ledger", "verify", data=another.folder)
    assert "3 entries" in verified.stdout, verified.stderr


def test_what_is_there_is_not_overwritten_by_mistake(backup: Path, another: House) -> None:
    assert pendopo("restore", str(backup), data=another.folder, **WORDS).returncode == 0
    again = pendopo("restore", str(backup), data=another.folder, **WORDS)
    assert again.returncode == 1
    assert "--replace" in again.stderr
    assert pendopo("restore", str(backup), "--replace", data=another.folder, **WORDS).returncode == 0


def test_an_open_house_is_not_restored_into(backup: Path, lived_in: House) -> None:
    refused = pendopo("restore", str(backup), "--replace", data=lived_in.folder, **WORDS)
    assert refused.returncode == 1
    assert "Stop it first" in refused.stderr


def test_a_file_is_never_written_over(backup: Path, lived_in: House) -> None:
    refused = pendopo("backup", str(backup), data=lived_in.folder, **WORDS)
    assert refused.returncode == 1
    assert "exists already" in refused.stderr


def test_a_wrong_passphrase_changes_nothing(backup: Path, another: House) -> None:
    refused = pendopo(
        "restore", str(backup), data=another.folder, PENDOPO_BACKUP_PASSPHRASE="entah apa kuncinya"
    )
    assert refused.returncode == 1
    assert "passphrase" in refused.stderr
    assert not (another.folder / "database" / "cluster").exists()


def test_a_managed_database_is_backed_up_and_comes_back_into_another_one(
    house: House, another: House
) -> None:
    file = house.folder.parent / "terkelola.pendopo"
    with EmbeddedPostgres.temporary() as server, EmbeddedPostgres.temporary() as other:
        house.open(DATABASE_URL=server.url)
        made = pendopo("backup", str(file), "--verify", data=house.folder, DATABASE_URL=server.url, **WORDS)
        assert made.returncode == 0, made.stderr
        assert "can be brought back" in made.stdout
        back = pendopo("restore", str(file), data=another.folder, DATABASE_URL=other.url, **WORDS)
        assert back.returncode == 0, back.stderr
        another.open(DATABASE_URL=other.url)
        assert another.page("/masuk/login/") == 200
        assert not (another.folder / "database").exists()
