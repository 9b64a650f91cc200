"""Every state a promise to publish can be in, and every move it may make."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class DeliveryState(models.TextChoices):
    """How far a delivery is."""

    PLANNED = "planned", _("Planned")
    SENDING = "sending", _("Being sent")
    WAITING = "waiting", _("Will be tried again")
    PROCESSING = "processing", _("The network is working on it")
    FINDING = "finding", _("Being looked for")
    UNSURE = "unsure", _("Unsure")
    LATE = "late", _("Too late")
    HELD = "held", _("Held")
    RECONNECT = "reconnect", _("Waits for the account")
    BY_HAND = "by_hand", _("To be posted by hand")
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Refused")
    CANCELLED = "cancelled", _("Cancelled")
    TAKEN_DOWN = "taken_down", _("Taken down")


D = DeliveryState

FLOW = Flow(
    "publishing.delivery",
    DeliveryState,
    {
        D.PLANNED: {D.SENDING, D.LATE, D.HELD, D.RECONNECT, D.REFUSED, D.CANCELLED},
        # FINDING: we stopped hearing, or the worker that was sending is gone.
        D.SENDING: {
            D.PUBLISHED,
            D.REFUSED,
            D.WAITING,
            D.PROCESSING,
            D.FINDING,
            D.RECONNECT,
            D.BY_HAND,
            D.UNSURE,
        },
        D.WAITING: {D.SENDING, D.LATE, D.HELD, D.RECONNECT, D.REFUSED, D.CANCELLED},
        D.PROCESSING: {D.PUBLISHED, D.REFUSED, D.PROCESSING, D.FINDING, D.RECONNECT},
        # WAITING: it is certainly not there, so sending it again is safe.
        D.FINDING: {
            D.PUBLISHED,
            D.WAITING,
            D.PROCESSING,
            D.FINDING,
            D.BY_HAND,
            D.UNSURE,
            D.RECONNECT,
            D.REFUSED,
        },
        D.UNSURE: {D.PUBLISHED, D.PLANNED, D.CANCELLED, D.FINDING},
        D.LATE: {D.PLANNED, D.CANCELLED},
        D.HELD: {D.PLANNED, D.CANCELLED, D.LATE},
        D.RECONNECT: {D.PLANNED, D.FINDING, D.LATE, D.CANCELLED},
        D.BY_HAND: {D.PUBLISHED, D.LATE, D.CANCELLED},
        D.PUBLISHED: {D.TAKEN_DOWN},
        # PUBLISHED: a person took down by hand what the network does not let us take down.
        D.REFUSED: {D.PLANNED, D.CANCELLED, D.PUBLISHED},
        D.CANCELLED: set(),
        D.TAKEN_DOWN: set(),
    },
    starts={D.PLANNED},
)

# What the worker acts on when its time has come.
DUE: Final = frozenset({D.PLANNED, D.WAITING, D.PROCESSING, D.FINDING})
# On its way: what stands behind it in its queue waits.
ON_ITS_WAY: Final = DUE | {D.SENDING}
# Nothing was said yet, so it can be changed or called off without a trace outside.
NOT_YET_SAID: Final = frozenset({D.PLANNED, D.WAITING, D.HELD, D.LATE, D.RECONNECT, D.BY_HAND, D.REFUSED})
# Nothing more is said of it unless an account comes back or a person decides: it can be called off.
CAN_BE_CALLED_OFF: Final = NOT_YET_SAID | {D.UNSURE}
NEEDS_A_PERSON: Final = frozenset({D.UNSURE, D.LATE, D.BY_HAND, D.REFUSED})


class Kind(models.TextChoices):
    """What a delivery does to the world."""

    POST = "post", _("Post")
    REPLY = "reply", _("Answer")
    HIDE = "hide", _("Hide")
    SHOW = "show", _("Show")
    BLOCK = "block", _("Block")
    UNBLOCK = "unblock", _("Lift a block")
    TAKEDOWN = "takedown", _("Take down")
