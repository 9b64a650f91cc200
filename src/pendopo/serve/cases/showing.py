"""How the lines of a case's story read on the screen, each with its icon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.serve.cases.models import Entry
from pendopo.serve.cases.states import CaseKind, Channel, Ending


@dataclass(frozen=True, kw_only=True)
class Look:
    """One kind of line: its sentence, filled with `Entry.words`, its icon, its colour."""

    sentence: Any  # lazily translated
    icon: str
    sign: str = ""


SENTENCES: Final[Mapping[str, Look]] = {
    "opened": Look(sentence=_("Case opened"), icon="cases"),
}

# Words that are kept as a code and read as a label.
LABELS: Final[Mapping[str, type[models.TextChoices]]] = {
    "kind": CaseKind,
    "was": CaseKind,
    "ending": Ending,
    "channel": Channel,
}


def sentence(entry: Entry) -> str:
    """One line of the story, in the reader's language."""
    words = {
        name: str(LABELS[name](value).label) if name in LABELS else value
        for name, value in entry.words.items()
    }
    return str(SENTENCES[entry.what].sentence) % words
