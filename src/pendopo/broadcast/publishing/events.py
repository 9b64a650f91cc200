"""What others may hear about what was said to the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class About:
    """Which delivery, and what it came from."""

    institution_id: int
    delivery_id: int
    kind: str
    account_id: int
    origin: str
    origin_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DeliverySent(About):
    """It stands (or, for a hide or takedown, is done)."""

    remote_id: str
    url: str


@dataclass(frozen=True, kw_only=True)
class DeliveryRefused(About):
    """The network will never take it as it is."""

    why: str


@dataclass(frozen=True, kw_only=True)
class DeliveryCalledOff(About):
    """It is not said after all: a person or a change of plans took it back."""

    why: str


@dataclass(frozen=True, kw_only=True)
class DeliveryUnsure(About):
    """Nobody but a person can find out whether it stands."""

    why: str


@dataclass(frozen=True, kw_only=True)
class DeliveryLate(About):
    """It could not go out before its cutoff; somebody has to say what becomes of it."""


@dataclass(frozen=True, kw_only=True)
class DeliveryByHand(About):
    """Its time has come, and a person has to post it."""


@dataclass(frozen=True, kw_only=True)
class DeliveryDiffers(About):
    """What stands on the network is not what was approved."""

    how: str


@dataclass(frozen=True, kw_only=True)
class AllStopped:
    """Somebody stopped all publishing (R17)."""

    institution_id: int
    by_id: int
    why: str


@dataclass(frozen=True, kw_only=True)
class AllResumed:
    """Publishing goes on."""

    institution_id: int
    by_id: int
