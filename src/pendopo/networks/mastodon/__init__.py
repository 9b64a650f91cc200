"""Mastodon, and whatever speaks its language: GoToSocial, Pleroma, Takahē, snac and others."""

from __future__ import annotations

from pendopo.networks.connecting import Asked, How, Network
from pendopo.networks.mastodon import oauth, server
from pendopo.networks.mastodon.client import Mastodon, standing
from pendopo.networks.words import _

NETWORK = Network(
    name="mastodon",
    label="Mastodon",
    how=How.OAUTH,
    asked=(
        Asked(
            name="base",
            label=_("Server"),
            hint=_("The address of the server where the account lives, or the whole account name."),
            example="@dinas@contoh.social",
        ),
    ),
    connector=Mastodon,
    limits_for=server.limits,
    icon="mastodon",
    colour="#6364ff",
    standing=standing,
    on_blocking=_(
        "Whoever is blocked no longer sees what your account says there, and your account no longer hears them."
        " They can notice it."
    ),
    consent=oauth.MastodonConsent(),
)
