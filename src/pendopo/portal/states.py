"""What a visitor's comment may be, and what a visitor sees of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class CommentState(models.TextChoices):
    """Whether visitors can read it."""

    HELD = "held", _("Waiting to be looked at")
    SHOWN = "shown", _("Shown")
    HIDDEN = "hidden", _("Hidden")
    GONE = "gone", _("Taken down")


FLOW = Flow(
    "portal.comment",
    CommentState,
    {
        CommentState.HELD: {CommentState.SHOWN, CommentState.HIDDEN},
        CommentState.SHOWN: {CommentState.HIDDEN, CommentState.GONE},
        CommentState.HIDDEN: {CommentState.SHOWN},
        # Only an answer of ours is ever taken down; a citizen's words are hidden, with a reason kept elsewhere.
        CommentState.GONE: set(),
    },
    starts={CommentState.HELD, CommentState.SHOWN},
)
