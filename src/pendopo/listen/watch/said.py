"""Reasons and kinds as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pendopo.listen.watch.models import Alert
from pendopo.listen.watch.rising import Rising
from pendopo.listen.watch.scoring import LEADER, REGION, SOUGHT, TOPIC, UNIT, US

WORDS_SAID: Final = 4
REASONS: Final = {
    US: gettext_lazy("names us: %(word)s"),
    LEADER: gettext_lazy("names our leader: %(word)s"),
    UNIT: gettext_lazy("names a unit: %(word)s"),
    REGION: gettext_lazy("our region: %(word)s"),
    TOPIC: gettext_lazy("our topic: %(word)s"),
    SOUGHT: gettext_lazy("found for: %(word)s"),
}


def reasons_of(kept: Iterable[Mapping[str, str]]) -> list[str]:
    """Why a piece of news concerns us, the weightiest reason first."""
    return [str(REASONS[one["kind"]]) % {"word": one["word"]} for one in kept if one["kind"] in REASONS]


def rising_said(one: Rising) -> str:
    """How much a word rises, and with whom."""
    said = {
        "words": _quoted([one.word, *one.beside]),
        "counts": _counts(one.titles, one.voices),
        "usual": _number(one.usual),
    }
    if one.usual < 1 / 7:
        return _("%(words)s: %(counts)s today, new") % said
    return _("%(words)s: %(counts)s today, usually %(usual)s") % said


def alert_said(alert: Alert) -> str:
    """What was alerted, with the numbers behind it."""
    said = {
        "counts": _counts(alert.counted - alert.voices, alert.voices),
        "usual": _number(alert.usual),
        "words": _quoted(alert.words),
    }
    if alert.level == Alert.Level.WORD:
        return _("%(words)s: %(counts)s in a day, usually %(usual)s.") % said
    return _("About us: %(counts)s in a day, usually %(usual)s.") % said


def _counts(titles: int, people: int) -> str:
    counted = []
    if titles:
        counted.append(ngettext("in %(number)s title", "in %(number)s titles", titles) % {"number": titles})
    if people:
        told = ngettext("in what %(number)s citizen wrote", "in what %(number)s citizens wrote", people)
        counted.append(told % {"number": people})
    return ", ".join(counted)


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words[:WORDS_SAID])


def _number(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")
