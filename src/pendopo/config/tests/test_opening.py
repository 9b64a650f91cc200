"""What `pendopo up` asks before it opens, and that the process which stays is a small one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pendopo.config import database
from pendopo.config.env import Env, variable
from pendopo.config.opening import NotOpened, Opening, forget_managed_database

# What watching over three processes does not need; each costs megabytes for as long as the house is open.
HEAVY = ("pydantic", "cryptography", "django.conf", "http.client", "psycopg", "httpx", "asyncio")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in Env.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
    monkeypatch.setenv("PENDOPO_DATA", str(tmp_path / "data"))


def test_the_process_that_stays_loads_none_of_what_the_others_need():
    asked = f"import sys, pendopo.config.commands.up; print([one for one in {HEAVY!r} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_it_is_told_the_settings_and_finds_the_folder_and_keys_made(monkeypatch, tmp_path):
    monkeypatch.setenv("PENDOPO_PORT", "8123")
    told = Opening.asked()
    assert told == Opening(
        data=str(tmp_path / "data"),
        host="127.0.0.1",
        port=8123,
        public_url="http://127.0.0.1:8123",
        demo=False,
        is_managed=False,
    )
    assert (told.folder / "keys" / "ring").exists()


def test_a_wrong_setting_stops_the_start_with_its_sentence(monkeypatch, capfd):
    monkeypatch.setenv("PENDOPO_PORT", "eighty")
    with pytest.raises(NotOpened):
        Opening.asked()
    said = capfd.readouterr().err.strip()
    assert said.startswith("PENDOPO_PORT:")
    assert len(said.splitlines()) == 1


def test_a_wrong_decree_of_holidays_stops_the_start_with_its_file_named(capfd, tmp_path):
    folder = tmp_path / "data" / "decrees"
    folder.mkdir(parents=True)
    (folder / "2028.toml").write_text("year = 2028")
    with pytest.raises(NotOpened):
        Opening.asked()
    said = capfd.readouterr().err.strip()
    assert said == f"{folder}/2028.toml lacks the entry 'version'. Add it."


def test_up_ends_with_that_sentence_alone(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "pendopo", "up"],
        env={**os.environ, "PENDOPO_LOG_LEVEL": "loud"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("PENDOPO_LOG_LEVEL:")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_folder_that_cannot_be_used_is_named_with_the_way_out(monkeypatch, capfd, tmp_path):
    (tmp_path / "a-file").touch()
    monkeypatch.setenv("PENDOPO_DATA", str(tmp_path / "a-file" / "data"))
    with pytest.raises(NotOpened):
        Opening.asked()
    assert "choose another with PENDOPO_DATA" in capfd.readouterr().err


def test_a_demonstration_stands_beside_and_the_real_folder_is_not_even_made(tmp_path):
    assert Opening.asked(beside=True).folder == tmp_path / "data-demo"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", ["DATABASE_URL", "PENDOPO_DATABASE_URL", "DATABASE_URL_FILE"])
def test_a_demonstration_is_never_written_into_a_managed_database(monkeypatch, tmp_path: Path, name):
    (tmp_path / "url").write_text("postgresql://a:b@db/pendopo")
    monkeypatch.setenv(
        name, str(tmp_path / "url") if name.endswith("_FILE") else "postgresql://a:b@db/pendopo"
    )
    assert Opening.asked(beside=True).is_managed
    forget_managed_database()
    assert not Opening.asked(beside=True).is_managed


def test_pages_let_their_connections_go_sooner_than_jobs_do():
    entry = database.as_application({"OPTIONS": {}})
    jobs = entry["OPTIONS"]["options"]
    pages = database.let_go_after(entry, seconds=database.IDLE_SECONDS_OF_PAGES)["OPTIONS"]["options"]
    assert (jobs, pages) == (
        "-c role=pendopo_app -c idle_session_timeout=300s",
        "-c role=pendopo_app -c idle_session_timeout=60s",
    )
