"""The life of an idea: it comes up, somebody keeps it, and it becomes content, or not."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pendopo.foundation.flows import Flow


class IdeaState(models.TextChoices):
    """How far an idea is."""

    SUGGESTED = "suggested", pgettext_lazy("idea", "Suggested")
    KEPT = "kept", pgettext_lazy("idea", "Kept")
    TAKEN = "taken", pgettext_lazy("idea", "Made into content")
    SET_ASIDE = "set_aside", pgettext_lazy("idea", "Set aside")


S = IdeaState

FLOW = Flow(
    "ideas.idea",
    IdeaState,
    {
        S.SUGGESTED: {S.KEPT, S.TAKEN, S.SET_ASIDE},
        S.KEPT: {S.TAKEN, S.SET_ASIDE},
        S.TAKEN: set(),
        # A person brings it back (kept), or what the house had set aside holds again (suggested).
        S.SET_ASIDE: {S.KEPT, S.SUGGESTED},
    },
    # What people write themselves is wanted already.
    starts={S.SUGGESTED, S.KEPT},
)

OPEN: Final = frozenset({S.SUGGESTED, S.KEPT})


class Source(models.TextChoices):
    """Where an idea comes from."""

    NATIONAL_DAY = "national_day", _("National day")
    ASKED = "asked", _("What citizens ask")
    SOLVED = "solved", _("What was solved")
    STANDARD = "standard", _("Service standard")
    LAST_YEAR = "last_year", _("A year ago")
    GAP = "gap", _("Gap in the calendar")
    NEWS = "news", _("In the news")
    WARNING = "warning", _("Official warning")
    OWN = "own", _("A colleague's own")
