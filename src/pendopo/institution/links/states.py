"""What a link may be for, and what can become of one that somebody opens."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """The one thing a link opens. A closed set: a link for one page never opens another."""

    REFERRAL = "cases.referral", _("one question to a unit")
    UNIT = "cases.unit", _("all open questions to a unit")
    TRACK = "cases.track", _("a citizen's own case")
    REQUEST = "openness.request", _("a citizen's own information request")
    MATERIAL = "material.request", _("a request for material to a unit")


class Outcome(TextChoices):
    """What the log tells of somebody who came with a link."""

    OPENED = "opened", _("opened for the first time")
    FORGED = "forged", _("forged")
    GONE = "gone", _("not known any more")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("withdrawn")
    OTHER_PURPOSE = "other_purpose", _("made for another page")
    OTHER_SUBJECT = "other_subject", _("made for something else")
    THROTTLED = "throttled", _("too often in a short time")
    REPLAYED = "replayed", _("a form sent a second time")


# These say nothing true about an institution, so no row is written for them: the process log tells of them.
WITHOUT_ROW = frozenset({Outcome.FORGED, Outcome.GONE})
