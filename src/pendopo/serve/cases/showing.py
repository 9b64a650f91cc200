"""How the lines of a case's story read on the screen, each with its icon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.serve.cases.models import Entry
from pendopo.serve.cases.states import Agreed, CaseKind, Channel, Ending


@dataclass(frozen=True, kw_only=True)
class Look:
    """One kind of line: its sentence, filled with `Entry.words`, its icon, its colour."""

    sentence: Any  # lazily translated
    icon: str
    sign: str = ""


SENTENCES: Final[Mapping[str, Look]] = {
    "opened": Look(sentence=_("Case opened"), icon="cases"),
    "restricted": Look(sentence=_("Marked as a matter of supervision"), icon="secret"),
    "let_know": Look(sentence=_("%(who)s was put on the list of those who need to know"), icon="secret"),
    "let_go": Look(sentence=_("%(who)s was taken off the list of those who need to know"), icon="secret"),
    "protected": Look(sentence=_("More is kept secret"), icon="privacy"),
    "agreed": Look(sentence=_("The reporter agreed %(to)s"), icon="seal"),
    "lowered": Look(sentence=_("Protection lowered: the reporter agreed %(to)s"), icon="unlock"),
}

# Words that are kept as a code and read as a label.
LABELS: Final[Mapping[str, type[models.TextChoices]]] = {
    "kind": CaseKind,
    "was": CaseKind,
    "ending": Ending,
    "channel": Channel,
    "to": Agreed,
}


def sentence(entry: Entry) -> str:
    """One line of the story, in the reader's language."""
    words = {
        name: str(LABELS[name](value).label) if name in LABELS else value
        for name, value in entry.words.items()
    }
    return str(SENTENCES[entry.what].sentence) % words
