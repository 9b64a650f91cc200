"""Bluesky, and any other server of the AT protocol."""

from __future__ import annotations

from pendopo.networks.bluesky import connect
from pendopo.networks.bluesky.client import Bluesky, limits, standing
from pendopo.networks.connecting import Asked, How, Network
from pendopo.networks.words import _

NETWORK = Network(
    name="bluesky",
    label="Bluesky",
    how=How.APP_PASSWORD,
    asked=(
        Asked(name="handle", label=_("Account name"), example="dinas.bsky.social"),
        Asked(
            name="app_password",
            label=_("App password"),
            hint=_("Make one on Bluesky under Settings, Privacy and security, App passwords."),
            kind="password",
            example="xxxx-xxxx-xxxx-xxxx",
        ),
        Asked(
            name="server",
            label=_("Server"),
            hint=_("Only where the account lives on a server of its own; otherwise leave it empty."),
            kind="url",
            required=False,
        ),
    ),
    connector=Bluesky,
    limits_for=limits,
    icon="bluesky",
    colour="#0085ff",
    connect=connect.connect,
    standing=standing,
    on_blocking=_(
        "Whoever is blocked neither sees nor answers what your account says there. Anyone on Bluesky can look up"
        " whom an account blocks."
    ),
)
