"""A setting is right, or it stops the house with a sentence that says how to mend it."""

from __future__ import annotations

import pytest

from pendopo.config import database, first_start, mail
from pendopo.config.data_folder import DataFolder
from pendopo.config.env import Env, SettingWrong, env, variable
from pendopo.foundation.secrets.keyring import new_key


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in Env.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
    monkeypatch.setenv("PENDOPO_DATA", str(tmp_path / "data"))
    env.cache_clear()
    yield
    env.cache_clear()


WRONG = [
    ("PENDOPO_PORT", "eighty", "PENDOPO_PORT.*docs/settings.md"),
    ("PENDOPO_PORT", "70000", "PENDOPO_PORT.*65535"),
    ("PENDOPO_PUBLIC_URL", "pendopo.kab.go.id", "PENDOPO_PUBLIC_URL.*begin with http"),
    ("PENDOPO_LAPOR_GATEWAY", "nobody", "PENDOPO_LAPOR_GATEWAY"),
    ("PENDOPO_WEB_PROCESSES", "0", "PENDOPO_WEB_PROCESSES"),
    ("PENDOPO_WORKER_CONCURRENCY", "many", "PENDOPO_WORKER_CONCURRENCY"),
    ("PENDOPO_LOG_LEVEL", "loud", "PENDOPO_LOG_LEVEL.*'debug', 'info'"),
    ("PENDOPO_DEBUG", "perhaps", "PENDOPO_DEBUG"),
    ("PENDOPO_DEMO", "perhaps", "PENDOPO_DEMO"),
    ("PENDOPO_TRUSTED_PROXY", "caddy", "PENDOPO_TRUSTED_PROXY"),
    ("PENDOPO_DATABASE_AS_OWNER", "perhaps", "PENDOPO_DATABASE_AS_OWNER"),
    ("DATABASE_URL", "mysql://a:b@db/pendopo", "DATABASE_URL: write it like"),
    ("DATABASE_URL", "postgresql://a:b@db:port/pendopo", "DATABASE_URL: write it like"),
    ("DATABASE_URL", "postgresql://a:b@db", "DATABASE_URL: write it like"),
    ("PENDOPO_KEYS", "short", "Entry 1 of PENDOPO_KEYS"),
    ("PENDOPO_MAIL_URL", "mail.kab.go.id", "PENDOPO_MAIL_URL: write it like"),
    ("PENDOPO_MAIL_URL", "smtp://mail.kab.go.id:mail", "PENDOPO_MAIL_URL: write it like"),
    ("PENDOPO_MAIL_FROM", "Humas", "PENDOPO_MAIL_FROM.*must hold an address"),
    (
        "PENDOPO_OUTSIDE_ALLOWED_HOSTS",
        "http://sosial.kab.local",
        "PENDOPO_OUTSIDE_ALLOWED_HOSTS.*without http",
    ),
    ("PENDOPO_STORAGE_BUCKET", "media", "PENDOPO_STORAGE_KEY_ID"),
    ("PENDOPO_STORAGE_ENDPOINT", "s3.kab.go.id", "PENDOPO_STORAGE_ENDPOINT.*begin with http"),
    ("PENDOPO_OIDC_ISSUER", "https://sso.kab.go.id", "PENDOPO_OIDC_CLIENT_ID"),
    ("PENDOPO_OIDC_ISSUER", "sso.kab.go.id", "PENDOPO_OIDC_ISSUER.*begin with http"),
    ("PENDOPO_VAPID_PRIVATE_KEY", "short", "PENDOPO_VAPID_PRIVATE_KEY.*leave it empty"),
    ("PENDOPO_LANGUAGE_MODEL_URL", "model.kab.go.id", "PENDOPO_LANGUAGE_MODEL_URL.*write it like https"),
    (
        "PENDOPO_LANGUAGE_MODEL_URL",
        "https://me:key@model.go.id/v1",
        "PENDOPO_LANGUAGE_MODEL_URL.*own setting",
    ),
    ("PENDOPO_LANGUAGE_MODEL_URL", "https://model.go.id:x/v1", "PENDOPO_LANGUAGE_MODEL_URL.*port"),
    ("PENDOPO_LANGUAGE_MODEL_URL", "https://model.go.id/v1", "needs PENDOPO_LANGUAGE_MODEL_NAME"),
    ("PENDOPO_LANGUAGE_MODEL_INSIDE", "perhaps", "PENDOPO_LANGUAGE_MODEL_INSIDE"),
    ("PENDOPO_SECRET_KEY_FILE", "/nowhere/key", "PENDOPO_SECRET_KEY_FILE.*/nowhere/key.*Correct the path"),
]
# What may be any text. A folder or an address to listen on that cannot be used is met by `pendopo up` itself
# (test_opening.py, tests/machine/test_up.py); the owner's address is read as the application's is.
ANY_TEXT = {
    *("data", "host", "secret_key", "database_owner_url", "backup_passphrase"),
    *("storage_region", "storage_key_id", "storage_secret"),
    *("oidc_name", "oidc_client_id", "oidc_client_secret"),
    *("language_model_key", "language_model_name"),
}


@pytest.mark.parametrize(("name", "wrong", "names_the_way_out"), WRONG)
def test_a_wrong_setting_stops_the_start_named_with_the_way_out(
    monkeypatch, capsys, name, wrong, names_the_way_out
):
    monkeypatch.setenv(name, wrong)
    with pytest.raises(SettingWrong, match=names_the_way_out) as stopped:
        first_start.main([])
    assert len(str(stopped.value).splitlines()) == 1
    assert "{" not in capsys.readouterr().out


def test_no_setting_was_forgotten_above():
    tried = {name.removesuffix("_FILE") for name, _, _ in WRONG}
    assert {variable(name) for name in set(Env.model_fields) - ANY_TEXT} == tried - {"PENDOPO_SECRET_KEY"}


def test_every_wrong_setting_is_named_at_once(monkeypatch):
    monkeypatch.setenv("PENDOPO_PORT", "eighty")
    monkeypatch.setenv("PENDOPO_LOG_LEVEL", "loud")
    with pytest.raises(SettingWrong) as stopped:
        env()
    assert len(str(stopped.value).splitlines()) == 2


def test_a_secret_is_not_shown_when_a_setting_is_wrong(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://user:rahasia@host/pendopo")
    with pytest.raises(SettingWrong, match="DATABASE_URL: write it like") as stopped:
        database.django(env())
    assert "rahasia" not in str(stopped.value)


def test_an_address_of_mail_is_right_or_explained(monkeypatch):
    monkeypatch.setenv("PENDOPO_MAIL_URL", "mail.kab.go.id")
    with pytest.raises(SettingWrong, match="PENDOPO_MAIL_URL: write it like"):
        mail.backend(env())


def test_without_a_signing_key_the_way_out_is_named():
    with pytest.raises(SettingWrong, match=r"Set PENDOPO_SECRET_KEY, or PENDOPO_SECRET_KEY_FILE"):
        env().signing_key()


def test_keys_that_are_none_are_named_with_the_way_out(monkeypatch):
    monkeypatch.setenv("PENDOPO_KEYS", f"{new_key()}, short")
    with pytest.raises(SettingWrong, match=r"Entry 2 of PENDOPO_KEYS.*pendopo keys new"):
        env().key_ring()


def test_a_value_may_stand_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "url").write_text("postgresql://a:b@db/pendopo\n")
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "url"))
    assert database.django(env())["HOST"] == "db"


def test_lists_are_separated_by_commas_or_stand_one_a_line(monkeypatch, tmp_path):
    monkeypatch.setenv("PENDOPO_OUTSIDE_ALLOWED_HOSTS", "sosial.kab.local, 127.0.0.1:8101,")
    (tmp_path / "ring").write_text(f"{new_key()}\n{new_key()}\n")
    monkeypatch.setenv("PENDOPO_KEYS_FILE", str(tmp_path / "ring"))
    assert env().outside_allowed_hosts == ("sosial.kab.local", "127.0.0.1:8101")
    assert len(env().key_ring().keys) == 2


def test_a_value_that_is_set_goes_before_its_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from the file")
    monkeypatch.setenv("PENDOPO_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert env().signing_key() == "from the file"
    env.cache_clear()
    monkeypatch.setenv("PENDOPO_SECRET_KEY", "set itself")
    assert env().signing_key() == "set itself"


def test_keys_of_the_data_folder_are_used_where_none_are_set(monkeypatch, tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    assert env().signing_key() == folder.secret_key()
    assert env().key_ring().keys
    assert env().vapid_private_key.get_secret_value() == folder.vapid_key()
    env.cache_clear()
    monkeypatch.setenv("PENDOPO_SECRET_KEY", "set itself")
    assert env().signing_key() == "set itself"


def test_a_second_start_keeps_the_keys_of_the_first(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    before = (folder.secret_key(), folder.ring(), folder.vapid_key())
    folder.prepare()
    assert (folder.secret_key(), folder.ring(), folder.vapid_key()) == before


def test_a_new_key_goes_to_the_front_of_the_ring(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    (old,) = folder.ring()
    newer = new_key()
    folder.add_to_ring(newer)
    assert folder.ring() == (newer, old)


def test_the_address_follows_the_port_unless_it_is_set(monkeypatch):
    monkeypatch.setenv("PENDOPO_PORT", "8123")
    assert env().public_url == "http://127.0.0.1:8123"
    env.cache_clear()
    monkeypatch.setenv("PENDOPO_PUBLIC_URL", "https://pendopo.kab.go.id/")
    assert env().public_url == "https://pendopo.kab.go.id"


def test_web_and_worker_step_down_from_the_owner_of_the_tables(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://web:w@db/pendopo?sslmode=require")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner:o@db/pendopo")
    entry = database.django(env())
    assert (entry["USER"], entry["OPTIONS"]) == (
        "web",
        {"sslmode": "require", "options": "-c role=pendopo_app -c idle_session_timeout=300s"},
    )
    owner = database.django(env().model_copy(update={"database_as_owner": True}))
    assert (owner["USER"], owner["OPTIONS"]) == ("owner", {})
