"""How much time is left, in words: the bars of lists and pages show it, these say it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from pendopo.foundation.ui.templatetags.words import days_left, short_day

SOON: Final = 2  # working days: from here on a clock is amber


def left(due_at: datetime, days: int, *, is_late: bool) -> str:
    """`10 hari kerja lagi, 11 Des`, `lewat 4 hari kerja, 23 Nov`; over a weekend late is late and not `hari ini`."""
    day = short_day(due_at)
    if is_late and days >= 0:
        return _("late since %(day)s") % {"day": day}
    return f"{days_left(days)}, {day}"


def kept(kept_at: datetime, *, is_late: bool) -> str:
    """When a promise was kept, and whether in time."""
    words = _("kept late, %(at)s") if is_late else _("kept, %(at)s")
    return words % {"at": short_day(kept_at)}
