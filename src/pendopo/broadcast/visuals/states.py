"""Every state of a visual, of a batch and of a film, and every move they may make."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class VisualState(models.TextChoices):
    """Where a visual is."""

    DRAFT = "draft", _("Being filled in")
    USED = "used", _("Used in a content item")
    PUT_AWAY = "put_away", _("Put away")


V = VisualState

VISUAL = Flow(
    "visuals.visual",
    VisualState,
    {
        V.DRAFT: {V.USED, V.PUT_AWAY},
        # DRAFT: its words were changed after it was used. USED: it was used once more.
        V.USED: {V.DRAFT, V.USED, V.PUT_AWAY},
        V.PUT_AWAY: {V.DRAFT},
    },
    starts={V.DRAFT},
)


class BatchState(models.TextChoices):
    """How far a table of cards is."""

    WAITING = "waiting", _("Waits to be drawn")
    DRAWING = "drawing", _("Being drawn")
    DONE = "done", _("Drawn")
    STOPPED = "stopped", _("Stopped")


B = BatchState

BATCH = Flow(
    "visuals.batch",
    BatchState,
    {
        B.WAITING: {B.DRAWING, B.STOPPED},
        B.DRAWING: {B.DONE, B.STOPPED},
        B.DONE: set(),
        B.STOPPED: set(),
    },
    starts={B.WAITING},
)


class FilmState(models.TextChoices):
    """How far a film is."""

    WAITING = "waiting", _("Waits to be made")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


F = FilmState

FILM = Flow(
    "visuals.film",
    FilmState,
    {
        F.WAITING: {F.MAKING, F.FAILED},
        # WAITING: whoever made it is gone, and it begins anew.
        F.MAKING: {F.READY, F.FAILED, F.WAITING},
        F.READY: set(),
        F.FAILED: set(),
    },
    starts={F.WAITING},
)

# A film without a sign of its maker for so long has none any more.
LEFT_ALONE: Final = timedelta(minutes=3)
