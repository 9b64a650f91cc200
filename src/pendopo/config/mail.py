"""Where mail is handed in, from one address such as smtp://user:password@host:587."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pendopo.config.env import Env, SettingWrong, has_a_port_or_none

if TYPE_CHECKING:
    from collections.abc import Mapping

INTO_FOLDER = "django.core.mail.backends.filebased.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
PORTS = {"smtp": 587, "smtps": 465}


def backend(env: Env) -> tuple[str, Mapping[str, Any]]:
    """Django's mail backend and what it needs. Raises SettingWrong."""
    written = env.mail_url.get_secret_value()
    if not written:
        return INTO_FOLDER, {}
    url = urlsplit(written)
    if url.scheme not in PORTS or not url.hostname or not has_a_port_or_none(url):
        raise SettingWrong(
            "PENDOPO_MAIL_URL: write it like smtp://user:password@host:587 or smtps://user:password@host:465."
        )
    # Without a user the server is one on this machine or network that asks for nothing, TLS included.
    return SMTP, {
        "host": url.hostname,
        "port": url.port or PORTS[url.scheme],
        "user": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "ssl": url.scheme == "smtps",
        "starttls": url.scheme == "smtp" and bool(url.username),
    }
