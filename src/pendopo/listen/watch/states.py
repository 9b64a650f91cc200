"""The life of a source, and of an official warning as this office handles it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class FeedState(models.TextChoices):
    """Whether a source is read."""

    OFF = "off", _("Off")
    ON = "on", _("On")
    REMOVED = "taken_away", _("Taken away")


FEED = Flow(
    "watch.feed",
    FeedState,
    {
        FeedState.OFF: {FeedState.ON, FeedState.REMOVED},
        FeedState.ON: {FeedState.OFF, FeedState.REMOVED},
        FeedState.REMOVED: set(),
    },
    starts={FeedState.OFF},
)


class WarningState(models.TextChoices):
    """What became of a warning."""

    ELSEWHERE = "elsewhere", _("Does not concern us")
    UNDRAFTED = "undrafted", _("Needs a draft by hand")
    DRAFTED = "drafted", _("A draft is waiting")
    UPDATED = "updated", _("Replaced by a newer one")
    CLEARED = "cleared", _("Lifted by its sender")
    EXPIRED = "expired", _("Has ended")


WARNING = Flow(
    "watch.warning",
    WarningState,
    {
        # A later reading of the same file may say that it was felt here.
        WarningState.ELSEWHERE: {
            *(WarningState.DRAFTED, WarningState.UNDRAFTED, WarningState.UPDATED),
            *(WarningState.CLEARED, WarningState.EXPIRED),
        },
        WarningState.UNDRAFTED: {
            *(WarningState.DRAFTED, WarningState.UPDATED, WarningState.CLEARED, WarningState.EXPIRED)
        },
        WarningState.DRAFTED: {WarningState.UPDATED, WarningState.CLEARED, WarningState.EXPIRED},
        WarningState.UPDATED: set(),
        WarningState.CLEARED: set(),
        WarningState.EXPIRED: set(),
    },
    starts={
        *(WarningState.ELSEWHERE, WarningState.UNDRAFTED, WarningState.DRAFTED),
        *(WarningState.EXPIRED, WarningState.CLEARED),
    },
)
STANDING = frozenset({WarningState.DRAFTED, WarningState.UNDRAFTED})


class Kind(models.TextChoices):
    """What a source is, and so how it is read."""

    NEWS = "news", _("News (RSS or Atom)")
    OWN = "own", _("Our own site (RSS or Atom)")
    FACTS = "facts", _("Fact checks (RSS or Atom)")
    PAGE = "page", _("A page without a feed: tell when it changes")
    POSTS = "posts", _("Public posts with our words")
    QUAKES = "quakes", _("Earthquakes of BMKG (JSON)")
    WEATHER = "weather", _("Weather warnings of BMKG (CAP)")


# Asked of connected accounts by words; all others are read at an address.
SOUGHT = frozenset({Kind.POSTS})
WARNS = frozenset({Kind.QUAKES, Kind.WEATHER})


class Tone(models.TextChoices):
    """How a piece of news speaks of the office."""

    NEGATIVE = "negative", _("Negative")
    NEUTRAL = "neutral", _("Neutral")
    POSITIVE = "positive", _("Positive")
