"""The life of a request for material: a unit is asked, answers, and its material is taken in."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class MaterialState(models.TextChoices):
    """Whose turn it is. Silence is no state: it is how long a unit has been asked."""

    ASKED = "asked", _("With the unit")
    ANSWERED = "answered", _("Material has come")
    TAKEN_IN = "taken_in", _("Taken in")
    SENT_BACK = "sent_back", _("Asked again")
    CLOSED = "closed", _("Closed")


M = MaterialState

FLOW = Flow(
    "material.request",
    MaterialState,
    {
        M.ASKED: {M.ANSWERED, M.CLOSED},
        M.ANSWERED: {M.TAKEN_IN, M.SENT_BACK, M.CLOSED},
        # ANSWERED: the rest of an answer that came in parts.
        M.TAKEN_IN: {M.ANSWERED, M.SENT_BACK, M.CLOSED},
        M.SENT_BACK: {M.ANSWERED, M.CLOSED},
        M.CLOSED: set(),
    },
    starts={M.ASKED},
)

# The unit has the word.
WITH_UNIT: Final = frozenset({M.ASKED, M.SENT_BACK})
# Something came, and may still be taken in.
CAME: Final = frozenset({M.ANSWERED, M.TAKEN_IN})


class PieceKind(models.TextChoices):
    """What a unit writes."""

    FACT = "fact", _("What happened")
    FIGURE = "figure", _("A number with its source")
    NAME = "name", _("A name, as it is spelled")


class MailKind(models.TextChoices):
    """What a unit is written about."""

    REQUEST = "request", _("request")
    REMINDER = "reminder", _("reminder")
    QUESTION = "question", _("a question about what came")
    NEW_LINK = "new_link", _("a new link")
    THANKS = "thanks", _("the post that came of it")
