"""In which language and by which clock the present page speaks."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext

from pendopo.foundation.clock import Zone


def language() -> str:
    return translation.get_language() or "id"


def here() -> Zone:
    """The member's zone, as the request has activated it; elsewhere the capital's."""
    try:
        return Zone(timezone.get_current_timezone_name())
    except ValueError:
        return Zone.WIB


def in_words(why: str) -> str:
    """A sentence that was kept untranslated, in the reader's language.

    A network's own words, on its second line, follow as they are.
    """
    sentence, _newline, quoted = why.partition("\n")
    said = gettext(sentence) if sentence else ""
    return f"{said} “{quoted}”" if quoted else said
