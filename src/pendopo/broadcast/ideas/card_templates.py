"""Which picture templates an idea may propose: their keys are folders of the pictures' room.

The key is all that is kept. On a solemn day nothing festive is proposed (R17).
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NAMES: Final = {
    "announcement": pgettext_lazy("picture template", "Announcement"),
    "service-steps": pgettext_lazy("picture template", "Steps of a service"),
    "requirements-and-cost": pgettext_lazy("picture template", "Requirements and cost"),
    "timetable": pgettext_lazy("picture template", "Timetable"),
    "big-number": pgettext_lazy("picture template", "Big number"),
    "comparison": pgettext_lazy("picture template", "Comparison"),
    "bar-chart": pgettext_lazy("picture template", "Bar chart"),
    "line-chart": pgettext_lazy("picture template", "Line chart"),
    "share-chart": pgettext_lazy("picture template", "Share chart"),
    "region-map": pgettext_lazy("picture template", "Map of the region"),
    "timeline": pgettext_lazy("picture template", "Timeline"),
    "checklist": pgettext_lazy("picture template", "Checklist"),
    "leader-quote": pgettext_lazy("picture template", "Quote of the leader"),
    "greeting": pgettext_lazy("picture template", "Greeting"),
    "condolence": pgettext_lazy("picture template", "Condolence"),
    "invitation": pgettext_lazy("picture template", "Invitation"),
    "event-report": pgettext_lazy("picture template", "Event report"),
    "budget": pgettext_lazy("picture template", "Budget in a picture"),
    "opening": pgettext_lazy("picture template", "Job or scholarship"),
    "warning": pgettext_lazy("picture template", "Warning"),
    "emergency": pgettext_lazy("picture template", "Emergency instruction"),
    "clarification": pgettext_lazy("picture template", "Clarification of a hoax"),
    "correction": pgettext_lazy("picture template", "Correction"),
    "survey-result": pgettext_lazy("picture template", "Result of the survey"),
    "question-answer": pgettext_lazy("picture template", "Question and answer"),
    "before-after": pgettext_lazy("picture template", "Before and after"),
    "photo-caption": pgettext_lazy("picture template", "Photo with caption"),
    "thread-cover": pgettext_lazy("picture template", "Cover of a thread"),
}
# What wishes joy, invites or gives away: none of it on a solemn day.
FESTIVE: Final = frozenset({"greeting", "invitation", "opening"})
# What counts among ceremonies (R19): it congratulates, and tells citizens nothing they can use.
CEREMONIAL: Final = frozenset({"greeting"})
PLAIN: Final = "announcement"
SOLEMN: Final = "leader-quote"

CHOICES: Final = [("", _("None yet")), *NAMES.items()]


def fitting(key: str, *, is_solemn: bool) -> str:
    """The same, or on a solemn day one without festivity; a key nobody knows is none."""
    if key not in NAMES:
        return ""
    return SOLEMN if is_solemn and key in FESTIVE else key


def name_of(key: str) -> str:
    """As it is called on the screen; "" for none."""
    return str(NAMES.get(key, ""))
