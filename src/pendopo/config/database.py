"""Which database, and as whom: the owner of the tables, or the role that owns nothing.

Web and worker work as `pendopo_app`, for which row-level security holds. They sign in as the role of
the address and step down from it at once, before the first statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from pendopo.config.embedded import EmbeddedPostgres
from pendopo.config.env import SettingWrong, has_a_port_or_none

if TYPE_CHECKING:
    from pendopo.config.env import Env

APPLICATION_ROLE: Final = "pendopo_app"
STEP_DOWN: Final = f"-c role={APPLICATION_ROLE}"
# A thread that served a rush keeps its connection; the server takes it back after a while of silence.
IDLE_SECONDS: Final = 300
IDLE_SECONDS_OF_PAGES: Final = 60


def django(env: Env) -> dict[str, Any]:
    """The entry for Django's DATABASES. Raises SettingWrong."""
    address = env.database_url.get_secret_value()
    if env.database_as_owner:
        address = env.database_owner_url.get_secret_value() or address
    entry: dict[str, Any] = of(address) if address else EmbeddedPostgres(env.data / "database").django()
    entry = {
        **entry,
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": dict(entry.get("OPTIONS", {})),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A pooler in transaction mode keeps no server-side cursors between transactions.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
    return entry if env.database_as_owner else as_application(entry)


def as_application(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry, changed so that each connection steps down to the application's role."""
    return let_go_after(entry, seconds=IDLE_SECONDS)


def let_go_after(entry: dict[str, Any], *, seconds: int) -> dict[str, Any]:
    """The application's entry, changed so that the server takes a connection back after so much silence."""
    entry["OPTIONS"]["options"] = f"{STEP_DOWN} -c idle_session_timeout={seconds}s"
    return entry


def as_owner(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry, changed so that each connection stays the owner of the tables."""
    entry["OPTIONS"].pop("options", None)
    return entry


def of(address: str) -> dict[str, Any]:
    """An address, taken apart as Django wants it. Raises SettingWrong."""
    url = urlsplit(address)
    whole = url.scheme in {"postgres", "postgresql"} and url.path.strip("/") and has_a_port_or_none(url)
    if not whole:
        raise SettingWrong(
            "DATABASE_URL: write it like postgresql://user:password@host:5432/database. Only PostgreSQL is used."
        )
    asked = dict(parse_qsl(url.query))
    return {
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        # A folder in the query (?host=/run/postgresql) means a unix socket.
        "HOST": asked.pop("host", url.hostname or ""),
        "PORT": str(url.port or ""),
        "OPTIONS": asked,
    }
