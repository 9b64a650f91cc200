"""Why something is worth saying: kept as a kind with its values, and worded when it is shown, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pendopo.foundation.clock.words import full_date, long_date, short_date
from pendopo.foundation.personal_data import masked
from pendopo.foundation.ui.speech import language

WORDS: Final[Mapping[str, str | Promise]] = {
    "day_is_today": _("%(day)s is today, and nothing is planned for it."),
    "day_is_tomorrow": _("%(day)s is tomorrow, %(full)s, and nothing is planned for it."),
    "day_is_near": ngettext_lazy(
        "%(day)s is on %(full)s, in %(number)s day, and nothing is planned for it.",
        "%(day)s is on %(full)s, in %(number)s days, and nothing is planned for it.",
        "number",
    ),
    "day_is_solemn": _("It is solemn: no jokes, no prizes."),
    "day_is_believed": _("Check the date before you rely on it."),
    "free_day": _("No post stands on %(full)s yet."),
    "free_day_is_solemn": _("The day is solemn: no jokes, no prizes."),
    "pillar_is_empty": _("“%(pillar)s” should get %(target)s %% of this month's posts; none is planned yet."),
    "pillar_is_behind": ngettext_lazy(
        "“%(pillar)s” got %(percent)s %% of this month's %(of)s post; its target is %(target)s %%.",
        "“%(pillar)s” got %(percent)s %% of this month's %(of)s posts; its target is %(target)s %%.",
        "of",
    ),
    "asked": ngettext_lazy(
        "Asked by %(number)s citizen this week, and no post answers it yet.",
        "Asked by %(number)s citizens this week, and no post answers it yet.",
        "number",
    ),
    "reported": ngettext_lazy(
        "Reported by %(number)s citizen this week, and no post speaks of it yet.",
        "Reported by %(number)s citizens this week, and no post speaks of it yet.",
        "number",
    ),
    "solved": ngettext_lazy(
        "%(number)s report about “%(topic)s” was settled from %(first)s to %(last)s.",
        "%(number)s reports about “%(topic)s” were settled from %(first)s to %(last)s.",
        "number",
    ),
    "solved_by": _("By: %(unit)s."),
    "standard_unknown": ngettext_lazy(
        "None of the %(posts)s post of the last %(days)s days speaks of “%(service)s”.",
        "None of the %(posts)s posts of the last %(days)s days speaks of “%(service)s”.",
        "posts",
    ),
    "standard_since": _("Its standard holds since %(since)s."),
    "best_of_last_year": ngettext_lazy(
        "A year ago, on %(stood)s, it drew %(number)s reply of citizens, of %(of)s posts around that day. "
        "Only replies are counted: reach is not recorded.",
        "A year ago, on %(stood)s, it drew %(number)s replies of citizens, the most of %(of)s posts around that day. "
        "Only replies are counted: reach is not recorded.",
        "number",
    ),
    "good_of_last_year": ngettext_lazy(
        "A year ago, on %(stood)s, it drew %(number)s reply of citizens. "
        "Only replies are counted: reach is not recorded.",
        "A year ago, on %(stood)s, it drew %(number)s replies of citizens. "
        "Only replies are counted: reach is not recorded.",
        "number",
    ),
    "story": ngettext_lazy(
        "%(number)s source tells a story about us, and the number grows.",
        "%(number)s sources tell a story about us, and their number grows.",
        "number",
    ),
    "warning_drafted": _(
        "The warning's own draft is waiting in the emergency lane. It says what is coming, not what to do."
    ),
    "warning_not_drafted": _("An official warning concerns our region, and no draft of it is waiting."),
}
# Values that are days, and how each is said.
DAYS: Final[Mapping[str, Callable[[date, str], str]]] = {
    "full": full_date,
    "stood": long_date,
    "since": long_date,
    "first": short_date,
    "last": short_date,
}
ENGLISH: Final = "_en"  # ends a value's name in English, where the thing has one


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One sentence to be: which, and its numbers, names and days."""

    kind: str
    values: Mapping[str, int | str | date] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """As a row keeps it; personal data covered."""
        return {"kind": self.kind, **{name: _kept(value) for name, value in self.values.items()}}


def reason(kind: str, **values: int | str | date) -> Reason:
    """One reason, as short as it can be written."""
    return Reason(kind=kind, values=values)


def said(kept: Iterable[Mapping[str, Any]]) -> str:
    """The sentences of what a row keeps, in the language of the page."""
    speaks = language()
    return " ".join(str(WORDS[one["kind"]] % _spoken(one, speaks)) for one in kept)


def _kept(value: int | str | date) -> int | str:
    if isinstance(value, date):
        return value.isoformat()
    return masked(value) if isinstance(value, str) else value


def _spoken(kept: Mapping[str, Any], speaks: str) -> dict[str, Any]:
    values = {
        name: DAYS[name](date.fromisoformat(value), speaks) if name in DAYS else value
        for name, value in kept.items()
    }
    if speaks == "id":
        return values
    return values | {
        name.removesuffix(ENGLISH): value for name, value in values.items() if name.endswith(ENGLISH)
    }
