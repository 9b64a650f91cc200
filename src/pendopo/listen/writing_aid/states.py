"""The life of what a language model is asked for: it ends with a text or with the reason why there is none."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class AidKind(models.TextChoices):
    """What it is asked for."""

    DRAFT = "draft", _("Draft of an answer")
    SUMMARY = "summary", _("Summary")
    VOICE = "voice", _("A unit's words in the office's voice")


# Asked for from the thread itself; the other belongs to whatever the unit was asked about.
OF_A_THREAD = (AidKind.DRAFT, AidKind.SUMMARY)


class AidState(models.TextChoices):
    """How far it is."""

    ASKED = "asked", _("Waits for the language model")
    WRITING = "writing", _("The language model is writing")
    CAME = "came", _("Came")
    FAILED = "failed", _("Nothing came")


FLOW = Flow(
    "writing_aid.aid",
    AidState,
    {
        # A thread that may not leave any more fails before anything left.
        AidState.ASKED: {AidState.WRITING, AidState.FAILED},
        AidState.WRITING: {AidState.CAME, AidState.FAILED},
        # A text that came is only shown; what becomes of it is a reply of the inbox.
        AidState.CAME: set(),
        AidState.FAILED: set(),
    },
    starts={AidState.ASKED},
)

UNDER_WAY = frozenset({AidState.ASKED, AidState.WRITING})


class Trouble(models.TextChoices):
    """Why nothing came, and what to do."""

    BUSY = "busy", _("The language model has too much to do. Try again in a few minutes.")
    NOT_REACHED = (
        "not_reached",
        _(
            "The language model does not answer. Write it yourself; an administrator can run `pendopo doctor`."
        ),
    )
    TOO_SLOW = "too_slow", _("The language model took too long. Try again, or write it yourself.")
    KEY = "key", _("The language model does not accept this house's key. Tell an administrator.")
    REFUSED = "refused", _("The language model refused the question. Tell an administrator.")
    NOT_USABLE = (
        "not_usable",
        _("What the language model answered cannot be used. Try again, or write it yourself."),
    )
    LOST = "lost", _("The worker stopped while it waited. Ask again.")
    KEPT_BACK = "kept_back", _("This conversation does not leave the house. Nothing was sent.")
    SWITCHED_OFF = "switched_off", _("The language model was switched off meanwhile. Nothing was sent.")
    NOTHING_ASKED = "nothing_asked", _("There is nothing here that waits for an answer. Nothing was sent.")
