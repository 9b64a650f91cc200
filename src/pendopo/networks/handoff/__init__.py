"""Hand-off: a person posts at the right time with everything prepared, and pastes the link back."""

from __future__ import annotations

from pendopo.networks.connecting import Asked, How, Network
from pendopo.networks.handoff import client, platforms
from pendopo.networks.words import _

NETWORK = Network(
    name="handoff",
    label=_("Post by hand"),
    how=How.NOTHING,
    asked=(
        Asked(
            name="platform",
            label=_("Platform"),
            kind="choice",
            choices=tuple((one.name, one.label) for one in platforms.PLATFORMS.values()),
        ),
        Asked(name="handle", label=_("Account name"), example="@dinas"),
        Asked(name="url", label=_("Address of the account's page"), kind="url", required=False),
    ),
    connector=client.Handoff,
    limits_for=client.limits,
    icon="hand",
    colour="#6b7280",
    connect=client.connect,
    by_hand=client.PostedByHand(),
)
